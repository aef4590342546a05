import * as v from "valibot";
import type { TranscriptEvent, Turn } from "../../shared/transcript.ts";
import type { TurnSource } from "../conversation.ts";

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
  | { readonly type: "pinned"; readonly pinned: boolean }
  | { readonly type: "deleted"; readonly deleted: boolean };

const turn = v.looseObject({ role: v.picklist(["user", "model"]), id: v.string(), at: v.number() });
const source = v.looseObject({ role: v.picklist(["user", "model"]) });
const ids = v.array(v.string());
const recordSchema = v.variant("type", [
  v.looseObject({ type: v.literal("begun"), at: v.number() }),
  v.looseObject({
    type: v.literal("turn"),
    turn,
    parent: v.optional(v.string()),
    source: v.optional(source),
  }),
  v.looseObject({
    type: v.literal("change"),
    change: v.looseObject({ type: v.string(), turnId: v.string() }),
  }),
  v.looseObject({ type: v.literal("source"), turnId: v.string(), source }),
  v.looseObject({ type: v.literal("head"), turnId: v.string() }),
  v.looseObject({ type: v.literal("removed"), turnIds: ids }),
  v.looseObject({ type: v.literal("restored"), turnIds: ids }),
  v.looseObject({ type: v.literal("title"), title: v.string(), byPerson: v.boolean() }),
  v.looseObject({ type: v.literal("pinned"), pinned: v.boolean() }),
  v.looseObject({ type: v.literal("deleted"), deleted: v.boolean() }),
]);

/** Undefined for what a newer version may have written. What is inside of turns is taken as it was written. */
export function parseRecord(value: unknown): ConversationRecord | undefined {
  const parsed = v.safeParse(recordSchema, value);
  return parsed.success ? (parsed.output as unknown as ConversationRecord) : undefined;
}
