import { useEffect, useState } from "preact/hooks";
import type { Turn } from "../../src/shared/transcript.ts";
import { usePage } from "../pageContext.ts";

/** Turns that are rendered at once at most, and as many follow with each idle time of the page. */
const AT_ONCE = 12;

/** Pixels of a line, and characters that stand in one in the widest column: turns are not thought higher than they are. */
const LINE = 18;
const LINE_LENGTH = 120;

/**
 * Index of the first turn to render: a long conversation shows its end at once, and the turns before follow
 * while the page is idle.
 */
export function useBackfill(ids: readonly string[]): number {
  const { transcript } = usePage();
  const [first, setFirst] = useState(() => {
    const turns = ids.slice(-AT_ONCE).map((id) => transcript.turn(id)?.peek());
    return ids.length - countOnScreen(turns, window.innerHeight);
  });
  useEffect(() => {
    if (first === 0) {
      return undefined;
    }
    const request = requestIdleCallback(() => setFirst(Math.max(0, first - AT_ONCE)));
    return () => cancelIdleCallback(request);
  }, [first]);
  return Math.min(first, Math.max(0, ids.length - 1));
}

/** How many of `turns`, the last of a conversation, it takes to fill so many pixels. */
export function countOnScreen(turns: readonly (Turn | undefined)[], height: number): number {
  let [count, left] = [0, height];
  for (const turn of turns.toReversed()) {
    count += 1;
    left -= turn ? leastLines(turn) * LINE : 0;
    if (left <= 0) {
      break;
    }
  }
  return count;
}

/** Lines that a turn takes at least. Thoughts are folded, and what else there is may be small. */
function leastLines({ parts }: Turn): number {
  return parts.reduce((lines, part) => lines + (part.type === "text" ? linesOf(part.text) : 1), 0);
}

function linesOf(text: string): number {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.reduce((sum, { length }) => sum + Math.ceil(length / LINE_LENGTH), 0);
}
