import type { Turn } from "./transcript.ts";

/** A place before which nothing is sent any more, or is again. */
export interface ContextCut {
  readonly cut: boolean;
  /** When that was said; milliseconds since the epoch. */
  readonly at?: number;
  /** What the model is told in the place of what stands before. */
  readonly summary?: string;
}

/** What a user turn knows of the cut before it. */
export interface CutMarks {
  /** What stands before it is no longer sent. */
  readonly contextCut?: boolean;
  readonly contextCutAt?: number;
  readonly contextSummary?: string;
}

export function withCut(
  turn: Turn,
  { turnId, cut, at, summary }: ContextCut & { readonly turnId: string },
): Turn {
  if (turn.role !== "user" || turn.id !== turnId) {
    return turn;
  }
  const { contextSummary: _, contextCutAt: __, ...bare } = turn;
  return {
    ...bare,
    contextCut: cut,
    ...(at !== undefined && { contextCutAt: at }),
    ...(cut && summary !== undefined && { contextSummary: summary }),
  };
}
