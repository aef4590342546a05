import type { Content } from "../gemini/wire.ts";
import { type FileReference, reduce, type Transcript, type TranscriptEvent } from "../shared/transcript.ts";

/** A transcript together with what was really sent and received: the one is for eyes, the other for replay. */
export interface Conversation {
  readonly transcript: Transcript;
  /** By turn id. */
  readonly sources: Readonly<Record<string, TurnSource>>;
}

export type TurnSource = UserSource | ModelSource;

export interface UserSource {
  readonly role: "user";
  readonly prompt: readonly PromptPart[];
}

export interface ModelSource {
  readonly role: "model";
  /** The model that was asked; thought signatures are only valid for it. */
  readonly model: string;
  /** The answer as it came, signatures included. */
  readonly content?: Content;
  /** The server refused the question itself, so it is left out of what is sent next. */
  readonly refused?: boolean;
}

/** A part of what is sent; the bytes of an image are in the attachment store, those of a file where it says. */
export type PromptPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image"; readonly hash: string; readonly mimeType: string }
  | { readonly type: "file"; readonly file: FileReference };

export function emptyConversation(id: string): Conversation {
  return { transcript: { id, turns: [] }, sources: {} };
}

export function applyEvent(conversation: Conversation, event: TranscriptEvent): Conversation {
  const transcript = reduce(conversation.transcript, event);
  return event.type === "turnsRemoved"
    ? prune({ ...conversation, transcript })
    : { ...conversation, transcript };
}

export function withSource(conversation: Conversation, turnId: string, source: TurnSource): Conversation {
  return { ...conversation, sources: { ...conversation.sources, [turnId]: source } };
}

/** The conversation with newer versions in the place of files, by what they were. */
export function withVersions(
  conversation: Conversation,
  versions: ReadonlyMap<FileReference, FileReference>,
): Conversation {
  if (versions.size === 0) {
    return conversation;
  }
  const renewed = (source: TurnSource): TurnSource =>
    source.role === "model"
      ? source
      : { ...source, prompt: source.prompt.map((part) => withVersion(part, versions)) };
  const sources = Object.entries(conversation.sources).map(([id, source]) => [id, renewed(source)] as const);
  return { ...conversation, sources: Object.fromEntries(sources) };
}

function withVersion(part: PromptPart, versions: ReadonlyMap<FileReference, FileReference>): PromptPart {
  return part.type === "file" ? { ...part, file: versions.get(part.file) ?? part.file } : part;
}

function prune(conversation: Conversation): Conversation {
  const kept = new Set(conversation.transcript.turns.map((turn) => turn.id));
  const sources = Object.entries(conversation.sources).filter(([id]) => kept.has(id));
  return { ...conversation, sources: Object.fromEntries(sources) };
}
