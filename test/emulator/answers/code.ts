import { lastUserText, textOf } from "../request.ts";
import type { GenerateContentRequest } from "../wire.ts";
import { type Names, findLanguage, plainLines, programs } from "./programs.ts";

const codeOnly =
  /\bonly (?:the |with |output |return |reply with )*(?:code|source)|\bcode only\b|\bnothing but (?:the )?code|\bno (?:explanations?|prose)\b|\bwithout (?:any )?(?:explanations?|prose|commentary)\b/i;

/** True when the request asks for code and for nothing around it. */
export function wantsOnlyCode(request: GenerateContentRequest): boolean {
  return codeOnly.test(`${textOf(request.systemInstruction)}\n${lastUserText(request)}`);
}

/** A small program in the language named, whose names come from what was asked. */
export function generateCode(request: GenerateContentRequest): string {
  const text = lastUserText(request);
  const language = findLanguage(`${text}\n${textOf(request.systemInstruction)}`);
  const lines = /stand in [^\n]+:\n\n(`{3,})[^\n]*\n([\s\S]*?)\n?\1/.exec(text)?.[2];
  if (lines !== undefined) {
    return `\`\`\`${language}\n${changed(lines, language, nameFor(text).wish)}\n\`\`\`\n`;
  }
  const program = programs[language] ?? plainLines;
  return `\`\`\`${language}\n${program(nameFor(text))}\n\`\`\`\n`;
}

/** Lines as somebody wished them changed: a comment before the first, and a word behind the last. */
function changed(lines: string, language: string, wish: string): string {
  const sign = /^(python|ruby|shellscript|yaml)$/.test(language) ? "#" : language === "sql" ? "--" : "//";
  const indentation = /^[ \t]*/.exec(lines)?.[0] ?? "";
  return `${indentation}${sign} From the offline emulator: ${wish}\n${lines} ${sign} changed`;
}

const stopWords = new Set(
  "a an the that this which of to in at for with and or is are be it code function method class write create make add generate insert please".split(
    " ",
  ),
);

/** Names from the request's own words: what stands behind `Write this:` or the like, else its last line. */
function nameFor(text: string): Names {
  const asked = [
    ...text.matchAll(/(?:request|task|instruction|write|insert|change the lines)[^\n:]*:\s*([^\n]+)/gi),
  ].at(-1)?.[1];
  const wish = asked ?? text.trim().split("\n").at(-1) ?? "";
  const words = (wish.toLowerCase().match(/[a-z]+/g) ?? [])
    .filter((word) => !stopWords.has(word))
    .slice(0, 3);
  const all = words.length > 0 ? words : ["emulated", "answer"];
  const capitalize = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  const pascal = all.map(capitalize).join("");
  return {
    camel: `${pascal.charAt(0).toLowerCase()}${pascal.slice(1)}`,
    pascal,
    snake: all.join("_"),
    wish: wish.replaceAll(/[^\p{L}\p{N} ,.;:'-]/gu, "").slice(0, 80),
  };
}
