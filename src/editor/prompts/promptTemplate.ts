import { placeholders, type Placeholder, type PromptPiece } from "./promptFile.ts";

/** `\{{` stands for the braces themselves. */
const PLACEHOLDER = /\\\{\{|\{\{\s*([^{}]*?)\s*\}\}/g;

export interface UnknownPlaceholder {
  readonly name: string;
  /** Where in the text it stands. */
  readonly start: number;
  readonly end: number;
}

/** Takes a prompt apart at its placeholders. */
export function parseTemplate(text: string): {
  readonly pieces: readonly PromptPiece[];
  readonly unknown: readonly UnknownPlaceholder[];
} {
  const pieces: PromptPiece[] = [];
  const unknown: UnknownPlaceholder[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    const [whole, name] = match;
    const end = match.index + whole.length;
    pieces.push({ type: "text", text: text.slice(from, match.index) });
    from = end;
    if (name === undefined) {
      pieces.push({ type: "text", text: "{{" });
    } else if (isPlaceholder(name)) {
      pieces.push({ type: "placeholder", name });
    } else {
      unknown.push({ name, start: match.index, end });
    }
  }
  pieces.push({ type: "text", text: text.slice(from) });
  return { pieces: pieces.filter((piece) => piece.type !== "text" || piece.text !== ""), unknown };
}

/** Whether the person's word, the code or the like is asked for. */
export function mentions(pieces: readonly PromptPiece[], name: Placeholder): boolean {
  return pieces.some((piece) => piece.type === "placeholder" && piece.name === name);
}

/** The prompt with its places filled. What is of several lines stands by itself, whatever stands around it. */
export function fillTemplate(
  pieces: readonly PromptPiece[],
  values: Readonly<Record<Placeholder, string>>,
): string {
  let filled = "";
  let isAfterBlock = false;
  for (const piece of pieces) {
    const text = piece.type === "text" ? piece.text : values[piece.name];
    const isBlock = piece.type === "placeholder" && text.includes("\n");
    if (isBlock || isAfterBlock) {
      filled = text === "" ? filled : `${filled.trimEnd()}\n\n${text.replace(/^\s+/, "")}`;
    } else {
      filled += text;
    }
    isAfterBlock = text === "" ? isAfterBlock : isBlock;
  }
  return filled.trim();
}

function isPlaceholder(name: string): name is Placeholder {
  return placeholders.some((known) => known === name);
}
