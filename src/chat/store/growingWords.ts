import { isActive, type ModelTurn, type Turn } from "../../shared/transcript.ts";
import type { ConversationTree } from "../conversationTree.ts";
import { type IndexEntry, wordsOf } from "./indexEntry.ts";

type Growing = NonNullable<IndexEntry["growing"]>;

export interface Grown {
  /** Those that have more words than can be searched for. */
  readonly turns: readonly Turn[];
  /** What is to be remembered as soon as they can. */
  readonly growing: Growing;
}

/**
 * An answer that ended early can go on in its turn, where that is the last one shown. What is known of its length tells
 * whether it has, whichever window did so, and after a crash.
 */
export function grownAnswers(tree: ConversationTree, { searchable, growing = [] }: IndexEntry): Grown {
  const known = new Map(growing);
  const old = new Set(tree.added.slice(0, searchable));
  const ids = new Set([...known.keys(), tree.transcript.turns.at(-1)?.id ?? ""]);
  const answers = [...ids].flatMap((id) => {
    const turn = tree.turn(id);
    return turn?.role === "model" ? [{ turn, length: wordsOf(turn).length, before: known.get(id) }] : [];
  });
  const turns = answers.flatMap(({ turn, length, before }) =>
    old.has(turn) && mayHaveGrown(turn, before) && length !== before ? [turn] : [],
  );
  const still = answers.flatMap(({ turn, length, before }): Growing => {
    if (isActive(turn.status)) {
      return before === undefined ? [] : [[turn.id, before]];
    }
    return isComplete(turn) ? [] : [[turn.id, length]];
  });
  return { turns, growing: still };
}

function mayHaveGrown(turn: ModelTurn, before: number | undefined): boolean {
  return !isActive(turn.status) && (before !== undefined || !isComplete(turn));
}

function isComplete({ status }: ModelTurn): boolean {
  return status.type === "done" && status.finishReason === "STOP";
}
