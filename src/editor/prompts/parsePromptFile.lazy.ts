import { LineCounter } from "yaml";
import { FrontMatter, type Tell } from "./frontMatter.ts";
import {
  doings,
  fittingDoings,
  placeholders,
  places,
  type PromptFile,
  type PromptTrouble,
  takings,
} from "./promptFile.ts";
import { mentions, parseTemplate } from "./promptTemplate.ts";

export interface ParsedPromptFile {
  /** There exactly when there is no trouble. */
  readonly prompt?: PromptFile;
  readonly troubles: readonly PromptTrouble[];
}

/** Reads a command: front matter in YAML between two lines of `---`, then the prompt. */
export function parsePromptFile(text: string): ParsedPromptFile {
  const lines = new LineCounter();
  lines.addNewLine(0);
  [...text.matchAll(/\n/g)].forEach(({ index }) => lines.addNewLine(index + 1));
  const troubles: PromptTrouble[] = [];
  const tell: Tell = (fault, start, end) => {
    const { line, col } = lines.linePos(start);
    const restOfLine = text.slice(start).search(/\r?\n|$/);
    const width = Math.max(1, Math.min(end - start, restOfLine));
    troubles.push({ fault, line: line - 1, column: col - 1, end: col - 1 + width });
  };
  const opening = /^\uFEFF?---[ \t]*(?:\r?\n|$)/.exec(text)?.[0];
  const closing = /^---[ \t]*(?:\r?\n|$)/m.exec(text.slice(opening?.length ?? 0));
  if (opening === undefined || closing === null) {
    tell({ type: opening === undefined ? "noFrontMatter" : "openFrontMatter" }, 0, 3);
    return { troubles };
  }
  const end = opening.length + closing.index;
  const head = new FrontMatter(text.slice(opening.length, end), opening.length, tell);
  const bodyStart = end + closing[0].length;
  const pieces = readBody(text.slice(bodyStart), bodyStart, tell);
  // What the YAML does not let us read would only be told as missing.
  const hasSyntaxErrors = troubles.some(({ fault }) => fault.type === "syntax");
  const prompt = hasSyntaxErrors ? undefined : readHead(head, pieces);
  return prompt !== undefined && troubles.length === 0 ? { prompt, troubles } : { troubles };
}

function readBody(body: string, start: number, tell: Tell): PromptFile["pieces"] {
  const { pieces, unknown } = parseTemplate(body);
  for (const { name, start: from, end } of unknown) {
    tell({ type: "unknownPlaceholder", name, known: placeholders }, start + from, start + end);
  }
  if (body.trim() === "") {
    tell({ type: "noPrompt" }, 0, 3);
  }
  return pieces;
}

function readHead(head: FrontMatter, pieces: PromptFile["pieces"]): PromptFile {
  const choices = head.texts("choices").map(({ text }) => text);
  const prompt: PromptFile = {
    name: head.text("name"),
    description: head.text("description"),
    where: head.someOf("where", places, ["palette"]),
    takes: head.oneOf("takes", takings, "selection"),
    does: head.oneOf("does", doings, "answer"),
    asks: head.text("asks"),
    choices: choices.length === 1 && choices[0] === "languages" ? "languages" : choices,
    languages: head.texts("languages").map(({ text }) => text),
    language: head.text("language"),
    pieces,
  };
  tellMismatches(head, prompt);
  return prompt;
}

function tellMismatches(head: FrontMatter, { name, takes, does, where, asks, language, pieces }: PromptFile) {
  if (name === "") {
    head.tellOf("name", { type: "noName" });
  }
  const fitting = fittingDoings[takes];
  if (!fitting.includes(does)) {
    head.tellOf("does", { type: "mismatch", taking: takes, doing: does, fitting });
  }
  if (where.includes("explorer") && takes !== "file" && takes !== "image") {
    head.tellOf("where", { type: "notInExplorer", taking: takes });
  }
  if (asks === "" && (mentions(pieces, "input") || language === "{{input}}")) {
    head.tellOf("asks", { type: "noQuestion" });
  }
}
