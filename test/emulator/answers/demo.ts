import type { EmulatedModel } from "../models.ts";
import { countWords, lastUserText, textOf, wordsInHistory } from "../request.ts";
import type { GenerateContentRequest } from "../wire.ts";

/** Stands in every demo answer, so that nobody takes it for a model's. */
export const disclaimer = "*This answer comes from the offline emulator; no model has seen your words.*";

export function quote(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
}

/** An answer that looks like one and tells what arrived. */
export function answerText(request: GenerateContentRequest, model: EmulatedModel): string {
  const text = lastUserText(request);
  const code = findCode(text);
  const about = code === undefined ? replyTo(text) : explain(code);
  return [about, whatArrived(request, model), disclaimer, ""].join("\n\n");
}

function whatArrived(request: GenerateContentRequest, model: EmulatedModel): string {
  const contents = request.contents ?? [];
  const system = textOf(request.systemInstruction);
  const rows = [
    ["Model", `\`${model.version}\``],
    ["Turns", contents.length],
    ["Words in the conversation", wordsInHistory(request)],
    ["Words in the system instruction", countWords(system)],
    ["Temperature", request.generationConfig?.temperature ?? "default"],
  ];
  return [
    "### What arrived",
    "",
    "| What | Value |",
    "| --- | ---: |",
    ...rows.map(([what, value]) => `| ${what} | ${value} |`),
  ].join("\n");
}

function replyTo(text: string): string {
  const words = countWords(text);
  return [
    "## Your question, read back",
    "",
    `You wrote ${words} ${words === 1 ? "word" : "words"}:`,
    "",
    quote(text),
    "",
    "A model would answer it here. In its place, three things this panel can do with an answer:",
    "",
    "1. **Stream it** while it is being written, and stop in the middle.",
    "2. **Show code** that can be copied, inserted at the cursor or opened as a new file.",
    "3. **Keep the conversation**: each turn is sent again, so the next answer knows this one.",
    "",
    "```typescript",
    "/** Counts the words of a text, as the table below does. */",
    "export function countWords(text: string): number {",
    "  return text.match(/[\\p{L}\\p{N}]+/gu)?.length ?? 0;",
    "}",
    "",
    `countWords(${JSON.stringify(text.split("\n")[0]?.slice(0, 50) ?? "")});`,
    "```",
  ].join("\n");
}

interface Code {
  readonly language: string;
  readonly source: string;
}

/** The first fenced block of a text. */
function findCode(text: string): Code | undefined {
  const match = /(`{3,})([\w+#-]*)[^\n]*\n([\s\S]*?)\n?\1/.exec(text);
  return match === null ? undefined : { language: match[2] ?? "", source: match[3] ?? "" };
}

/** Names after `function`, `def`, `fn`, `func` and the like, and those bound to an arrow or a function. */
function functionNames(source: string): readonly string[] {
  const patterns = [
    /\b(?:function\*?|def|fn|func|fun|sub|class|interface|struct)\s+(?:\([^)]*\)\s*)?([A-Za-z_$][\w$]*)/g,
    /\b(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=\s*(?:async\s*)?(?:function|\([^)]*\)\s*(?::[^=]+)?=>|[\w$]+\s*=>)/g,
    /^\s*(?:(?:public|private|protected|static|async|override|readonly|export|[\w<>[\]]+)\s+)*#?([A-Za-z_$][\w$]*)\s*\([^()]*\)\s*(?::[^={]+)?\{/gm,
  ];
  const keywords = new Set(["if", "for", "while", "switch", "catch", "return", "function", "with"]);
  const names = patterns.flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[1] ?? ""));
  return [...new Set(names)].filter((name) => !keywords.has(name));
}

function explain({ language, source }: Code): string {
  const names = functionNames(source);
  const lines = source.split("\n");
  const named = names.map((name) => `\`${name}\``).join(", ");
  return [
    "## What this code does",
    "",
    `You sent ${lines.length} ${lines.length === 1 ? "line" : "lines"} of ${language === "" ? "code" : language}. ` +
      (names.length > 0 ? `It defines ${named}.` : "It defines no function of its own."),
    "",
    ...names.map((name) => `- **\`${name}\`** ${describeName(name, source)}`),
    "",
    "It begins like this:",
    "",
    `\`\`\`${language}`,
    ...lines.slice(0, 4),
    "```",
    "",
    "A model would go on to say what each step is for, and where it could fail.",
  ].join("\n");
}

function describeName(name: string, source: string): string {
  const uses = source.split(name).length - 1;
  return uses > 1
    ? `is defined here and used in ${uses - 1} more ${uses === 2 ? "place" : "places"}.`
    : "is defined here.";
}
