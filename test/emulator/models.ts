import { ApiFailure } from "./failure.ts";
import type { JsonObject } from "./wire.ts";

export interface EmulatedModel {
  /** Without the `models/` prefix. */
  readonly id: string;
  /** What answers under this name; reported as `modelVersion`. */
  readonly version: string;
  /** Such as 2.5, 3 or 4. */
  readonly generation: number;
  readonly displayName: string;
  readonly description: string;
  readonly methods: readonly string[];
  readonly thinking: boolean;
  readonly thinkingLevels: readonly string[];
  readonly inputTokenLimit: number;
  readonly outputTokenLimit: number;
  readonly makesImages: boolean;
}

const chat = ["generateContent", "countTokens", "createCachedContent", "batchGenerateContent"];
const levels3 = ["LOW", "MEDIUM", "HIGH"];
const withMinimal = ["MINIMAL", ...levels3];
const withExtraHigh = [...levels3, "XHIGH"];

function model(
  id: string,
  displayName: string,
  fields: Partial<EmulatedModel> & { readonly generation: number },
): EmulatedModel {
  return {
    id,
    version: id,
    displayName,
    description: `${displayName}, as the offline emulator plays it.`,
    methods: chat,
    thinking: true,
    thinkingLevels: levels3,
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    makesImages: false,
    ...fields,
  };
}

/** The mixture a real key sees: aliases, generations side by side, and kinds that cannot chat. */
export const models: readonly EmulatedModel[] = [
  model("gemini-2.5-flash", "Gemini 2.5 Flash", { generation: 2.5, thinkingLevels: [] }),
  model("gemini-2.5-pro", "Gemini 2.5 Pro", { generation: 2.5, thinkingLevels: [] }),
  model("gemini-2.5-flash-lite", "Gemini 2.5 Flash-Lite", { generation: 2.5, thinkingLevels: [] }),
  model("gemini-flash-latest", "Gemini Flash Latest", { generation: 3.8, version: "gemini-3.8-flash" }),
  model("gemini-flash-lite-latest", "Gemini Flash-Lite Latest", {
    generation: 3.5,
    version: "gemini-3.5-flash-lite",
    thinkingLevels: withMinimal,
  }),
  model("gemini-pro-latest", "Gemini Pro Latest", { generation: 3.1, version: "gemini-3.1-pro-preview" }),
  model("gemini-3-flash-preview", "Gemini 3 Flash Preview", { generation: 3, thinkingLevels: withMinimal }),
  model("gemini-3.1-pro-preview", "Gemini 3.1 Pro Preview", { generation: 3.1 }),
  model("gemini-3.5-flash-lite", "Gemini 3.5 Flash-Lite", { generation: 3.5, thinkingLevels: withMinimal }),
  model("gemini-3.7-flash", "Gemini 3.7 Flash", { generation: 3.8, version: "gemini-3.8-flash" }),
  model("gemini-3.8-flash", "Gemini 3.8 Flash", { generation: 3.8 }),
  model("gemini-4-argon", "Gemini 4 Argon", { generation: 4 }),
  model("gemini-4-carbon", "Gemini 4 Carbon", { generation: 4 }),
  model("gemini-4-hydrogen", "Gemini 4 Hydrogen", { generation: 4, thinkingLevels: withExtraHigh }),
  model("gemini-3.1-flash-image", "Gemini 3.1 Flash Image", {
    generation: 3.1,
    makesImages: true,
    inputTokenLimit: 65_536,
    outputTokenLimit: 32_768,
  }),
  model("gemini-3.8-flash-tts", "Gemini 3.8 Flash TTS", {
    generation: 3.8,
    thinking: false,
    inputTokenLimit: 8_192,
    outputTokenLimit: 16_384,
  }),
  model("gemini-3.8-flash-live", "Gemini 3.8 Flash Live", {
    generation: 3.8,
    methods: ["bidiGenerateContent"],
  }),
  model("gemini-embedding-2", "Gemini Embedding 2", {
    generation: 3,
    methods: ["embedContent", "countTextTokens", "countTokens"],
    thinking: false,
    inputTokenLimit: 8_192,
    outputTokenLimit: 1,
  }),
];

/** Throws Google's 404 for a model that is not there or does not have this method. */
export function modelFor(id: string, method?: string): EmulatedModel {
  const found = models.find((candidate) => candidate.id === id);
  if (found === undefined || (method !== undefined && !found.methods.includes(method))) {
    throw new ApiFailure(
      404,
      `models/${id} is not found for API version v1beta, or is not supported for ${method ?? "getModel"}. Call ` +
        "ListModels to see the list of available models and their supported methods.",
    );
  }
  return found;
}

/** One page; the token is opaque to clients. */
export function listModels(query: URLSearchParams): JsonObject {
  const size = Math.min(1000, Number(query.get("pageSize")) || 50);
  const start = Number(Buffer.from(query.get("pageToken") ?? "", "base64url").toString()) || 0;
  const end = start + size;
  return {
    models: models.slice(start, end).map(modelResource),
    ...(end < models.length && { nextPageToken: Buffer.from(String(end)).toString("base64url") }),
  };
}

/** The resource as `models.get` and `models.list` show it. */
export function modelResource(entry: EmulatedModel): JsonObject {
  return {
    name: `models/${entry.id}`,
    version: "001",
    displayName: entry.displayName,
    description: entry.description,
    inputTokenLimit: entry.inputTokenLimit,
    outputTokenLimit: entry.outputTokenLimit,
    supportedGenerationMethods: entry.methods,
    temperature: 1,
    topP: 0.95,
    topK: 64,
    maxTemperature: 2,
    ...(entry.thinking && { thinking: true }),
  };
}
