import assert from "node:assert/strict";
import fc from "fast-check";
import { BlockStream } from "../../../../media/markdown/blockStream.ts";
import type { AnswerToken } from "../../../../media/markdown/extraTokens.ts";
import { sameToken } from "../../../../media/markdown/sameToken.ts";
import { markdownViews } from "../support/markdownViews.ts";
import { readBlocks } from "../support/readBlocks.ts";

/** What may stand around code within an item or a quote; `>` and blanks are what its lines begin with. */
const frames = [
  { before: "- code:\n  ```js\n", line: "  ", after: "  ```\n  more\n- next\n\nend\n" },
  { before: "1. a\n2. ~~~~ts x\n", line: "   ", after: "   ~~~~\n\nend\n" },
  { before: "* a\n  - b\n\n    ```\n", line: "    ", after: "    ```\n\n    ```\n    x\n    ```\n* c\n" },
  { before: "> words\n> ```js\n", line: "> ", after: "> ```\n> after\n\nend\n" },
  { before: "- ```\n", line: "  ", after: "- next\n" },
] as const;

const lines = [
  ...["let a = 1;", "", "   ", "\tindented", "  \tmixed", "- no item", "# no heading", "> no quote"],
  ...["``", "~~~", "| a | b |", "[a]: /url", "---", "\uF8F00\uF8F1"],
] as const;

const document = fc
  .tuple(fc.constantFrom(...frames), fc.array(fc.constantFrom(...lines), { maxLength: 12 }))
  .map(([{ before, line, after }, code]) => before + code.map((text) => `${line}${text}\n`).join("") + after);

const streamed = fc
  .tuple(document, fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 40 }))
  .map(([text, lengths]) => {
    const pieces: string[] = [];
    for (let at = 0, index = 0; at < text.length; index += 1) {
      const length = 1 + (lengths[index % lengths.length] ?? 0);
      pieces.push(text.slice(at, at + length));
      at += length;
    }
    return { text, pieces };
  });

function read(stream: BlockStream, pieces: readonly string[]): readonly AnswerToken[] {
  const settled = pieces.flatMap((piece) => stream.append(piece).settled);
  return [...settled, ...stream.finish()];
}

describe("Code within an item or a quote", () => {
  const newView = markdownViews();

  it("comes out as in the whole text, wherever it was cut", () => {
    fc.assert(
      fc.property(streamed, ({ text, pieces }) => {
        const whole = readBlocks(text);
        const blocks = read(new BlockStream(), pieces);
        assert.ok(sameToken(blocks, whole), JSON.stringify([blocks, whole]));
      }),
      { numRuns: 500 },
    );
  });

  it("is not read again with each of its lines", () => {
    const stream = new BlockStream();
    stream.append("- code:\n  ```js\n");
    for (let count = 0; count < 5_000; count += 1) {
      stream.append("  const aLineOfCode = 1;\n");
    }
    // A whole of this length is not read at all.
    const [list] = stream.finish();
    assert.ok(list?.type === "list");
    assert.equal(list.items[0]?.tokens.at(-1)?.type, "code");
  });

  for (const { before, line } of frames) {
    it(`grows in its place after ${JSON.stringify(before)}`, () => {
      const root = globalThis.document.createElement("div");
      const grown: string[] = [];
      const view = newView(root, { codeGrew: (_, code) => grown.push(code) });
      view.update(`${before}${line}let a;\n`, false);
      const code = root.querySelector("code");
      const first = code?.querySelector(".code-line");
      view.update(`${before}${line}let a;\n${line}let b;\n${line}let c`, false);
      assert.equal(root.querySelector("code"), code);
      assert.equal(code?.querySelector(".code-line"), first);
      assert.equal(code?.textContent, "let a;\nlet b;\nlet c");
      assert.deepEqual(grown, ["let a;", "let a;\nlet b;\nlet c"]);
    });
  }
});
