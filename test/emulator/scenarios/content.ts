import { hostileMarkdown } from "./hostile.ts";
import { withAnswer } from "./say.ts";
import type { Scenario } from "./scenario.ts";

/** Scenarios about what the answer holds. */
export const content = {
  "hostile-markdown": {
    summary:
      "HTML, scripts, javascript: links, remote images, bidirectional text, deep nesting, an open fence",
    apply: (plan, _options, situation) => withAnswer(plan, { parts: [{ text: hostileMarkdown }] }, situation),
  },
  long: {
    summary: "an answer of N KB of Markdown",
    usage: "kb=200",
    bare: "kb",
    apply: (plan, options, situation) => {
      const bytes = 1024 * options.number("kb", 200);
      const text = Array.from(
        { length: Math.ceil(bytes / 180) },
        (_, i) =>
          `${i % 20 === 0 ? `## Section ${i / 20 + 1}\n\n` : ""}Paragraph ${i + 1} of a long answer from the offline emulator: ` +
          "some **bold** words, some `code`, and [a link](https://example.com/) to make a renderer work.\n\n",
      ).join("");
      return withAnswer(plan, { parts: [{ text: text.slice(0, bytes) }], tokensPerChunk: 16 }, situation);
    },
  },
} satisfies Readonly<Record<string, Scenario>>;
