import assert from "node:assert/strict";
import { searchEntry } from "../../../emulator/scenarios/searchEntry.ts";
import { modelTurn, openPage, type TestPage } from "../support/page.ts";

const { renderedContent } = searchEntry(["tides & moons", "ebb"]);

describe("what was searched for", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  async function show(suggestions: string) {
    page = await openPage([
      modelTurn("2", {
        parts: [{ type: "text", text: "Text." }],
        sources: { pages: [], marks: [], queries: ["tides & moons"], read: [], suggestions },
      }),
    ]);
  }
  const shown = () => page.root.querySelector(".search-entry:not([hidden]) > div")?.shadowRoot;

  /** Rules that count, as one text. */
  function style(root: ShadowRoot): string {
    const rules = root.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);
    return rules.map(({ cssText }) => cssText).join("\n");
  }

  it("is shown as Google wants it, in a tree of its own, and its links are opened through the host", async () => {
    await show(renderedContent);
    const root = await page.until(shown);
    assert.equal(page.root.querySelector(".search-suggestions"), null, "instead of our own links");
    assert.deepEqual(
      [...root.querySelectorAll("a.chip")].map(({ textContent }) => textContent),
      ["tides & moons", "ebb"],
    );
    assert.equal(root.querySelectorAll("svg path").length, 2);
    assert.equal(page.find(".search-entry").getAttribute("aria-label"), "Searched Google for");
    root.querySelector<HTMLAnchorElement>("a.chip")?.click();
    assert.deepEqual(page.posted.at(-1), {
      type: "openLink",
      url: "https://www.google.com/search?q=tides%20%26%20moons&client=app-vertex-grounding",
    });
  });

  it("has the colours of the theme, also when that changes", async () => {
    await show(renderedContent);
    const root = await page.until(shown);
    const light = (text: string) => /@media all \{\s*\.container \{ background-color: #fafafa/.test(text);
    const dark = (text: string) => /@media all \{\s*\.container \{ background-color: #1f1f1f/.test(text);
    assert.deepEqual([light(style(root)), dark(style(root))], [false, true]);
    page.window.document.body.classList.add("vscode-light");
    await page.until(() => light(style(root)));
    assert.equal(dark(style(root)), false);
  });

  it("keeps no style that loads something or reaches out of its place", async () => {
    const hostile =
      "@import 'https://evil.example/a.css'; @font-face { font-family: x; src: url(https://evil.example/f) }" +
      ".a { background: url(https://evil.example/b) } .b { background: image-set('https://evil.example/c' 1x) }" +
      ":host { position: fixed !important } :host-context(body) { color: red } ::slotted(*) { color: red }" +
      "@media (prefers-color-scheme: dark) { .c { cursor: url(https://evil.example/d), auto } .d { color: blue } }" +
      "@media print { .e { background: url(x) } } @keyframes k { from { color: red } } .f { color: green }" +
      String.raw`.g { --e: u\72l(https://evil.example/g); background: var(--e) }`;
    await show(`<style>${hostile}</style><a href="https://www.google.com/search?q=a">a</a>`);
    const text = style(await page.until(shown));
    assert.match(text, /\.d \{ color: blue; \}[^]*\.f \{ color: green; \}/);
    assert.doesNotMatch(text, /evil|url|@import|@font-face|@keyframes|:host|slotted/);
  });

  for (const [what, html] of [
    ["there is nothing to follow in it", "<p>Nothing</p><a href='https://evil.example/'>x</a>"],
    ["it is longer than anyone writes", `<a href="https://www.google.com/">x</a>${"x".repeat(200_000)}`],
  ] as const) {
    it(`is told by links of our own where ${what}`, async () => {
      await show(html);
      // Looked at by then, since the module is there at once.
      await import("../../../../media/search/showEntry.ts");
      await new Promise((resolve) => setImmediate(resolve));
      const link = page.find(".search-suggestions a");
      assert.equal(link.getAttribute("href"), "https://www.google.com/search?q=tides%20%26%20moons");
      assert.equal(shown(), undefined);
    });
  }
});
