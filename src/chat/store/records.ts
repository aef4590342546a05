import type { TranscriptEvent, Turn } from "../../shared/transcript.ts";
import type { TurnSource } from "../conversation.ts";
import type { QueueRecord } from "../queued.ts";

/** What happens inside of one turn; what happens to the order of turns has records of its own. */
export type TurnChange = Exclude<
  TranscriptEvent,
  { readonly type: "turnAdded" | "turnsRemoved" | "versionsChanged" }
>;

/** Where a conversation was begun; a tag, so that it is found again also when the folder has moved. */
export interface WorkspaceTag {
  readonly uri: string;
  /** For the eye. */
  readonly name: string;
}

/** One thing that happened to a conversation, as its journal keeps it. */
export type ConversationRecord =
  | { readonly type: "begun"; readonly at: number; readonly workspace?: WorkspaceTag }
  /** A turn below another one, or a first one; it is shown from then on. A second one of the same id changes nothing. */
  | { readonly type: "turn"; readonly turn: Turn; readonly parent?: string; readonly source?: TurnSource }
  | { readonly type: "change"; readonly change: TurnChange }
  | { readonly type: "source"; readonly turnId: string; readonly source: TurnSource }
  /** The turn that the shown branch ends with. */
  | { readonly type: "head"; readonly turnId: string }
  /** Turns are no longer shown or sent; what follows them stays. */
  | { readonly type: "removed"; readonly turnIds: readonly string[] }
  | { readonly type: "restored"; readonly turnIds: readonly string[] }
  | { readonly type: "title"; readonly title: string; readonly byPerson: boolean }
  | QueueRecord
  | { readonly type: "pinned"; readonly pinned: boolean }
  | { readonly type: "deleted"; readonly deleted: boolean };

type Fields = Readonly<Record<string, unknown>>;

/** Changes of any other type are a newer version's, and are left out as its records are. */
const changes: Readonly<Record<TurnChange["type"], true>> = {
  textAdded: true,
  partAdded: true,
  partsReplaced: true,
  statusChanged: true,
  usageReported: true,
  thoughtTimed: true,
  sourcesTold: true,
  modelNamed: true,
  turnRestarted: true,
  filesLeftOut: true,
  contextCut: true,
};

/** By hand: a long conversation is thousands of records, and somebody waits for it. */
const checks: Readonly<Record<ConversationRecord["type"], (record: Fields) => boolean>> = {
  begun: ({ at }) => typeof at === "number",
  turn: ({ turn, parent, source }) =>
    hasRole(turn) &&
    typeof turn.id === "string" &&
    typeof turn.at === "number" &&
    (parent === undefined || typeof parent === "string") &&
    (source === undefined || hasRole(source)),
  change: ({ change }) =>
    isFields(change) &&
    typeof change.type === "string" &&
    Object.hasOwn(changes, change.type) &&
    typeof change.turnId === "string",
  source: ({ turnId, source }) => typeof turnId === "string" && hasRole(source),
  head: ({ turnId }) => typeof turnId === "string",
  removed: ({ turnIds }) => areIds(turnIds),
  restored: ({ turnIds }) => areIds(turnIds),
  title: ({ title, byPerson }) => typeof title === "string" && typeof byPerson === "boolean",
  queued: ({ id, message, before }) =>
    typeof id === "string" &&
    isFields(message) &&
    Array.isArray(message.parts) &&
    Array.isArray(message.prompt) &&
    (before === undefined || typeof before === "string"),
  unqueued: ({ ids }) => areIds(ids),
  pinned: ({ pinned }) => typeof pinned === "boolean",
  deleted: ({ deleted }) => typeof deleted === "boolean",
};

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasRole(value: unknown): value is Fields {
  return isFields(value) && (value.role === "user" || value.role === "model");
}

function areIds(value: unknown): boolean {
  return Array.isArray(value) && value.every((id) => typeof id === "string");
}

function isKnown(type: unknown): type is ConversationRecord["type"] {
  return typeof type === "string" && Object.hasOwn(checks, type);
}

/** Undefined for what a newer version may have written. What is inside of turns is taken as it was written. */
export function parseRecord(value: unknown): ConversationRecord | undefined {
  const isRecord = isFields(value) && isKnown(value.type) && checks[value.type](value);
  return isRecord ? (value as unknown as ConversationRecord) : undefined;
}
