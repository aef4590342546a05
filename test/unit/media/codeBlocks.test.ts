import assert from "node:assert/strict";
import { modelTurn, openPage, type TestPage } from "./support/page.ts";

const answer = (text: string) => modelTurn("2", { parts: [{ type: "text", text }] });

describe("code in an answer", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  it("can be copied, inserted and put in a file, as it was written", async () => {
    page = await openPage([answer("Here:\n\n```ts\nconst a = `<b>`;\n\nrun(a);\n```\n")]);
    const code = "const a = `<b>`;\n\nrun(a);";
    await page.until(() => page.root.querySelector(".hljs-keyword"));
    page.button("Insert at Cursor").click();
    assert.deepEqual(page.posted.at(-1), { type: "insertCode", code, languageId: "typescript" });
    page.button("New File").click();
    assert.deepEqual(page.posted.at(-1), { type: "newFile", code, languageId: "typescript" });
    page.button("Copy").click();
    assert.deepEqual(page.posted.at(-1), { type: "copy", text: code });
    await page.until(() => page.root.querySelector(".codicon-check"));
  });

  it("goes where it belongs, with the files that are named at it", async () => {
    const text = 'Change `other.ts` and **src/tides.ts**:\n\n```ts title="src/lights.ts"\nrun();\n```\n';
    page = await openPage([answer(text)]);
    page.button("Apply to File").click();
    assert.deepEqual(page.posted.at(-1), {
      type: "applyCode",
      code: "run();",
      turnId: "2",
      files: ["src/lights.ts", "src/tides.ts", "other.ts"],
    });
  });

  it("is told apart from files that other code is about", async () => {
    page = await openPage([
      answer("See `a.ts`.\n\nAnd:\n\n```ts\nrun();\n```\n\n### b.ts\n\n```ts\nstop();\n```"),
    ]);
    const named = [...page.root.querySelectorAll<HTMLElement>("[data-code-action=apply]")].map((button) => {
      button.click();
      const posted = page.posted.at(-1);
      return posted?.type === "applyCode" && posted.files;
    });
    assert.deepEqual(named, [[], ["b.ts"]]);
  });

  it("has the rest in a menu that keys work as in VS Code's own", async () => {
    page = await openPage([answer("```ts\nrun();\n```")]);
    const more = page.button("More for This Code");
    const { document } = page.window;
    const rows = () => [...document.querySelectorAll<HTMLElement>("[role=menu] [role=menuitem]")];
    const focused = () => document.activeElement?.textContent;
    more.click();
    assert.deepEqual(
      rows().map(({ textContent }) => textContent),
      ["Replace Selection", "New File"],
    );
    assert.equal(more.getAttribute("aria-expanded"), "true");
    assert.equal(focused(), "Replace Selection");
    page.key(rows()[0] ?? more, "ArrowUp");
    assert.equal(focused(), "New File");
    page.key(rows()[1] ?? more, "ArrowDown");
    assert.equal(focused(), "Replace Selection");
    page.key(rows()[0] ?? more, "Escape");
    assert.deepEqual(rows(), []);
    assert.equal(document.activeElement, more);
    assert.equal(more.getAttribute("aria-expanded"), null);
    more.click();
    rows()[0]?.click();
    assert.deepEqual(page.posted.at(-1), { type: "replaceSelection", code: "run();" });
    assert.deepEqual(rows(), []);
    more.click();
    more.click();
    assert.deepEqual(rows(), []);
  });

  it("says its language, and can be reached and scrolled by keys", async () => {
    page = await openPage([answer("```py title=x\npass\n```\n\n```elvish\nls\n```\n\n```\nplain\n```")]);
    const blocks = [...page.root.querySelectorAll(".code-block")];
    assert.deepEqual(
      blocks.map((block) => [block.getAttribute("role"), block.getAttribute("aria-label")]),
      [
        ["group", "Python code"],
        ["group", "elvish code"],
        ["group", "Code"],
      ],
    );
    assert.ok(blocks.every((block) => block.querySelector("pre")?.tabIndex === 0));
  });

  it("is coloured line by line while it is written, and not when it is huge", async () => {
    const huge = `const text = "${"x".repeat(60_000)}";`;
    page = await openPage([
      answer(`\`\`\`js\n${huge}\n\`\`\`\n\n\`\`\`js\nlet a = 1;\n\`\`\`\n`),
      modelTurn("3", {
        status: { type: "streaming" },
        parts: [{ type: "text", text: "```js\nlet" }],
      }),
    ]);
    await page.until(() => page.root.querySelector(".hljs-keyword"));
    const [hugeBlock, small, open] = page.root.querySelectorAll(".code-block");
    assert.ok(small?.querySelector(".hljs-number"), "the small block has colours");
    assert.equal(small?.querySelector("code")?.textContent, "let a = 1;");
    assert.equal(hugeBlock?.querySelector("[class^=hljs]"), null);
    assert.ok(open && !open.querySelector("[class^=hljs]"));
    const text = " open = 1;\nlet next";
    page.send({ type: "transcript", events: [{ type: "textAdded", turnId: "3", kind: "text", text }] });
    await page.until(() => open.querySelector(".hljs-keyword"));
    assert.deepEqual(
      [...open.querySelectorAll(".code-line")].map((line) => line.innerHTML),
      ['<span class="hljs-keyword">let</span> open = <span class="hljs-number">1</span>;\n', "let next"],
    );
  });

  it("has the colours of the whole when it is complete, and keeps the lines that had them already", async () => {
    const code = "const a = 1;\nconst b = (\n  <ul>\n    <li>{a}</li>\n  </ul>\n);\n";
    page = await openPage([
      modelTurn("2", { status: { type: "streaming" }, parts: [{ type: "text", text: "```tsx\nlet" }] }),
    ]);
    const add = (text: string) =>
      page.send({ type: "transcript", events: [{ type: "textAdded", turnId: "2", kind: "text", text }] });
    add(` ${code.slice(0, -12)}`);
    await page.until(() => page.root.querySelector(".hljs-keyword") ?? (add(""), undefined));
    const lines = () => [...page.root.querySelectorAll(".code-line")];
    const [first, , list] = lines();
    add(`${code.slice(-12)}\`\`\`\n`);
    await page.until(() => lines()[2]?.querySelector(".hljs-name"));
    assert.equal(lines()[0], first);
    assert.notEqual(lines()[2], list);
    assert.equal(page.find("code").textContent, `let ${code.trimEnd()}`);
  });

  it("is opened by the host, not by the page, where it links", async () => {
    page = await openPage([answer("[a](https://example.org/x)")]);
    const { MouseEvent, document } = page.window as unknown as typeof globalThis;
    let reached = false;
    document.addEventListener("click", () => (reached = true));
    const click = new MouseEvent("click", { bubbles: true, cancelable: true });
    page.find(".markdown a").dispatchEvent(click);
    assert.ok(click.defaultPrevented);
    assert.ok(!reached, "VS Code's own handler saw the click");
    assert.deepEqual(page.posted.at(-1), { type: "openLink", url: "https://example.org/x" });
  });
});
