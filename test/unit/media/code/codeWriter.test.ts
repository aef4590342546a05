import assert from "node:assert/strict";
import fc from "fast-check";
import type { CodeWriter as CodeWriterType } from "../../../../media/code/codeWriter.ts";
import { installDom, type TestDom } from "../support/dom.ts";

const code = fc
  .array(fc.constantFrom("a", "bc", "\n", "\n\n", "x = 1;\n", "\n".repeat(70)), { maxLength: 40 })
  .map((parts) => parts.join(""));

describe("CodeWriter", () => {
  let dom: TestDom;
  let CodeWriter: typeof CodeWriterType;

  before(async () => {
    dom = installDom();
    ({ CodeWriter } = await import("../../../../media/code/codeWriter.ts"));
  });
  after(() => dom.remove());

  it("builds the same nodes however the text is cut, and by however many writers", () => {
    fc.assert(
      fc.property(code, fc.array(fc.nat(500), { maxLength: 10 }), (text, cuts) => {
        const whole = document.createElement("code");
        new CodeWriter(whole).write(text);
        const pieced = document.createElement("code");
        const points = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
        for (const [index, end] of points.slice(1).entries()) {
          new CodeWriter(pieced).write(text.slice(points[index], end));
        }
        assert.equal(pieced.innerHTML, whole.innerHTML);
        assert.equal(pieced.textContent, text);
      }),
    );
  });

  it("lays out a bounded number of lines together, coloured or not", () => {
    const root = document.createElement("code");
    const writer = new CodeWriter(root);
    writer.write("plain\n");
    writer.write("line\n".repeat(130), "hljs-string");
    const all = [...root.children].flatMap((page) => [...page.children]);
    const lines = all.map((group) => group.textContent.split("\n").length - 1);
    assert.deepEqual(lines, [64, 64, 3]);
    const groups = [...root.querySelectorAll(".hljs-string")].map((run) => run.closest(".code-lines"));
    assert.deepEqual([...new Set(groups)], all);
  });

  it("lays out a bounded number of such groups together, and takes them back", () => {
    const root = document.createElement("code");
    const writer = new CodeWriter(root);
    const groups = () => [...root.children].map(({ childElementCount }) => childElementCount);
    writer.write("line\n".repeat(64 * 33));
    assert.deepEqual(groups(), [32, 1]);
    writer.takeBack(5 * 64);
    assert.deepEqual(groups(), [32]);
    writer.takeBack(5 * 64 * 32);
    assert.deepEqual(groups(), []);
  });

  it("gives each line an element, with its line end in it", () => {
    const root = document.createElement("code");
    const writer = new CodeWriter(root);
    writer.write("let a");
    writer.write(" = `x\ny`", "hljs-string");
    writer.write(";\n");
    assert.deepEqual(
      [...root.querySelectorAll(".code-line")].map((line) => line.innerHTML),
      ['let a<span class="hljs-string"> = `x\n</span>', '<span class="hljs-string">y`</span>;\n'],
    );
  });

  it("takes back what is plain as if it had never been written", () => {
    fc.assert(
      fc.property(code, code, (kept, taken) => {
        const [before, after] = [document.createElement("code"), document.createElement("code")];
        new CodeWriter(before).write(kept);
        const writer = new CodeWriter(after);
        writer.write(kept + taken);
        writer.takeBack(taken.length);
        assert.equal(after.innerHTML, before.innerHTML);
      }),
    );
  });
});
