import assert from "node:assert/strict";
import { explainPrompt } from "../../../src/editor/explainPrompt.ts";

const request = {
  fileName: "src/tides.ts",
  languageId: "typescript",
  code: "next(tide);",
  before: "import { next } from './next';\n",
  after: "\nexport {};",
};

describe("explainPrompt", () => {
  it("carries file, language, code and surroundings", () =>
    assert.equal(
      explainPrompt(request),
      `Explain this code from \`src/tides.ts\` (typescript): what it does, how, and what one should watch out for.

\`\`\`typescript
next(tide);
\`\`\`

Its surroundings are for your understanding only; do not explain them.

Before it stands:

\`\`\`typescript
import { next } from './next';

\`\`\`

After it stands:

\`\`\`typescript

export {};
\`\`\``,
    ));

  it("leaves out surroundings that say nothing", () => {
    const prompt = explainPrompt({ ...request, before: " \n", after: "" });
    assert.ok(prompt.endsWith("next(tide);\n```"));
  });

  it("fences code that has fences in it", () =>
    assert.ok(
      explainPrompt({ ...request, code: "```js\na\n```" }).includes("````typescript\n```js\na\n```\n````"),
    ));
});
