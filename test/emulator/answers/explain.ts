import { lastUserText } from "../request.ts";
import type { GenerateContentRequest } from "../wire.ts";

interface Code {
  readonly language: string;
  readonly source: string;
}

/** What is said of a fenced block in the last message: its size and the names it defines; undefined without one. */
export function explainCode(request: GenerateContentRequest): string | undefined {
  const code = firstFence(lastUserText(request));
  if (code === undefined) {
    return undefined;
  }
  const { language, source } = code;
  const names = definedNames(source);
  const lines = source.split("\n");
  return [
    "## What this code does",
    "",
    `You sent ${lines.length} ${lines.length === 1 ? "line" : "lines"} of ${language === "" ? "code" : language}. ` +
      (names.length > 0
        ? `It defines ${names.map((name) => `\`${name}\``).join(", ")}.`
        : "It defines no function of its own."),
    "",
    ...names.map((name) => `- **\`${name}\`** ${describeName(name, source)}`),
    "",
    "It begins like this:",
    "",
    `\`\`\`\`${language}`,
    ...lines.slice(0, 6),
    "````",
    "",
    "### What to watch out for",
    "",
    "1. What happens with **empty input**, and what with too much of it?",
    "2. Which of these lines can **fail**, and who hears of it?",
    "3. Is there a **test** that would notice if one of them were gone?",
    "",
    "A model would answer these; the emulator can only ask.",
  ].join("\n");
}

/** A fence is closed by one at least as long as it was opened with. */
function firstFence(text: string): Code | undefined {
  const match = /(`{3,})([\w+#-]*)[^\n]*\n([\s\S]*?)\n?\1/.exec(text);
  return match === null ? undefined : { language: match[2] ?? "", source: match[3] ?? "" };
}

const definitions = [
  // function name, def name, fn name, func (receiver) name, class name …
  /\b(?:function\*?|def|fn|func|fun|sub|class|interface|struct)\s+(?:\([^)]*\)\s*)?([A-Za-z_$][\w$]*)/g,
  // const name = (…) => …, let name = function …
  /\b(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=\s*(?:async\s*)?(?:function|\([^)]*\)\s*(?::[^=]+)?=>|[\w$]+\s*=>)/g,
  // name(…) { at the beginning of a line: methods, and functions of the C family
  /^[^\S\n]*(?:[\w<>[\]*&:]+[^\S\n]+)*[*&]?([A-Za-z_$][\w$]*)\s*\([^()\n]*\)\s*(?::[^={\n]+)?\{/gm,
];

const keywords = new Set(["if", "for", "while", "switch", "catch", "return", "function", "with", "else"]);

function definedNames(source: string): readonly string[] {
  const found = definitions.flatMap((pattern) =>
    [...source.matchAll(pattern)].map((match) => ({ name: match[1] ?? "", at: match.index })),
  );
  const inOrder = found.sort((a, b) => a.at - b.at).map(({ name }) => name);
  return [...new Set(inOrder)].filter((name) => !keywords.has(name));
}

function describeName(name: string, source: string): string {
  const uses = source.split(name).length - 2;
  return uses > 0
    ? `is defined here and named ${uses === 1 ? "once" : `${uses} times`} more.`
    : "is defined here.";
}
