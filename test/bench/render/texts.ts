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
  itemFence: (length) =>
    repeat(
      length,
      (index) => `  const value${index} = compute(${index}, "text"); // line\n`,
      "- code:\n\n  ```ts\n",
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

/** Answers that nobody could want to read, and that are dear to read. */
export const bombs: Readonly<Record<string, string>> = {
  "1.1 MB of backticks": Array.from({ length: 1_500 }, (_, n) => "`".repeat(n + 1)).join(" "),
  "40 KB of stars within stars": `${"*a **b ".repeat(2_900)}${"c** d* ".repeat(2_900)}`,
  "400 KB of lists within lists": Array.from({ length: 630 }, (_, n) => `${"  ".repeat(n)}- item`).join("\n"),
  "100 KB of quotes within quotes": "> ".repeat(50_000),
  "100 KB of brackets": "[".repeat(100_000),
  "1 MB in one paragraph": "plain words and *more* of them ".repeat(33_000),
  "5,000 formulas": Array.from({ length: 5_000 }, (_, n) => `$x_{${n}}^2$`).join(" "),
  "1 MB of code in an item": `- code:\n  \`\`\`js\n${"  const a = 1;\n".repeat(70_000)}`,
  "100,000 rows": `| a | b |\n| --- | --- |\n${"| x | 1 |\n".repeat(100_000)}`,
};
