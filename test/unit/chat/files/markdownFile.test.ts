import assert from "node:assert/strict";
import fc from "fast-check";
import { lexer } from "marked";
import { ConversationTree } from "../../../../src/chat/conversationTree.ts";
import { closedMarkdown } from "../../../../src/chat/files/closedMarkdown.ts";
import { conversationFile, recordsOf } from "../../../../src/chat/files/conversationFile.ts";
import { ImportProblem } from "../../../../src/chat/files/importProblem.ts";
import { readMarkdownFile, writeMarkdownFile } from "../../../../src/chat/files/markdownFile.ts";
import type { ConversationRecord } from "../../../../src/chat/store/records.ts";
import { answered, asked } from "../store/records.ts";
import { anyConversation, text, words } from "./anyConversation.ts";

const at = new Date("2026-11-30T12:00:00Z");
const link = ({ hash }: { readonly hash: string }) => `sea-media/${hash.slice(0, 4)}.png`;
const options = { title: "Tides", words, link };

function fileOf(...records: readonly ConversationRecord[]) {
  return conversationFile(new ConversationTree("c", records), at);
}

const written = async (...records: readonly ConversationRecord[]) =>
  writeMarkdownFile(fileOf(...records), options);

describe("a conversation as Markdown", () => {
  it("is read by people, turn for turn", async () => {
    const content = await written(asked("q"), {
      type: "turn",
      parent: "q",
      turn: {
        role: "model",
        id: "a",
        at: 2,
        model: "gemini-test",
        status: { type: "stopped" },
        sources: {
          pages: [{ title: "The [moon]", url: "https://moon.example/" }],
          marks: [],
          queries: [],
          read: [],
        },
        parts: [
          { type: "thought", text: "Think of the moon." },
          { type: "text", text: "The **moon**:\n\n```js\nlet x;" },
          { type: "media", mimeType: "image/png", hash: "a".repeat(64) },
        ],
      },
    });
    const readable = content.slice(0, content.indexOf("\n<!-- castor:data"));
    assert.equal(
      readable,
      `---
title: "Tides"
exported: 2026-11-30T12:00:00.000Z
---

# Tides

<!-- castor:turn user -->

## You

question q

<!-- castor:turn model -->

## Gemini (gemini-test)

<details>
<summary>Thoughts</summary>

Think of the moon.

</details>

The **moon**:

\`\`\`js
let x;
\`\`\`

![Image](sea-media/aaaa.png)

Sources

1. [The \\[moon\\]](<https://moon.example/>)

*Stopped.*
`,
    );
  });

  it("gives back all of the conversation, whatever was said in it", async () => {
    await fc.assert(
      fc.asyncProperty(anyConversation, text, async (tree, title) => {
        fc.pre(tree.turns.length > 0);
        const file = conversationFile(tree, at);
        const content = await writeMarkdownFile(file, { ...options, title });
        const saved = new TextDecoder().decode(new TextEncoder().encode(content));
        const back = await readMarkdownFile(saved, at);
        assert.deepEqual(back, { file: JSON.parse(JSON.stringify(file)) as unknown, textOnly: false });
      }),
      { numRuns: 60 },
    );
  });

  it("is the same when an editor ends its lines otherwise", async () => {
    const content = await written(asked("q"), answered("a", "q"));
    const back = await readMarkdownFile(`\uFEFF${content.replaceAll("\n", "\r\n")}`, at);
    assert.equal(back.textOnly, false);
    assert.equal(back.file.turns.length, 2);
  });

  it("counts as it reads where somebody has changed it", async () => {
    const content = await written(asked("q"), answered("a", "q"), {
      type: "title",
      title: "x",
      byPerson: true,
    });
    const { file, textOnly } = await readMarkdownFile(
      content.replace("answer a", "answer *b*\n\nand more"),
      at,
    );
    const { turns } = new ConversationTree("d", recordsOf(file, 0)).transcript;
    assert.ok(textOnly);
    assert.equal(file.title, "Tides");
    assert.deepEqual(
      turns.map(({ role, parts }) => [role, parts]),
      [
        ["user", [{ type: "text", text: "question q" }]],
        ["model", [{ type: "text", text: "answer *b*\n\nand more\n\n*Stopped.*" }]],
      ],
    );
    assert.deepEqual(file.turns[1]?.source, { role: "model", model: "gemini-test" });
  });

  const cut = (summary?: string): ConversationRecord => ({
    type: "change",
    change: { type: "contextCut", turnId: "r", cut: true, at: 3, ...(summary !== undefined && { summary }) },
  });

  it("shows a summary set off where it stands for what is above, and says so where nothing does", async () => {
    const summary = "They spoke of *tides*:\n\n```\nhigh";
    const content = await written(asked("q"), answered("a", "q"), asked("r", "a"), cut(summary));
    const block =
      "<!-- castor:turn user -->\n\n<!-- castor:cut -->\n\n" +
      "> *Summarized.*\n>\n> They spoke of *tides*:\n>\n> ```\n> high\n\n## You\n\nquestion r";
    assert.ok(content.includes(block), content);
    assert.equal(content.indexOf("castor:cut"), content.lastIndexOf("castor:cut"));
    const without = await written(asked("q"), answered("a", "q"), asked("r", "a"), cut());
    assert.ok(without.includes("<!-- castor:cut -->\n\n> *Left out.*\n\n## You\n\nquestion r"));
  });

  it("keeps the summary apart from the question where somebody has changed the text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.option(text, { nil: undefined }), async (summary) => {
        const content = await written(asked("q"), answered("a", "q"), asked("r", "a"), cut(summary));
        const { file, textOnly } = await readMarkdownFile(content.replace("answer a", "answer b"), at);
        assert.ok(textOnly);
        // Text that looks like the beginning of a turn is quoted, too.
        assert.equal(file.turns.length, 3);
        const last = file.turns[2]?.turn;
        const expected = summary?.replace(/\r\n?/g, "\n").trim();
        assert.deepEqual(last?.parts, [{ type: "text", text: "question r" }]);
        assert.equal(last.role === "user" && last.contextCut, true);
        assert.equal(last.role === "user" ? last.contextSummary : "", expected === "" ? undefined : expected);
      }),
      { numRuns: 60 },
    );
  });

  it("says what is wrong with text that is none, and with data that is damaged or too much", async () => {
    const kind = async (content: string) => {
      try {
        await readMarkdownFile(content, at);
      } catch (error) {
        return error instanceof ImportProblem ? error.kind : error;
      }
      return "read";
    };
    assert.equal(await kind("# A letter\n\nDear sea,"), "unknown");
    assert.equal(await kind(""), "unknown");
    const data = await damagedData("not gzip");
    assert.equal(await kind(data), "damaged");
  });

  it("leaves nothing open that would swallow what follows", () => {
    fc.assert(
      fc.property(text, (said) => {
        const last = lexer(`${closedMarkdown(said)}\n\n## Next`).at(-1);
        assert.equal(last?.type, "heading");
      }),
    );
    for (const complete of [
      "- ```js\n  x\n  ```",
      "```\nx\n```",
      "1. a\n\n   ~~~\n   b\n   ~~~",
      "a <!-- b --> c",
    ]) {
      assert.equal(closedMarkdown(complete), complete);
    }
  });
});

/** A file whose text is as it was written, with other data. */
async function damagedData(data: string): Promise<string> {
  const body = "# T\n\n<!-- castor:turn user -->\n\n## You\n\nHi";
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body));
  const base64 = Buffer.from(data).toString("base64");
  return `${body}\n<!-- castor:data sha256:${Buffer.from(digest).toString("hex")}\n${base64}\n-->\n`;
}
