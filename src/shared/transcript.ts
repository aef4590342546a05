import { type ContextCut, type CutMarks, withCut } from "./contextCut.ts";
import type { AnswerSources } from "./sources.ts";

/**
 * What was said, as both sides see it. The host owns it and posts events; the view applies the same
 * `reduce`, so the two can never tell different stories.
 */

export interface Transcript {
  readonly id: string;
  readonly turns: readonly Turn[];
}

export type Turn = UserTurn | ModelTurn;

export interface UserTurn extends CutMarks {
  readonly role: "user";
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly parts: readonly UserPart[];
  readonly versions?: Versions;
}

/** Ids of the turns that stand in the same place, oldest first, the turn's own included; left out where it is alone. */
export type Versions = readonly string[];

export type UserPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "code"; readonly code: CodeReference }
  | { readonly type: "image"; readonly image: ImageReference; readonly leftOut?: true }
  /** With `leftOut` it was attached, and is not sent any more. */
  | { readonly type: "file"; readonly file: FileReference; readonly leftOut?: true };

/** A piece of a document that was sent along; the chip jumps back to it. */
export interface CodeReference {
  readonly uri: string;
  /** File name for the eye, such as `parser.ts`. */
  readonly label: string;
  readonly languageId: string;
  /** Zero-based lines, both included. */
  readonly startLine: number;
  readonly endLine: number;
}

/** A file that was sent along: what it is, and where its bytes are to be had again. */
export interface FileReference {
  readonly uri: string;
  /** File name for the eye. */
  readonly label: string;
  /** As Gemini is told. */
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
  /** When the file was last changed, milliseconds since the epoch; undefined where nobody knows. */
  readonly modified?: number;
  /** Lower-case hex SHA-256 under which the attachment store has a copy; without it `uri` is the only source. */
  readonly hash?: string;
  readonly facts?: MediaFacts;
  readonly view?: MediaView;
}

/** What can be told of a medium without watching it. */
export interface MediaFacts {
  readonly seconds?: number;
  readonly pages?: number;
  readonly width?: number;
  readonly height?: number;
}

/** What of a medium is to be looked at, and how closely. */
export interface MediaView {
  /** Seconds from the beginning. */
  readonly start?: number;
  readonly end?: number;
  /** Frames of a video per second, above 0 up to 24; one if left out. */
  readonly framesPerSecond?: number;
  readonly resolution?: MediaResolution;
}

export type MediaResolution = "low" | "medium" | "high";

/** A file whose bytes are in the attachment store. */
export type ImageReference = FileReference & { readonly hash: string };

export interface ModelTurn {
  readonly role: "model";
  readonly id: string;
  readonly at: number;
  /** The model asked for; replaced by the one that answered as soon as the server names it. */
  readonly model: string;
  readonly parts: readonly ModelPart[];
  readonly status: TurnStatus;
  readonly usage?: TokenUsage;
  /** Milliseconds from the request to the first of the answer that is no thought; only where there were thoughts. */
  readonly thoughtMs?: number;
  readonly sources?: AnswerSources;
  readonly versions?: Versions;
}

export type ModelPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "thought"; readonly text: string }
  | { readonly type: "code"; readonly language: string; readonly code: string }
  | { readonly type: "codeResult"; readonly outcome: string; readonly output: string }
  | { readonly type: "functionCall"; readonly name: string; readonly args: string }
  /** What the model made; the bytes are in the attachment store under `hash`, as for images that were sent. */
  | { readonly type: "media"; readonly mimeType: string; readonly hash: string }
  /** A kind this version does not know, kept so that nothing vanishes silently. */
  | { readonly type: "unknown"; readonly kind: string };

export type TurnStatus =
  | { readonly type: "waiting" }
  /** The files of the question are on their way; the request is sent when they have arrived. */
  | { readonly type: "uploading"; readonly label: string; readonly sent: number; readonly size: number }
  | { readonly type: "streaming" }
  /** The request failed in a way that passes; it is sent again at `at` (milliseconds since the epoch). */
  | { readonly type: "retrying"; readonly problem: Problem; readonly at: number; readonly attempt: number }
  /** `note` says in words what was special about the ending (a limit, a block, an empty answer). */
  | { readonly type: "done"; readonly finishReason: string; readonly note?: Problem }
  | { readonly type: "stopped" }
  | { readonly type: "failed"; readonly problem: Problem };

/** What went wrong in a person's words, and what can be done about it. */
export interface Problem {
  readonly title: string;
  readonly detail?: string;
  readonly links?: readonly { readonly label: string; readonly url: string }[];
  readonly actions: readonly ProblemAction[];
}

export type ProblemAction =
  | "retry"
  | "setKey"
  | "pickModel"
  | "openSettings"
  | "openNetworkSettings"
  | "newChat"
  | "showLog"
  | "continue"
  /** Ask again without the files of the question, or with the newer half of what was said. */
  | "retryWithoutFiles"
  | "leaveOutOldest"
  | "summarizeOldest";

/** Tokens of one turn. A missing number was not reported, which is not the same as zero. */
export interface TokenUsage {
  readonly prompt?: number;
  readonly cached?: number;
  readonly answer?: number;
  readonly thoughts?: number;
  readonly toolUse?: number;
  readonly total?: number;
}

export type TranscriptEvent =
  | { readonly type: "turnAdded"; readonly turn: Turn }
  /** Text to append: to the last part when it is of the same kind, else as a new part. */
  | {
      readonly type: "textAdded";
      readonly turnId: string;
      readonly kind: "text" | "thought";
      readonly text: string;
    }
  | { readonly type: "partAdded"; readonly turnId: string; readonly part: ModelPart }
  /** The parts as they stand now: a long answer was taken up again at an earlier point. */
  | { readonly type: "partsReplaced"; readonly turnId: string; readonly parts: readonly ModelPart[] }
  | { readonly type: "statusChanged"; readonly turnId: string; readonly status: TurnStatus }
  | { readonly type: "usageReported"; readonly turnId: string; readonly usage: TokenUsage }
  | { readonly type: "thoughtTimed"; readonly turnId: string; readonly ms: number }
  | { readonly type: "sourcesTold"; readonly turnId: string; readonly sources: AnswerSources }
  | { readonly type: "modelNamed"; readonly turnId: string; readonly model: string }
  /** The turn is asked again: its parts, usage and status start afresh under the given model. */
  | { readonly type: "turnRestarted"; readonly turnId: string; readonly model: string; readonly at: number }
  | { readonly type: "filesLeftOut"; readonly turnId: string }
  /** What stands before this user turn is no longer sent, or is again. */
  | ({ readonly type: "contextCut"; readonly turnId: string } & ContextCut)
  /** Something now stands beside the turn, or no longer. */
  | { readonly type: "versionsChanged"; readonly turnId: string; readonly versions: Versions }
  /** This turn and every later one are gone. */
  | { readonly type: "turnsRemoved"; readonly fromTurnId: string };

export function emptyTranscript(id: string): Transcript {
  return { id, turns: [] };
}

/** True while the turn can still change by itself. */
export function isActive(status: TurnStatus): boolean {
  return (
    status.type === "waiting" ||
    status.type === "uploading" ||
    status.type === "streaming" ||
    status.type === "retrying"
  );
}

/** The answer's visible text: its text parts, thoughts left out. */
export function visibleText(turn: ModelTurn): string {
  return turn.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}

/** Applies one event. Pure: unchanged turns keep their identity. An event for an unknown turn changes nothing. */
export function reduce(transcript: Transcript, event: TranscriptEvent): Transcript {
  switch (event.type) {
    case "turnAdded":
      return { ...transcript, turns: [...transcript.turns, event.turn] };
    case "turnsRemoved": {
      const index = transcript.turns.findIndex((turn) => turn.id === event.fromTurnId);
      return index < 0 ? transcript : { ...transcript, turns: transcript.turns.slice(0, index) };
    }
    case "versionsChanged":
      return { ...transcript, turns: transcript.turns.map((turn) => withVersions(turn, event)) };
    case "contextCut":
      return { ...transcript, turns: transcript.turns.map((turn) => withCut(turn, event)) };
    case "filesLeftOut":
      return { ...transcript, turns: transcript.turns.map((turn) => withoutFiles(turn, event.turnId)) };
    case "textAdded":
      return updateModelTurn(transcript, event.turnId, (turn) => ({
        ...turn,
        parts: appendText(turn.parts, event.kind, event.text),
      }));
    case "partAdded":
      return updateModelTurn(transcript, event.turnId, (turn) => ({
        ...turn,
        parts: [...turn.parts, event.part],
      }));
    case "partsReplaced":
      return updateModelTurn(transcript, event.turnId, (turn) => ({ ...turn, parts: event.parts }));
    case "statusChanged":
      return updateModelTurn(transcript, event.turnId, (turn) => ({ ...turn, status: event.status }));
    case "sourcesTold":
      return updateModelTurn(transcript, event.turnId, (turn) => ({ ...turn, sources: event.sources }));
    case "thoughtTimed":
      return updateModelTurn(transcript, event.turnId, (turn) => ({ ...turn, thoughtMs: event.ms }));
    case "usageReported":
      return updateModelTurn(transcript, event.turnId, (turn) => ({
        ...turn,
        usage: { ...turn.usage, ...event.usage },
      }));
    case "modelNamed":
      return updateModelTurn(transcript, event.turnId, (turn) => ({ ...turn, model: event.model }));
    case "turnRestarted":
      return updateModelTurn(transcript, event.turnId, (turn) => ({
        role: "model",
        id: turn.id,
        at: event.at,
        model: event.model,
        parts: [],
        status: { type: "waiting" },
        ...(turn.versions && { versions: turn.versions }),
      }));
  }
}

function withVersions(turn: Turn, { turnId, versions }: { turnId: string; versions: Versions }): Turn {
  if (turn.id !== turnId) {
    return turn;
  }
  const { versions: _, ...alone } = turn;
  return versions.length > 1 ? { ...turn, versions } : alone;
}

function withoutFiles(turn: Turn, id: string): Turn {
  if (turn.role !== "user" || turn.id !== id) {
    return turn;
  }
  const parts = turn.parts.map((part): UserPart =>
    part.type === "image" || part.type === "file" ? { ...part, leftOut: true } : part,
  );
  return { ...turn, parts };
}

function updateModelTurn(
  transcript: Transcript,
  id: string,
  update: (turn: ModelTurn) => ModelTurn,
): Transcript {
  const index = transcript.turns.findLastIndex((turn) => turn.id === id);
  const turn = transcript.turns[index];
  if (turn?.role !== "model") {
    return transcript;
  }
  return { ...transcript, turns: transcript.turns.with(index, update(turn)) };
}

function appendText(
  parts: readonly ModelPart[],
  kind: "text" | "thought",
  text: string,
): readonly ModelPart[] {
  const last = parts.at(-1);
  if (last?.type === kind) {
    return parts.with(-1, { type: kind, text: last.text + text });
  }
  return [...parts, { type: kind, text }];
}
