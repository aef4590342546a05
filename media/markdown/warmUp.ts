import { MarkdownView } from "./markdownView.ts";

/** A little of what answers are made of. */
const SAMPLE = [
  "## Words\n\nSome **bold**, *soft* and `code` ones, and [a link](https://example.org).\n\n",
  "- one\n- two with `code`\n  - three\n\n1. four\n2. five\n\n> six\n\n",
  "| a | b |\n| --- | ---: |\n| c | 1 |\n\n```ts\nconst seven = 7;\n```\n\n",
]
  .join("")
  .repeat(3);
/** UTF-16 units between two looks at whether there is something else to do. */
const STEP = 60;

/**
 * Reads and renders a sample that nobody sees, in pauses of the page: what runs for the first time takes several frames, and
 * the first words of an answer would be late by them. Resolves when that is done.
 */
export async function warmUp(): Promise<void> {
  const view = new MarkdownView(document.createElement("div"));
  await pause();
  await import("../code/grammars.ts");
  for (let end = STEP; end < SAMPLE.length; end += STEP) {
    await pause();
    view.update(SAMPLE.slice(0, end), false);
  }
  await pause();
  view.update(SAMPLE, true);
  view.close();
}

function pause(): Promise<unknown> {
  return new Promise((resolve) => requestIdleCallback(resolve));
}
