import assert from "node:assert/strict";
import { editPrompt } from "../../../src/editor/editPrompt.ts";
import { generatePrompt } from "../../../src/editor/generatePrompt.ts";

const request = {
  instruction: "return the sum",
  fileName: "src/sum.ts",
  languageId: "typescript",
  before: "function sum(a, b) {\n  ",
  code: "",
  after: "\n}\n",
  insertSpaces: true,
  tabSize: 2,
  diagnostics: [],
};

describe("generatePrompt", () => {
  it("marks the cursor in the code around it", () =>
    assert.equal(
      generatePrompt(request).prompt,
      `This is the file \`src/sum.ts\` (typescript), or the part of it around the cursor. <<<CURSOR>>> marks the place where your answer is inserted.

\`\`\`typescript
function sum(a, b) {
  <<<CURSOR>>>
}

\`\`\`

Write this: return the sum`,
    ));

  it("marks the selection that is replaced", () => {
    const { prompt } = generatePrompt({ ...request, code: "return a;" });
    assert.ok(prompt.includes("\n  <<<START>>>return a;<<<END>>>\n}"));
    assert.ok(prompt.includes("Your answer replaces what stands between <<<START>>> and <<<END>>>."));
    assert.ok(!prompt.includes("CURSOR"));
  });

  it("chooses marks that the code does not contain", () => {
    const { prompt } = generatePrompt({ ...request, before: "git <<<<<<< HEAD\n" });
    assert.ok(prompt.includes("git <<<<<<< HEAD\n<<<<<<<<CURSOR>>>>>>>>\n"));
  });

  it("tells the problems on the line, each on one line", () => {
    const { prompt } = generatePrompt({ ...request, diagnostics: ["Error: no\nreturn", "Hint: unused"] });
    assert.ok(
      prompt.includes("Problems reported on this line:\n- Error: no return\n- Hint: unused\n\nWrite this:"),
    );
  });

  it("tells the imports of a file whose head does not go along", () => {
    const { prompt } = generatePrompt({ ...request, imports: 'import a from "a";' });
    assert.ok(
      prompt.includes('At its head the file has:\n\n```typescript\nimport a from "a";\n```\n\nWrite this:'),
    );
    const edited = editPrompt({ ...request, code: "b();", imports: 'import a from "a";' }).prompt;
    assert.match(
      edited,
      /b\(\);\n```\n\nAt its head the file has:\n\n```typescript\nimport a from "a";\n```\n/,
    );
  });

  it("asks for code alone", () =>
    assert.match(
      generatePrompt(request).systemInstruction,
      /Answer with code only: no Markdown fences, no prose/,
    ));

  it("tells the document's indentation", () => {
    assert.match(generatePrompt(request).systemInstruction, /Indent with 2 spaces\./);
    assert.match(generatePrompt({ ...request, insertSpaces: false }).systemInstruction, /Indent with tabs\./);
  });

  it("fences code that has fences in it", () =>
    assert.ok(generatePrompt({ ...request, before: "```\n" }).prompt.includes("\n````typescript\n```\n")));
});
