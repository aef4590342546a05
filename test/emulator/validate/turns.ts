import type { Content } from "../wire.ts";

/** A content as the service looks at it. */
export interface Turn extends Content {
  /** Where its first content stands in the request, from zero. */
  readonly index: number;
}

/** Contents of the model that follow each other are one turn, as clients send back what came in several events. */
export function turnsOf(contents: readonly Content[]): readonly Turn[] {
  const turns: Turn[] = [];
  for (const [index, content] of contents.entries()) {
    const last = turns.at(-1);
    if (last?.role === "model" && content.role === "model" && !(isWords(last) && hasCalls(content))) {
      turns[turns.length - 1] = { ...last, parts: [...(last.parts ?? []), ...(content.parts ?? [])] };
    } else {
      turns.push({ ...content, index });
    }
  }
  return turns;
}

/** The turn that the content at `index` belongs to. */
export function turnAt(turns: readonly Turn[], index: number): Turn | undefined {
  return turns.findLast((turn) => turn.index <= index);
}

function hasCalls({ parts = [] }: Content): boolean {
  return parts.some((part) => part.functionCall !== undefined);
}

/** An answer to read: a call that comes behind it in a content of its own is refused. */
function isWords(turn: Content): boolean {
  const says = turn.parts?.some((part) => part.thought !== true && (part.text ?? "") !== "");
  return says === true && !hasCalls(turn);
}
