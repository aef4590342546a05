import { type Turn, visibleText } from "../../shared/transcript.ts";
import type { ConversationTree } from "../conversationTree.ts";
import type { ConversationRecord, WorkspaceTag } from "./records.ts";

/** Characters of a first question that stand for a title. */
const TITLE_LENGTH = 80;

/** A conversation as a list shows it. */
export interface IndexEntry {
  readonly id: string;
  readonly title: string;
  /** A person has named it; missing where an earlier version has written the line. */
  readonly named?: boolean | undefined;
  /** When it was begun, and last added to; milliseconds since the epoch. */
  readonly begun: number;
  readonly updated: number;
  readonly turns: number;
  readonly workspace?: WorkspaceTag | undefined;
  readonly pinned: boolean;
  /** When it was deleted; it can be brought back until it is cleared away. */
  readonly deleted?: number | undefined;
  /** Turns, in the order in which they were added, whose words can be searched for. */
  readonly searchable: number;
  /** Answers that ended early and may go on, with the length of their words that can be searched for. */
  readonly growing?: readonly (readonly [turnId: string, length: number])[] | undefined;
  /** Those of them that were taken out. */
  readonly removed?: readonly string[] | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** By hand: a list is thousands of lines, and somebody waits for it. */
function isEntry(value: Fields): value is Fields & IndexEntry {
  const {
    id,
    title,
    named,
    begun,
    updated,
    turns,
    workspace,
    pinned,
    deleted,
    searchable,
    growing,
    removed,
  } = value;
  return (
    typeof id === "string" &&
    typeof title === "string" &&
    (named === undefined || typeof named === "boolean") &&
    typeof begun === "number" &&
    typeof updated === "number" &&
    typeof turns === "number" &&
    (workspace === undefined || isWorkspace(workspace)) &&
    typeof pinned === "boolean" &&
    (deleted === undefined || typeof deleted === "number") &&
    typeof searchable === "number" &&
    (growing === undefined || (Array.isArray(growing) && growing.every(isLength))) &&
    (removed === undefined || Array.isArray(removed))
  );
}

function isLength(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === "string" && typeof value[1] === "number";
}

function isWorkspace(value: unknown): value is WorkspaceTag {
  return isFields(value) && typeof value.uri === "string" && typeof value.name === "string";
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

/** What a line of the index says: how a conversation is, or that it is being added to; undefined for anything else. */
export function parseIndexLine(
  line: string,
): IndexEntry | { readonly id: string; readonly touched: true } | undefined {
  const value = parsed(line);
  if (!isFields(value)) {
    return undefined;
  }
  if ("touched" in value) {
    const { id, touched } = value;
    return typeof id === "string" && touched === true ? { id, touched } : undefined;
  }
  return isEntry(value) ? value : undefined;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export function entryOf(tree: ConversationTree, before: IndexEntry | undefined): IndexEntry {
  const { begun, named, workspace, pinned, deleted } = tree.facts;
  const turns = tree.added;
  const kept = new Set(tree.turns);
  const removed = turns.filter((turn) => !kept.has(turn) && wordsOf(turn) !== "").map((turn) => turn.id);
  const at = begun ?? turns[0]?.at ?? Date.now();
  return {
    id: tree.id,
    title: titleOf(tree),
    ...(named && { named }),
    begun: at,
    updated: Math.max(at, ...tree.transcript.turns.slice(-2).map((turn) => turn.at)),
    turns: tree.transcript.turns.length,
    ...(workspace && { workspace }),
    pinned,
    ...(deleted && { deleted: before?.deleted ?? Date.now() }),
    searchable: before?.searchable ?? 0,
    ...(before?.growing && { growing: before.growing }),
    ...(removed.length > 0 && { removed }),
  };
}

/** The name of the conversation, else the words it begins with. */
export function titleOf(tree: ConversationTree): string {
  return tree.facts.title ?? titleFrom(tree.first);
}

/** The entry after something was said about the conversation that changes no turn. */
export function patched(entry: IndexEntry, record: ConversationRecord): IndexEntry {
  if (record.type === "title") {
    const isKept = entry.named === true && !record.byPerson;
    return isKept ? entry : { ...entry, title: record.title, named: record.byPerson };
  }
  if (record.type === "pinned") {
    return { ...entry, pinned: record.pinned };
  }
  if (record.type === "deleted") {
    const { deleted: _, ...kept } = entry;
    return record.deleted ? { ...kept, deleted: Date.now() } : kept;
  }
  return entry;
}

/** The words of a turn, on one line. */
export function wordsOf(turn: Turn): string {
  const text =
    turn.role === "model"
      ? visibleText(turn)
      : turn.parts
          .map((part) => {
            switch (part.type) {
              case "text":
                return part.text;
              case "code":
                return part.code.label;
              case "image":
                return part.image.label;
              case "file":
                return part.file.label;
            }
          })
          .join(" ");
  return text.normalize().replace(/\s+/g, " ").trim();
}

function titleFrom(turn: Turn | undefined): string {
  const words = turn === undefined ? "" : wordsOf(turn);
  const cut = words.slice(0, TITLE_LENGTH);
  return cut.length < words.length ? `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 40)).trimEnd()}…` : cut;
}
