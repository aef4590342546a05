import assert from "node:assert/strict";
import fc from "fast-check";
import { BlockStream, type OpenBlock } from "../../../../media/markdown/blockStream.ts";
import type { AnswerToken } from "../../../../media/markdown/extraTokens.ts";
import { sameToken } from "../../../../media/markdown/sameToken.ts";
import { streamedDocument } from "../support/markdownCorpus.ts";
import { readBlocks } from "../support/readBlocks.ts";

interface Streamed {
  readonly settled: readonly AnswerToken[];
  readonly open: readonly OpenBlock[];
}

function stream(pieces: readonly string[]): Streamed {
  const blocks = new BlockStream();
  const updates = pieces.map((piece) => blocks.append(piece));
  return { settled: updates.flatMap((update) => update.settled), open: updates.at(-1)?.open ?? [] };
}

/** Blanks at the end of a list's item show nowhere; they are read only where another item follows. */
function shownOf<T extends AnswerToken | undefined>(token: T): T {
  return token?.type === "list"
    ? (JSON.parse(JSON.stringify(token), (key, value: unknown) =>
        (key === "raw" || key === "text") && typeof value === "string" ? value.trimEnd() : value,
      ) as T)
    : token;
}

const types = (tokens: readonly AnswerToken[]) => tokens.map((token) => token.type);

describe("BlockStream", () => {
  it("never settles a block that the whole text reads differently", () => {
    // Definitions of links and footnotes that come late are all that reaches back; they are put right at the end.
    // What looks like a second definition of a footnote may be a reference, in the middle of a paragraph.
    const reachesBack = /\[late|see\[\^1|\[\^1\][^]*\[\^1\]/;
    const documents = streamedDocument.filter(({ text }) => !reachesBack.test(text));
    fc.assert(
      fc.property(documents, ({ text, pieces }) => {
        const whole = readBlocks(text);
        stream(pieces).settled.forEach((token, index) =>
          assert.ok(
            sameToken(shownOf(token), shownOf(whole[index])),
            JSON.stringify([token, whole[index], text, pieces]),
          ),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("settles a block when the next one has certainly begun", () => {
    assert.deepEqual(types(stream(["one\n\ntw"]).settled), []);
    assert.deepEqual(types(stream(["one\n\ntwo\n"]).settled), ["paragraph"]);
    assert.deepEqual(types(stream(["1. one\n\n2"]).settled), []);
  });

  it("takes a formula for one only when nothing else can stand on its last line", () => {
    assert.deepEqual(types(stream(["words\n$$\nx_1\n$$"]).settled), []);
    assert.deepEqual(types(stream(["words\n$$\nx_1\n$$", " and more\n\nend\n"]).settled), ["paragraph"]);
    assert.deepEqual(types(stream(["words\n$$\nx_1\n$$\n", "\nend\n"]).settled), ["paragraph", "math"]);
    // What looks like the underline of a heading may be an item.
    assert.deepEqual(types(stream(["words\n\\[ z \\] $$\nx_1\n-"]).settled), []);
    // A definition further on lets the words before the list be read by themselves.
    assert.deepEqual(types(stream(["$$\nx_1\n- y\n$$ words\n[^1]: note\nmore\n"]).settled), ["paragraph"]);
  });

  it("closes marks that are still open, for show", () => {
    const { open } = stream(["some **bo"]);
    const [paragraph] = open;
    assert.equal(paragraph?.token.type, "paragraph");
    assert.ok("tokens" in paragraph.token && paragraph.token.tokens.at(-1)?.type === "strong");
  });

  it("sets complete list items aside", () => {
    const { open } = stream(["- one\n- two\n", "- three\n- fo"]);
    const [list] = open;
    assert.equal(list?.settled, 2);
    assert.ok(list.token.type === "list");
    assert.deepEqual(
      list.token.items.map((item) => item.text),
      ["one", "two", "three", "fo"],
    );
  });

  it("spaces out earlier items when a blank line comes later", () => {
    const { open } = stream(["- one\n- [x] two\n- three\n", "\n- four\n- five\n"]);
    const list = open[0]?.token;
    assert.ok(list?.type === "list" && list.loose);
    assert.ok(sameToken(list, readBlocks("- one\n- [x] two\n- three\n\n- four\n- five\n")[0]));
  });

  it("sets complete table rows aside", () => {
    const { open } = stream(["| a | b |\n|---|--:|\n| 1 | 2 |\n", "| 3 | 4 |\n| 5"]);
    const [table] = open;
    assert.equal(table?.settled, 2);
    assert.ok(sameToken(table.token, readBlocks("| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | 4 |\n| 5")[0]));
  });

  it("reads a fence once, and hides a closing line half written", () => {
    const { open, settled } = stream(["```ts\nconst a = 1;\n", "const b = 2;\n``"]);
    assert.deepEqual(settled, []);
    const [fence] = open;
    assert.ok(fence?.token.type === "code");
    assert.equal(fence.token.text, "const a = 1;\nconst b = 2;");
    assert.equal(fence.token.lang, "ts");
    assert.equal(fence.settled, 0);
  });

  it("closes a fence only by one as long as its opening", () => {
    const { settled, open } = stream(["````md\n```\n", "inner\n```\n", "````\n"]);
    assert.deepEqual(types(settled), ["code"]);
    assert.deepEqual(open, []);
  });

  it("knows link definitions of blocks before", () => {
    const { open } = stream(["[a]: https://example.org\n\n", "see [a]"]);
    const paragraph = open[0]?.token;
    assert.ok(paragraph?.type === "paragraph" && paragraph.tokens.at(-1)?.type === "link");
  });

  it("takes a formula for one while it is written, and its lines for nothing else", () => {
    for (const text of ["$$\na\n- b\n- c\n", "words:\n\\[\nx\n=\ny\n", "$$\n# a\n"]) {
      const { settled, open } = stream([text, "- d\n"]);
      assert.deepEqual(types(settled), []);
      const last = open.at(-1)?.token;
      assert.ok(last?.type === "math" && last.open, text);
    }
    assert.deepEqual(types(stream(["$$\na\n\nb\n\nc\n"]).settled), ["paragraph", "paragraph"]);
    assert.deepEqual(types(stream(["$$\na\n$$\n", "next\n"]).settled), ["math"]);
  });

  it("keeps blank lines that are code of an item", () => {
    const text = "- one\n  ```js x\n\n\n- two\n- three\n\nend\n\n";
    const { settled } = stream([text.slice(0, 24), text.slice(24)]);
    assert.ok(sameToken(settled[0], readBlocks(text)[0]));
  });

  it("takes a line end cut between its two characters as one", () => {
    assert.deepEqual(types(stream(["one\r", "\n\r", "\ntwo\r\n"]).settled), ["paragraph"]);
    assert.deepEqual(types(stream(["one\r", "two\r", "\n"]).open.map(({ token }) => token)), ["paragraph"]);
  });

  it("shows text that nests too deep to be read", () => {
    const texts = [
      `${">".repeat(6_000)} deep`,
      `${"*".repeat(2_000)}deep${"*".repeat(2_000)}`,
      `${"~~a *b ".repeat(1_000)}deep${"*~~".repeat(1_000)}`,
    ];
    for (const text of texts) {
      const [block, ...others] = readBlocks(text);
      assert.deepEqual(others, []);
      assert.equal(block?.raw, text);
    }
  });
});
