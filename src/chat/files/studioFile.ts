import * as v from "valibot";
import type { Part } from "../../gemini/wire.ts";
import type { ModelPart, Turn, TurnStatus, UserPart } from "../../shared/transcript.ts";
import type { PromptPart, TurnSource } from "../conversation.ts";
import { type ConversationFile, FILE_FORMAT, FILE_VERSION, type FileTurn } from "./conversationFile.ts";
import { ImportProblem } from "./importProblem.ts";

/**
 * What Google AI Studio keeps of a chat in Google Drive: pieces in a row, in which thoughts, files and answers stand each by
 * itself. The format is not documented; what is unknown in it is left out.
 */
const text = v.optional(v.nullable(v.string()));
const blob = v.object({ mimeType: v.string(), data: v.string() });
const code = v.object({ language: v.optional(v.string(), ""), code: v.string() });
const result = v.object({ outcome: v.optional(v.string(), ""), output: v.optional(v.string(), "") });
const part = v.object({
  text,
  thought: v.exactOptional(v.boolean()),
  thoughtSignature: v.exactOptional(v.string()),
  inlineData: v.exactOptional(blob),
  executableCode: v.exactOptional(code),
  codeExecutionResult: v.exactOptional(result),
});
const drive = v.object({ id: v.string(), name: text, mimeType: text });
const chunk = v.object({
  role: v.string(),
  text,
  isThought: v.optional(v.boolean()),
  parts: v.optional(v.array(part)),
  finishReason: text,
  errorMessage: text,
  createTime: text,
  executableCode: v.optional(code),
  codeExecutionResult: v.optional(result),
  inlineImage: v.optional(blob),
  inlineFile: v.optional(blob),
  inlineData: v.optional(blob),
  inlineAudio: v.optional(blob),
  inlineVideo: v.optional(blob),
  driveImage: v.optional(drive),
  driveDocument: v.optional(drive),
  driveAudio: v.optional(drive),
  driveVideo: v.optional(drive),
  youtubeVideo: v.optional(v.object({ id: v.string() })),
});
const schema = v.object({
  runSettings: v.optional(v.object({ model: text })),
  systemInstruction: v.optional(v.object({ text, parts: v.optional(v.array(part)) })),
  chunkedPrompt: v.object({ chunks: v.array(chunk) }),
});
type Chunk = v.InferOutput<typeof chunk>;
type Blob = v.InferOutput<typeof blob>;

export interface StudioWords {
  /** A file that lies in Google Drive, where Castor does not look. */
  readonly driveFile: string;
  readonly inlineFile: string;
}

export interface StudioFile {
  readonly file: ConversationFile;
  /** What the model was told in AI Studio; Castor has a setting for it. */
  readonly systemInstruction: string;
  /** Files that are not in the export. */
  readonly missingFiles: number;
}

export function isStudioFile(value: unknown): boolean {
  return typeof value === "object" && value !== null && "chunkedPrompt" in value;
}

/** Keeps bytes; gives back their SHA-256 and where they lie. */
export type KeepBytes = (base64: string) => Promise<{ readonly hash: string; readonly uri: string }>;

export async function readStudioFile(
  value: unknown,
  { words, keep, at }: { readonly words: StudioWords; readonly keep: KeepBytes; readonly at: Date },
): Promise<StudioFile> {
  const found = v.safeParse(schema, value);
  if (!found.success) {
    throw new ImportProblem("damaged", found.issues[0].message);
  }
  const { runSettings, systemInstruction, chunkedPrompt } = found.output;
  const model = (runSettings?.model ?? "").replace(/^models\//, "");
  const groups = grouped(chunkedPrompt.chunks);
  const turns: FileTurn[] = [];
  let missingFiles = 0;
  for (const chunks of groups) {
    const parent = turns.at(-1)?.turn.id;
    const base = { id: `s${turns.length}`, at: timeOf(chunks, at) };
    const made =
      chunks[0]?.role === "user"
        ? await userTurn(chunks, base, words, keep)
        : await modelTurn(chunks, base, model, keep);
    missingFiles += chunks.filter(driveFile).length;
    turns.push({ ...made, ...(parent !== undefined && { parent }) });
  }
  if (turns.length === 0) {
    throw new ImportProblem("empty");
  }
  const instruction =
    systemInstruction?.text ?? (systemInstruction?.parts ?? []).map((each) => each.text ?? "").join("");
  const file: ConversationFile = {
    format: FILE_FORMAT,
    version: FILE_VERSION,
    exported: at.toISOString(),
    begun: turns[0]?.turn.at ?? at.getTime(),
    turns,
    media: {},
  };
  return { file, systemInstruction: instruction.trim(), missingFiles };
}

/** Pieces of one speaker that stand together, the empty ones left out. */
function grouped(chunks: readonly Chunk[]): readonly (readonly Chunk[])[] {
  const groups: Chunk[][] = [];
  for (const each of chunks.filter(saysSomething)) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && (last[0].role === "user") === (each.role === "user")) {
      last.push(each);
    } else {
      groups.push([each]);
    }
  }
  return groups;
}

function saysSomething(each: Chunk): boolean {
  return (
    (each.text ?? "") !== "" ||
    (each.parts ?? []).length > 0 ||
    (each.errorMessage ?? "") !== "" ||
    each.executableCode !== undefined ||
    each.codeExecutionResult !== undefined ||
    inlineBlob(each) !== undefined ||
    driveFile(each) !== undefined ||
    each.youtubeVideo !== undefined
  );
}

function timeOf(chunks: readonly Chunk[], at: Date): number {
  const time = Date.parse(chunks[0]?.createTime ?? "");
  return Number.isNaN(time) ? at.getTime() : time;
}

interface Base {
  readonly id: string;
  readonly at: number;
}

async function userTurn(
  chunks: readonly Chunk[],
  base: Base,
  words: StudioWords,
  keep: KeepBytes,
): Promise<{ readonly turn: Turn; readonly source: TurnSource }> {
  const parts: UserPart[] = [];
  const prompt: PromptPart[] = [];
  for (const each of chunks) {
    const said = each.text ?? (each.parts ?? []).map((piece) => piece.text ?? "").join("");
    const [inline, away] = [inlineBlob(each), driveFile(each)];
    const video =
      each.youtubeVideo && `https://www.youtube.com/watch?v=${encodeURIComponent(each.youtubeVideo.id)}`;
    if (inline !== undefined) {
      const kept = await keep(inline.data);
      const { mimeType, data } = inline;
      const file = { ...kept, label: words.inlineFile, mimeType, size: byteLength(data) };
      parts.push(
        inline.mimeType.startsWith("image/") ? { type: "image", image: file } : { type: "file", file },
      );
      prompt.push({ type: "file", file });
    }
    if (away !== undefined) {
      const uri = `https://drive.google.com/file/d/${encodeURIComponent(away.id)}`;
      const label = away.name ?? words.driveFile;
      parts.push({
        type: "file",
        file: { uri, label, mimeType: away.mimeType ?? "", size: 0 },
        leftOut: true,
      });
      prompt.push({ type: "text", text: `[The file ${label} was here. It is no longer available.]` });
    }
    for (const words of [said, video ?? ""].filter((each) => each !== "")) {
      parts.push({ type: "text", text: words });
      prompt.push({ type: "text", text: words });
    }
  }
  return { turn: { role: "user", ...base, parts }, source: { role: "user", prompt } };
}

async function modelTurn(
  chunks: readonly Chunk[],
  base: Base,
  model: string,
  keep: KeepBytes,
): Promise<{ readonly turn: Turn; readonly source: TurnSource }> {
  const sent = chunks.flatMap(sentParts);
  const parts: ModelPart[] = [];
  for (const piece of sent) {
    const shown = await shownPart(piece, keep);
    const last = parts.at(-1);
    if (shown?.type === "text" && last?.type === "text") {
      parts.splice(-1, 1, { type: "text", text: last.text + shown.text });
    } else if (shown !== undefined) {
      parts.push(shown);
    }
  }
  const turn: Turn = { role: "model", ...base, model, parts, status: statusOf(chunks) };
  const content = { role: "model", parts: sent.filter(({ thought }) => thought !== true) };
  return { turn, source: { role: "model", model, ...(content.parts.length > 0 && { content }) } };
}

/** What the model said, as the API would have it back. */
function sentParts(each: Chunk): readonly Part[] {
  if (each.parts !== undefined && each.parts.length > 0) {
    return each.parts.map(({ text: words, ...rest }) => ({
      ...rest,
      ...(typeof words === "string" && { text: words }),
      ...(each.isThought === true && { thought: true }),
    }));
  }
  const inline = inlineBlob(each);
  return [
    ...(each.text ? [{ text: each.text, ...(each.isThought === true && { thought: true }) }] : []),
    ...(each.executableCode ? [{ executableCode: each.executableCode }] : []),
    ...(each.codeExecutionResult ? [{ codeExecutionResult: each.codeExecutionResult }] : []),
    ...(inline ? [{ inlineData: inline }] : []),
  ];
}

async function shownPart(piece: Part, keep: KeepBytes): Promise<ModelPart | undefined> {
  if (piece.executableCode !== undefined) {
    const { language = "", code: program } = piece.executableCode;
    return { type: "code", language: language.toLowerCase(), code: program };
  }
  if (piece.codeExecutionResult !== undefined) {
    const { outcome = "", output = "" } = piece.codeExecutionResult;
    return { type: "codeResult", outcome, output };
  }
  if (piece.inlineData !== undefined) {
    const { mimeType, data } = piece.inlineData;
    const { hash } = await keep(data);
    return { type: "media", mimeType, hash };
  }
  return piece.text ? { type: piece.thought === true ? "thought" : "text", text: piece.text } : undefined;
}

function statusOf(chunks: readonly Chunk[]): TurnStatus {
  const error = chunks.find(({ errorMessage }) => errorMessage)?.errorMessage;
  const finishReason = chunks.findLast((each) => each.finishReason)?.finishReason ?? "STOP";
  return error
    ? { type: "failed", problem: { title: error, actions: ["retry"] } }
    : { type: "done", finishReason };
}

function inlineBlob(each: Chunk): Blob | undefined {
  return each.inlineImage ?? each.inlineFile ?? each.inlineData ?? each.inlineAudio ?? each.inlineVideo;
}

function driveFile(each: Chunk): v.InferOutput<typeof drive> | undefined {
  return each.driveImage ?? each.driveDocument ?? each.driveAudio ?? each.driveVideo;
}

function byteLength(base64: string): number {
  return Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
}
