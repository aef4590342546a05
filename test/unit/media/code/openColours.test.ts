import assert from "node:assert/strict";
import { highlightRuns } from "../../../../media/code/grammars.ts";
import type { CodeWriter as CodeWriterType } from "../../../../media/code/codeWriter.ts";
import type { OpenColours as OpenColoursType } from "../../../../media/code/openColours.ts";
import { languageOf } from "../../../../media/code/languages.ts";
import { programs } from "../../../emulator/answers/programs.ts";
import { installDom, type TestDom } from "../support/dom.ts";

const names = { camel: "countItems", pascal: "CountItems", snake: "count_items", wish: "count `them`" };

describe("OpenColours", () => {
  let dom: TestDom;
  let OpenColours: typeof OpenColoursType;
  let CodeWriter: typeof CodeWriterType;

  before(async () => {
    dom = installDom();
    ({ OpenColours } = await import("../../../../media/code/openColours.ts"));
    ({ CodeWriter } = await import("../../../../media/code/codeWriter.ts"));
  });
  after(() => dom.remove());

  /** Writes `text` in pieces of `step`; `read` hears of all that is read. */
  function stream(
    grammar: string,
    text: string,
    step: number,
    read: (text: string) => void = () => undefined,
  ) {
    const code = document.createElement("code");
    const writer = new CodeWriter(code);
    const colours = new OpenColours(code, (part) => {
      read(part);
      return highlightRuns(grammar, part) ?? [];
    });
    for (let at = 0; at < text.length; at += step) {
      writer.write(text.slice(at, at + step));
      colours.grow(text.slice(0, at + step));
    }
    return code;
  }

  function whole(grammar: string, text: string): string {
    const code = document.createElement("code");
    const writer = new CodeWriter(code);
    highlightRuns(grammar, text)?.forEach((run) => writer.write(run.text, run.className));
    return code.innerHTML;
  }

  // In JavaScript a tag is known for one when its end has come; that is put right when the code is complete.
  const lineByLine = Object.entries(programs).filter(([language]) => language !== "typescriptreact");
  for (const [language, program] of lineByLine) {
    const { grammar } = languageOf(language);
    it(`colours ${language} as the whole would be, however it comes`, () => {
      const text = `${program(names)}\n\n`.repeat(8);
      for (const step of [7, 300]) {
        assert.equal(stream(grammar, text, step).innerHTML, whole(grammar, text));
      }
    });
  }

  it("knows what was left open many lines before", () => {
    const text = `/* opened\n${"const inside = 1;\n".repeat(200)}*/\nconst outside = 1;\n`;
    assert.equal(stream("typescript", text, 11).innerHTML, whole("typescript", text));
  });

  it("never touches a line again", () => {
    const code = document.createElement("code");
    const writer = new CodeWriter(code);
    const colours = new OpenColours(code, (part) => highlightRuns("typescript", part) ?? []);
    let text = "";
    let before: readonly Element[] = [];
    for (let count = 1; count <= 150; count += 1) {
      const line = `const value${count} = ${count};\n`;
      writer.write(line);
      text += line;
      colours.grow(text);
      const lines = [...code.querySelectorAll(".code-line")];
      assert.equal(lines.length, count);
      before.forEach((earlier, index) => assert.equal(lines[index], earlier));
      before = lines;
    }
  });

  it("reads a bounded stretch for each line, however long the code is", () => {
    const lengths: number[] = [];
    const text = "  indented(1);\n\n".repeat(500);
    stream("typescript", text, 16, (part) => lengths.push(part.length));
    assert.ok(lengths.length > 400);
    assert.ok(Math.max(...lengths) < 1_200, `${Math.max(...lengths)} characters at once`);
  });

  it("colours on where only the end of the code is told", () => {
    const text = "if (a) {\n  open(`text`);\n}\n".repeat(800);
    const code = document.createElement("code");
    const writer = new CodeWriter(code);
    const colours = new OpenColours(code, (part) => highlightRuns("typescript", part) ?? []);
    for (let at = 0; at < text.length; at += 50) {
      writer.write(text.slice(at, at + 50));
      const before = Math.max(0, at - 3_000);
      colours.grow(text.slice(before, at + 50), before);
    }
    assert.ok(code.innerHTML === whole("typescript", text));
  });

  it("leaves plain what can be told only from something that is no longer told", () => {
    const code = document.createElement("code");
    const writer = new CodeWriter(code);
    const colours = new OpenColours(code, (part) => highlightRuns("typescript", part) ?? []);
    const [first, second] = ["/* 1\n", "2 */\n"];
    writer.write(first);
    colours.grow(first);
    const coloured = code.innerHTML;
    writer.write(second);
    colours.grow(second, first.length);
    assert.equal(code.textContent, first + second);
    assert.ok(code.innerHTML.startsWith(coloured.replace(/(<\/span>)+$/, "")));
    assert.equal(code.querySelectorAll(".hljs-comment").length, 1);
  });

  it("leaves plain what hangs together for too long, and takes no time for it", () => {
    const text = `const text = \`\n${"inside a string;\n".repeat(2_000)}`;
    let read = 0;
    const code = stream("typescript", text, 400, (part) => (read += part.length));
    assert.equal(code.textContent, text);
    assert.ok(read < 1_000_000, `${read} characters`);
  });
});
