import assert from "node:assert/strict";
import { readFenceInfo } from "../../../../media/code/fenceInfo.ts";
import { modelTurn, openPage, type TestPage } from "../support/page.ts";

const answer = (text: string) => modelTurn("2", { parts: [{ type: "text", text }] });

describe("what a fence says of its code", () => {
  for (const [info, language, file] of [
    ["ts", "TypeScript", undefined],
    ["ts src/a.ts", "TypeScript", "src/a.ts"],
    ["ts:src/a.ts", "TypeScript", "src/a.ts"],
    ["src/a.py", "Python", "src/a.py"],
    ['js title="src/my file.js"', "JavaScript", "src/my file.js"],
    ["js {1,3} filename=src/x.js", "JavaScript", "src/x.js"],
    ["c++", "C++", undefined],
    ["c#", "C#", undefined],
    ["ts {1,3}", "TypeScript", undefined],
    ["", "", undefined],
    ["elvish", "elvish", undefined],
    ["dockerfile docker/Dockerfile.dev", "Dockerfile", "docker/Dockerfile.dev"],
  ] as const) {
    it(`reads ${JSON.stringify(info)}`, () => {
      const read = readFenceInfo(info);
      assert.deepEqual([read.language.name, read.file], [language, file]);
    });
  }
});

describe("how code is shown", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  it("is chosen for all code at once: wrapped, with line numbers", async () => {
    page = await openPage([answer("```ts\na\n```\n\n```ts\nb\n```\n")]);
    const pressed = (label: string) =>
      [...page.root.querySelectorAll(`[aria-label="${label}"]`)].map((button) =>
        button.getAttribute("aria-pressed"),
      );
    page.button("Wrap Lines").click();
    assert.deepEqual(pressed("Wrap Lines"), ["true", "true"]);
    assert.ok(document.body.classList.contains("code-wraps"));
    page.button("Line Numbers").click();
    assert.deepEqual(pressed("Line Numbers"), ["true", "true"]);
    page.button("Wrap Lines").click();
    assert.equal(document.body.className.trim(), "code-numbered");
  });

  it("names the file, and unfolds what is long", async () => {
    page = await openPage([answer(`\`\`\`ts src/a.ts\n${"line\n".repeat(50)}\`\`\`\n`)]);
    assert.equal(page.find(".code-file").textContent, "src/a.ts");
    page.button("Show All Lines").click();
    const fewer = page.button("Show Fewer Lines");
    assert.equal(fewer.getAttribute("aria-expanded"), "true");
    assert.ok(page.find(".code-block").classList.contains("code-unfolded"));
    fewer.click();
    assert.ok(!page.find(".code-block").classList.contains("code-unfolded"));
  });

  it("folds code of more than 40 lines, as soon as it has them", async () => {
    const code = (lines: number) => `\`\`\`ts\n${"line\n".repeat(lines)}`;
    page = await openPage([
      answer(`${code(40)}\`\`\`\n\n${code(41)}\`\`\`\n`),
      modelTurn("3", { status: { type: "streaming" }, parts: [{ type: "text", text: code(40) }] }),
    ]);
    const areLong = () =>
      [...page.root.querySelectorAll(".code-block")].map(({ classList }) => classList.contains("code-long"));
    assert.deepEqual(areLong(), [false, true, false]);
    page.send({ type: "transcript", events: [{ type: "textAdded", turnId: "3", kind: "text", text: "l" }] });
    await page.until(() => areLong()[2]);
    assert.deepEqual(areLong(), [false, true, true]);
  });

  it("lets VS Code's preview draw diagrams", async () => {
    page = await openPage([answer("````mermaid\ngraph TD\n  a[```x] --> b\n````\n\n```ts\na\n```\n")]);
    assert.equal(page.root.querySelectorAll("[data-code-preview]").length, 1);
    page.button("Open Preview").click();
    assert.deepEqual(page.posted.at(-1), {
      type: "previewMarkdown",
      text: "````mermaid\ngraph TD\n  a[```x] --> b\n````\n",
    });
  });
});
