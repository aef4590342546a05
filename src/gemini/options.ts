import { modelName } from "./endpoint.ts";
import type { GeminiError } from "./errors.ts";
import { partMediaResolutions, withoutMediaResolution } from "./mediaResolution.ts";
import type { GenerateContentRequest } from "./wire.ts";
import type { GenerationConfig, ThinkingConfig, ThinkingLevel } from "./wireConfig.ts";

/** Tokens that stand for a level where a model takes only a budget. */
const BUDGET_OF_LEVEL: Readonly<Record<string, number>> = {
  LOW: 1_024,
  MEDIUM: 8_192,
  HIGH: 24_576,
  XHIGH: 24_576,
};

/** The least that Gemini 2.5 Pro accepts; the other models of that family can do without thoughts. */
const LEAST_PRO_BUDGET = 128;

/**
 * How much to think, in the terms of the model's family: a budget for Gemini 2.5, a level for every other, new ones
 * included. https://ai.google.dev/gemini-api/docs/thinking
 */
export function thinkingConfig(
  model: string,
  wish: { readonly level?: ThinkingLevel | undefined; readonly includeThoughts?: boolean | undefined },
): ThinkingConfig | undefined {
  const { level, includeThoughts } = wish;
  const config: ThinkingConfig = {
    ...(includeThoughts === undefined ? {} : { includeThoughts }),
    ...(level === undefined ? {} : thinkingAmount(model, level)),
  };
  return Object.keys(config).length === 0 ? undefined : config;
}

function thinkingAmount(model: string, level: ThinkingLevel): ThinkingConfig {
  if (!/\bgemini-2\.5\b/.test(model)) {
    return { thinkingLevel: level };
  }
  const least = /-pro\b/.test(model) ? LEAST_PRO_BUDGET : 0;
  const thinkingBudget = level === "MINIMAL" ? least : BUDGET_OF_LEVEL[level];
  return thinkingBudget === undefined ? {} : { thinkingBudget };
}

/** An option that a model does not take; the request went on without it. */
export interface Refusal {
  readonly model: string;
  /** Path inside the generation config, such as `thinkingConfig.thinkingLevel`; or `PART_RESOLUTION`. */
  readonly option: string;
  readonly value: unknown;
  readonly error: GeminiError;
}

/**
 * Options an answer can do without, and how servers speak of them beyond their names. Not among them is what the caller
 * relies on: schemas, modalities, stop sequences. The inner ones come first.
 */
const DISPENSABLE: readonly (readonly [option: string, words?: RegExp])[] = [
  ["thinkingConfig.thinkingLevel"],
  ["thinkingConfig.thinkingBudget", /\bbudget \S+ is invalid|only works in thinking mode/i],
  ["thinkingConfig.includeThoughts"],
  ["thinkingConfig", /\bthinking is not (supported|enabled)|does not support thinking/i],
  ["temperature"],
  ["topP"],
  ["topK"],
  ["seed"],
  ["presencePenalty", /\bpenalty is not/i],
  ["frequencyPenalty", /\bpenalty is not/i],
  ["candidateCount", /\bmultiple candidates\b/i],
  ["maxOutputTokens"],
  ["mediaResolution", /\bMEDIA_RESOLUTION_[A-Z]/],
  ["enableEnhancedCivicAnswers"],
];

/** How closely to look at one medium: said at its part, not in the generation config. */
export const PART_RESOLUTION = "parts.mediaResolution";
const partResolutionWords = /\bmedia[_ ]?resolution(_[A-Z]|\b)/i;

/** What each model has refused. No model is known beforehand: the server is asked, and its answer remembered. */
export class RefusedOptions {
  readonly #refused = new Map<string, Set<string>>();

  /** The request without what the model is known to refuse. */
  without(model: string, request: GenerateContentRequest): GenerateContentRequest {
    const refused = this.#refused.get(modelName(model));
    if (refused === undefined) {
      return request;
    }
    const isRefused = (level: string) => refused.has(key(PART_RESOLUTION, level));
    const allowed = partMediaResolutions(request).some(isRefused)
      ? withoutMediaResolution(request, isRefused)
      : request;
    let config = allowed.generationConfig;
    if (config === undefined) {
      return allowed;
    }
    for (const [option] of DISPENSABLE) {
      const value = valueAt(config, option);
      if (value !== undefined && refused.has(key(option, value))) {
        config = withoutOption(config, option);
      }
    }
    return { ...allowed, generationConfig: config };
  }

  /** Remembers the option that the error is about. Undefined if it names none that was sent and can be left out. */
  learn(model: string, sent: GenerateContentRequest, error: GeminiError): Refusal | undefined {
    if (error.kind !== "badRequest") {
      return undefined;
    }
    const complaint = `${error.message} ${JSON.stringify(error.details)}`;
    const levels = partMediaResolutions(sent);
    if (levels.length > 0 && partResolutionWords.test(complaint)) {
      const named = levels.filter((level) => complaint.includes(level));
      const gone = named.length > 0 ? named : levels;
      gone.forEach((level) => this.#remember(model, PART_RESOLUTION, level));
      return { model, option: PART_RESOLUTION, value: gone.join(", "), error };
    }
    for (const [option, words] of DISPENSABLE) {
      const value = valueAt(sent.generationConfig, option);
      if (value !== undefined && (namePattern(option).test(complaint) || words?.test(complaint))) {
        this.#remember(model, option, value);
        return { model, option, value, error };
      }
    }
    return undefined;
  }

  #remember(model: string, option: string, value: unknown): void {
    const name = modelName(model);
    const refused = this.#refused.get(name) ?? new Set();
    this.#refused.set(name, refused.add(key(option, value)));
  }
}

/** A model that refuses one value may take another. */
function key(option: string, value: unknown): string {
  return `${option}=${JSON.stringify(value)}`;
}

/** `thinkingConfig.thinkingLevel` is found as thinkingLevel, thinking_level and "Thinking level". */
function namePattern(option: string): RegExp {
  const name = option.split(".").at(-1) ?? option;
  return new RegExp(`\\b${name.replace(/[A-Z]/g, (letter) => `[_ ]?${letter}`)}\\b`, "i");
}

function valueAt(config: GenerationConfig | undefined, option: string): unknown {
  return option
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], config);
}

function withoutOption<T extends object>(config: T, option: string): T {
  const [name = "", ...inner] = option.split(".");
  const { [name]: value, ...rest } = config as Record<string, unknown>;
  if (inner.length === 0) {
    return rest as T;
  }
  const reduced = withoutOption(value as object, inner.join("."));
  return (Object.keys(reduced).length === 0 ? rest : { ...rest, [name]: reduced }) as T;
}
