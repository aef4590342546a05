import { placeMediaResolution } from "../gemini/mediaResolution.ts";
import type { HistoryTurn } from "../gemini/signatures.ts";
import { toContents } from "../gemini/turns.ts";
import type { Content, GenerateContentRequest, Part } from "../gemini/wire.ts";
import { type FileReference, type Turn, visibleText } from "../shared/transcript.ts";
import { firstSent } from "./contextCut.ts";
import type { Conversation, PromptPart, TurnSource } from "./conversation.ts";
import { sentContent } from "./keptContent.ts";
import type { AttachmentStore, GenerationOptions, MediaOptions, MediaPort } from "./ports.ts";
import { requestFrame } from "./requestFrame.ts";

export interface RequestSources {
  readonly attachments: AttachmentStore;
  readonly media: MediaPort;
}

export interface BuiltRequest {
  readonly request: GenerateContentRequest;
  /** All that the request has of files, as they are now. */
  readonly files: readonly FileReference[];
  /** Names of those that could not be sent. */
  readonly missing: readonly string[];
  /** Files that were something else when they were attached, by what they were. */
  readonly changed: ReadonlyMap<FileReference, FileReference>;
}

/** The request for the model turn `turnId`: all that was said before it, as it was really sent and received. */
export async function buildRequest(
  conversation: Conversation,
  turnId: string,
  options: GenerationOptions,
  sources: RequestSources & MediaOptions,
): Promise<BuiltRequest> {
  const turns = sentTurns(conversation, turnId);
  const files = turns.flatMap(({ source }) => (source?.role === "user" ? filesOf(source.prompt) : []));
  const changed = new Map<FileReference, FileReference>();
  const onChanged = (file: FileReference, now: FileReference) => void changed.set(file, now);
  const parts = files.length === 0 ? [] : await sources.media.partsFor(files, { ...sources, onChanged });
  const partOfFile = new Map(files.map((file, index) => [file, parts[index]]));
  const history = await Promise.all(
    turns.map(async ({ turn, source }): Promise<HistoryTurn> => {
      const content = await contentOf(turn, source, sources.attachments, partOfFile);
      return source?.role === "model" ? { content, model: source.model } : { content };
    }),
  );
  return {
    request: placeMediaResolution(options.model, {
      contents: toContents([...summaryBefore(conversation, turnId), ...history], options.model),
      ...requestFrame(options),
    }),
    files: files.map((file) => changed.get(file) ?? file),
    changed,
    missing: files.filter((_, index) => parts[index] === undefined).map(({ label }) => label),
  };
}

/** The request that a question would make which is asked next. */
export function nextRequest(
  { transcript, sources: known }: Conversation,
  prompt: readonly PromptPart[],
  options: GenerationOptions,
  sources: RequestSources & MediaOptions,
): Promise<BuiltRequest> {
  const { model } = options;
  const [question, answer] = ["the next question", "its answer"];
  const turns: readonly Turn[] = [
    ...transcript.turns,
    { role: "user", id: question, at: 0, parts: [] },
    { role: "model", id: answer, at: 0, model, parts: [], status: { type: "waiting" } },
  ];
  const asked: Conversation = {
    transcript: { ...transcript, turns },
    sources: { ...known, [question]: { role: "user", prompt } },
  };
  return buildRequest(asked, answer, options, sources);
}

export function filesOf(prompt: readonly PromptPart[]): readonly FileReference[] {
  return prompt.flatMap((part) => (part.type === "file" ? [part.file] : []));
}

/** What is said in the place of turns that are no longer sent; it becomes a part of the first question that is. */
function summaryBefore({ transcript }: Conversation, turnId: string): readonly HistoryTurn[] {
  const before = transcript.turns.slice(
    0,
    transcript.turns.findIndex(({ id }) => id === turnId),
  );
  const first = before[firstSent(before)];
  const summary = first?.role === "user" ? first.contextSummary : undefined;
  const text = `Summary of what was said before:\n\n${summary ?? ""}`;
  return summary === undefined ? [] : [{ content: { role: "user", parts: [{ text }] } }];
}

interface SentTurn {
  readonly turn: Turn;
  readonly source: TurnSource | undefined;
}

/** The turns before `turnId` that the person has not left out, without questions that the server refused: it would refuse them again. */
function sentTurns({ transcript, sources }: Conversation, turnId: string): readonly SentTurn[] {
  const end = transcript.turns.findIndex((turn) => turn.id === turnId);
  const before = transcript.turns.slice(0, end);
  const turns = before.slice(firstSent(before)).map((turn) => ({ turn, source: sources[turn.id] }));
  const isRefused = ({ source }: SentTurn) => source?.role === "model" && source.refused === true;
  return turns.filter((sent, index) => {
    const next = turns[index + 1];
    const answerRefused = sent.turn.role === "user" && next !== undefined && isRefused(next);
    return !isRefused(sent) && !answerRefused;
  });
}

async function contentOf(
  turn: Turn,
  source: TurnSource | undefined,
  attachments: AttachmentStore,
  partOfFile: ReadonlyMap<FileReference, Part | undefined>,
): Promise<Content> {
  if (turn.role === "model") {
    // An answer that a crash cut off has left its text on the screen only.
    const content = source?.role === "model" ? source.content : undefined;
    return content === undefined
      ? { role: "model", parts: [{ text: visibleText(turn) }] }
      : sentContent(content, attachments);
  }
  const prompt = source?.role === "user" ? source.prompt : [];
  const parts = prompt.map(async (part) =>
    part.type === "file" ? (partOfFile.get(part.file) ?? goneFile(part.file)) : partOf(part, attachments),
  );
  return { role: "user", parts: await Promise.all(parts) };
}

function goneFile({ label }: FileReference): Part {
  return { text: `[The file ${label} was here. It is no longer available.]` };
}

async function partOf(
  part: Exclude<PromptPart, { type: "file" }>,
  attachments: AttachmentStore,
): Promise<Part> {
  if (part.type === "text") {
    return { text: part.text };
  }
  const data = await attachments.getBase64(part.hash);
  return data === undefined
    ? { text: "[An image was here that is no longer available.]" }
    : { inlineData: { mimeType: part.mimeType, data } };
}
