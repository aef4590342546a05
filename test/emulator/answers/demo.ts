import type { EmulatedModel } from "../models.ts";
import { countWords, lastUserText, textOf, wordsInHistory } from "../request.ts";
import type { GenerateContentRequest } from "../wire.ts";
import { explainCode } from "./explain.ts";
import { lookBack } from "./lookBack.ts";

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
  const about = explainCode(request) ?? replyTo(lastUserText(request));
  const before = lookBack(request);
  return `${[about, ...(before === undefined ? [] : [before]), whatArrived(request, model), disclaimer].join("\n\n")}\n`;
}

function whatArrived(request: GenerateContentRequest, model: EmulatedModel): string {
  const rows = [
    ["Model", `\`${model.version}\``],
    ["Turns", request.contents?.length ?? 0],
    ["Words in the conversation", wordsInHistory(request)],
    ["Words in the system instruction", countWords(textOf(request.systemInstruction))],
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
    "With a key of your own, a Gemini model would answer here. Until then this stands in its place, so that you can " +
      "see how an answer comes: word by word, with headings, lists, code and tables.",
    "",
    "1. **Stop it** in the middle; what has come stays.",
    "2. **Use the code**: copy it, insert it at the cursor, or open it as a new file.",
    "3. **Ask on**: every turn is sent again, so the next answer knows this one.",
    "",
    "```typescript",
    "/** Counts the words of a text, as the table below does. */",
    "export function countWords(text: string): number {",
    "  const words = text.match(/[\\p{L}\\p{N}]+/gu) ?? [];",
    "  return words.length;",
    "}",
    "",
    `console.log(countWords(${JSON.stringify(text.split("\n")[0]?.slice(0, 40) ?? "")}));`,
    "```",
    "",
    "### When things go wrong",
    "",
    "A message can ask the emulator to fail, to see what that looks like:",
    "",
    "- `/emulator rate-limit seconds=5` – too many requests, try again in five seconds",
    "- `/emulator cut` – the connection breaks in the middle of the answer",
    "- `/emulator blocked-prompt` – the prompt is refused",
    "",
    "`npm run emulator -- --list` names them all.",
  ].join("\n");
}
