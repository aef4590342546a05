/** Answers to be written: `make` gives exactly that many characters of one kind. */
export const texts: Readonly<Record<string, (length: number) => string>> = {
  mixed: (length) => repeat(length, (index) => mixed[index % mixed.length]?.(index) ?? ""),
  list: (length) => repeat(length, (index) => `- item ${index} with **bold** and \`code\` in its words\n`),
  table: (length) =>
    repeat(
      length,
      (index) => `| row ${index} | **bold** | \`code\` | ${index * 37} |\n`,
      "| name | mark | code | number |\n| --- | --- | --- | ---: |\n",
    ),
  fence: (length) =>
    repeat(length, (index) => `  const value${index} = compute(${index}, "text"); // line\n`, "```ts\n"),
};

function repeat(length: number, block: (index: number) => string, head = ""): string {
  let text = head;
  for (let index = 0; text.length < length; index += 1) {
    text += block(index);
  }
  return text.slice(0, length);
}

/** About 1,000 characters for one round through them. */
const mixed: readonly ((index: number) => string)[] = [
  (index) => `## Part ${index}\n\n`,
  (index) =>
    `A paragraph with **bold**, *soft*, \`code${index}\` and a [link](https://example.org/${index}), long enough to be broken into several lines wherever it is shown.\n\n`,
  () => "- first item\n- second item with `code`\n  - nested\n- third **item**\n\n",
  (index) =>
    "```ts\n" +
    `export function part${index}(items: readonly string[]): number {\n` +
    '  const found = items.filter((item) => item !== "");\n' +
    "  // Counted once.\n  return found.length;\n}\n" +
    "```\n\n",
  () => "> A remark beside the text, *quoted*.\n\n",
  () => "| name | value |\n| --- | ---: |\n| one | 1 |\n| two | 2 |\n\n",
  (index) => `1. Do this.\n2. Then that, ${index} times.\n3. Look at it.\n\n`,
  (index) =>
    `Plain words follow, ${index} of them or so: they say nothing, and they say it in a few lines, as answers do.\n\n`,
];
