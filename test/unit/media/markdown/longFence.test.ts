import assert from "node:assert/strict";
import { BlockStream } from "../../../../media/markdown/blockStream.ts";
import { until } from "../../until.ts";
import { markdownViews } from "../support/markdownViews.ts";

/** As many characters as are read at once. */
const step = 16_000;
/** 16 characters, so that a piece of them is like the next one. */
const line = "const a = 1234;\n";

const codes: Readonly<Record<string, string>> = {
  "lines that are all the same": line.repeat(8_000),
  "lines that differ": Array.from({ length: 6_000 }, (_, index) => `const a${index} = ${index};\n`).join(""),
  "a line that does not end": `${line.repeat(2_500)}${"x".repeat(80_000)}\n${line.repeat(2_500)}`,
  "blank lines": `${line}${"\n".repeat(6_000)}${line.repeat(5_000)}`,
};

describe("A long fence", () => {
  const newView = markdownViews();
  const codeIn = (root: Element) => root.querySelector("code")?.textContent ?? "";

  /** What the whole text is shown as. */
  async function whole(text: string): Promise<string> {
    const root = document.createElement("div");
    newView(root).update(text, true);
    await until(() => root.textContent.endsWith("End."));
    return root.innerHTML;
  }

  for (const [name, code] of Object.entries(codes)) {
    it(`shows all of it at any time, and is the same in the end: ${name}`, async () => {
      const text = `\`\`\`ts\n${code}\`\`\`\n\nEnd.\n`;
      const root = document.createElement("div");
      const view = newView(root);
      const opening = "```ts\n".length;
      for (let end = step; end < opening + code.length; end += step) {
        view.update(text.slice(0, end), false);
        // A line end may be the one before the closing line.
        assert.ok([0, 1].includes(end - opening - codeIn(root).length), `${codeIn(root).length} of ${end}`);
      }
      view.update(text, true);
      assert.ok(code === `${codeIn(root)}\n`);
      assert.ok(root.innerHTML === (await whole(text)));
    });
  }

  it("is told by its end, of which so much is kept at hand", () => {
    const stream = new BlockStream();
    stream.append("```ts\n");
    const piece = line.repeat(100);
    for (let count = 1; count <= 300; count += 1) {
      const [block] = stream.append(piece).open;
      assert.ok(block?.token.type === "code" && block.token.text.length <= 64_000 + piece.length);
      assert.equal(block.settled + block.token.text.length, count * piece.length - 1);
    }
    const [closed] = stream.append("```\n\nEnd.\n").settled;
    assert.ok(closed?.type === "code" && closed.text === line.repeat(30_000).slice(0, -1));
  });

  it("is read with each piece, however busy the page was with something else", () => {
    let time = 0;
    try {
      performance.now = () => (time += 20);
      const stream = new BlockStream();
      for (let count = 1; count <= 500; count += 1) {
        const [block] = stream.append(count === 1 ? "```ts\nx" : "x").open;
        assert.ok(block?.token.type === "code");
        assert.equal(block.token.text.length, count);
      }
      stream.append(line.repeat(400));
      const [block] = stream.append("x").open;
      assert.ok(block?.token.type === "code" && block.token.text.endsWith("\nx"));
    } finally {
      Reflect.deleteProperty(performance, "now");
    }
  });

  it("hides blanks that may be the beginning of its closing line, however many", () => {
    const stream = new BlockStream();
    stream.append(`\`\`\`ts\n${line.repeat(4_000)}`);
    const { length } = line.repeat(4_000);
    for (let count = 0; count < 6; count += 1) {
      const [block] = stream.append(" ".repeat(10_000)).open;
      assert.ok(block?.token.type === "code");
      assert.equal(block.settled + block.token.text.length, length - 1);
    }
    const [block] = stream.append("x").open;
    assert.ok(block?.token.type === "code");
    assert.equal(block.settled + block.token.text.length, length + 60_001);
  });

  it("is shown anew where its beginning is another in the end", async () => {
    const text = `\`\`\`ts\n${line.repeat(8_000)}\`\`\`\n\nEnd.\n`;
    const other = text.replace("const a", "const b");
    const root = document.createElement("div");
    const view = newView(root);
    for (let end = step; end < text.length; end += step) {
      view.update(text.slice(0, end), false);
    }
    view.update(other, true);
    await until(() => codeIn(root).startsWith("const b"));
    await until(() => root.textContent.endsWith("End."));
    assert.ok(root.innerHTML === (await whole(other)));
  });
});
