import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { parsePromptFile } from "../../../../src/editor/prompts/parsePromptFile.lazy.ts";
import { placeholders, type PromptFault } from "../../../../src/editor/prompts/promptFile.ts";

const root = path.resolve(import.meta.dirname, "../../../..");

function file(head: string, body = "Do it."): string {
  return `---\n${head}\n---\n${body}`;
}

/** What is wrong, and where: the line and the text that is marked. */
function troublesOf(text: string): readonly (readonly [PromptFault["type"], number, string])[] {
  const { prompt, troubles } = parsePromptFile(text);
  assert.equal(prompt === undefined, troubles.length > 0);
  return troubles.map(({ fault, line, column, end }) => [
    fault.type,
    line,
    (text.split(/\r?\n/)[line] ?? "").slice(column, end),
  ]);
}

describe("a command's file", () => {
  it("says everything that a command has", () => {
    const text = file(
      [
        'name: "Rhyme: This"',
        "description: As a limerick",
        "where: [editor, lightbulb, editor]",
        "takes: selection",
        "does: document",
        "asks: In which mood?",
        "choices:\n  - merry\n  - sad",
        "languages: markdown",
        "language: markdown",
      ].join("\n"),
      "\nBe {{input}} about:\n\n{{ selection }}\n",
    );
    assert.deepEqual(parsePromptFile(text).prompt, {
      name: "Rhyme: This",
      description: "As a limerick",
      where: ["editor", "lightbulb"],
      takes: "selection",
      does: "document",
      asks: "In which mood?",
      choices: ["merry", "sad"],
      languages: ["markdown"],
      language: "markdown",
      pieces: [
        { type: "text", text: "\nBe " },
        { type: "placeholder", name: "input" },
        { type: "text", text: " about:\n\n" },
        { type: "placeholder", name: "selection" },
        { type: "text", text: "\n" },
      ],
    });
  });

  it("needs a name and a prompt, nothing else", () => {
    const { prompt } = parsePromptFile(file("name: Plain"));
    assert.deepEqual(
      [prompt?.where, prompt?.takes, prompt?.does, prompt?.asks, prompt?.choices, prompt?.languages],
      [["palette"], "selection", "answer", "", [], []],
    );
  });

  it("may have Windows line breaks, a byte order mark and comments", () => {
    const text = `\uFEFF${file("# mine\nname: Plain # really", "One\nTwo")}`.replaceAll("\n", "\r\n");
    const { prompt } = parsePromptFile(text);
    assert.equal(prompt?.name, "Plain");
    assert.deepEqual(prompt.pieces, [{ type: "text", text: "One\r\nTwo" }]);
  });

  it("is in trouble without front matter, or without its end", () => {
    assert.deepEqual(troublesOf("Do it."), [["noFrontMatter", 0, "Do "]]);
    assert.deepEqual(troublesOf(""), [["noFrontMatter", 0, ""]]);
    assert.deepEqual(troublesOf("---\nname: x\nDo it."), [["openFrontMatter", 0, "---"]]);
  });

  it("points at what is wrong in its front matter, each thing once", () => {
    assert.deepEqual(troublesOf(file("name: x\ntakse: file")), [["unknownKey", 2, "takse"]]);
    assert.deepEqual(troublesOf(file("name: x\ndoes: dance")), [["wrongValue", 2, "dance"]]);
    assert.deepEqual(troublesOf(file("name: x\nwhere: [editor, moon]")), [["wrongValue", 2, "moon"]]);
    assert.deepEqual(troublesOf(file("name: {a: b}")), [
      ["notText", 1, "{a: b}"],
      ["noName", 1, "name"],
    ]);
    assert.deepEqual(troublesOf(file("description: x")), [["noName", 0, "---"]]);
    assert.deepEqual(troublesOf(file("name:")), [["noName", 1, "name"]]);
    assert.deepEqual(troublesOf(file("just words")), [["noName", 0, "---"]]);
  });

  it("says where its YAML breaks, and does not complain of what could not be read", () => {
    const [first, ...others] = troublesOf(file("name: x\nasks: [what"));
    assert.equal(first?.[0], "syntax");
    assert.ok((first[1] === 2 || first[1] === 3) && others.every(([type]) => type === "syntax"));
  });

  it("does nothing that cannot be done with what it takes", () => {
    assert.deepEqual(troublesOf(file("name: x\ntakes: image\ndoes: replace")), [["mismatch", 3, "does"]]);
    assert.deepEqual(troublesOf(file("name: x\nwhere: explorer")), [["notInExplorer", 2, "where"]]);
  });

  it("asks for what it speaks of", () => {
    assert.deepEqual(troublesOf(file("name: x", "Say {{input}}")), [["noQuestion", 0, "---"]]);
    assert.deepEqual(troublesOf(file('name: x\nlanguage: "{{input}}"')), [["noQuestion", 0, "---"]]);
  });

  it("points at a placeholder that there is not, and at a prompt that is missing", () => {
    assert.deepEqual(troublesOf(file("name: x", "One\ntwo {{selektion}} {{file}}")), [
      ["unknownPlaceholder", 4, "{{selektion}}"],
    ]);
    assert.deepEqual(troublesOf(file("name: x", " \n")), [["noPrompt", 0, "---"]]);
  });

  it("never throws, and points into the file, whatever stands in it", () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom("---", "name: x", "where: [", "does: !!js x", "{{", "{{ input }}", "a: &a *a", "\r"),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join("\n");
        const { prompt, troubles } = parsePromptFile(text);
        assert.equal(prompt === undefined, troubles.length > 0);
        for (const { line: at, column, end } of troubles) {
          assert.ok(at < text.split("\n").length && column >= 0 && end > column);
        }
      }),
    );
  });
});

describe("the commands that come with Castor", () => {
  const folder = path.join(root, "media/prompts");
  const names = readdirSync(folder);

  it("are files of the same kind, without trouble", () => {
    for (const name of names) {
      assert.deepEqual(troublesOf(readFileSync(path.join(folder, name), "utf8")), [], name);
    }
  });

  it("are each a command of the manifest with the same name", () => {
    const words = JSON.parse(readFileSync(path.join(root, "package.nls.json"), "utf8")) as Record<
      string,
      string
    >;
    for (const name of names) {
      const id = name.replace(".md", "").replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
      const { prompt } = parsePromptFile(readFileSync(path.join(folder, name), "utf8"));
      assert.equal(words[`command.${id}`], prompt?.name, name);
    }
  });

  it("are described in the README, with everything that a file may say", () => {
    const readme = readFileSync(path.join(root, "README.md"), "utf8");
    for (const name of placeholders) assert.ok(readme.includes(`{{${name}}}`), name);
  });
});
