import assert from "node:assert/strict";
import type { AnswerSources } from "../../../../src/shared/sources.ts";
import { modelTurn, openPage, type TestPage } from "../support/page.ts";

const pages = [
  { title: "One", url: "https://one.example/a" },
  { title: "two.example", url: "https://two.example/", license: "MIT" },
  { title: "Bad", url: "javascript:alert(1)" },
];

describe("sources under an answer", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  async function show(text: string, places: readonly string[], sources: Partial<AnswerSources> = {}) {
    const marks = places.map((place, index) => ({
      at: text.indexOf(place) + place.length,
      pages: [index % pages.length],
    }));
    page = await openPage([
      modelTurn("2", {
        parts: [{ type: "text", text }],
        sources: { pages, marks, queries: [], read: [], ...sources },
      }),
    ]);
    return page.find(".markdown");
  }

  it("are marked where they belong, and their words stay what they are", async () => {
    const text = "**Bold claim.**\n\n- item one\n- item two\n\n| a |\n|---|\n| cell |\n\nEnd 🚀.";
    const root = await show(text, ["claim.**", "one\n", "cell", "🚀."]);
    assert.equal(root.querySelector("strong")?.textContent, "Bold claim.");
    assert.deepEqual(
      [...root.querySelectorAll("sup")].map((mark) => [mark.textContent, mark.parentElement?.textContent]),
      [
        ["1", "Bold claim.1"],
        ["2", "item one2"],
        ["3", "cell3"],
        ["1", "End 🚀.1"],
      ],
    );
    assert.equal(root.querySelectorAll("li").length, 2);
  });

  it("leave code, addresses and what is written without marks alone", async () => {
    const root = await show(
      "Run `npm test` and\n\n```ts\nlet a;\n```\n\n[the page](https://x.example/p) ⸨7⸩?",
      ["npm", "let", "the", "x.exam"],
    );
    assert.deepEqual(
      [...root.querySelectorAll("code, a")].map((element) => element.textContent),
      ["npm test", "let a;", "the page"],
    );
    assert.equal(root.querySelector("a")?.href, "https://x.example/p");
  });

  it("are listed with title, host and licence, and a mark leads to its source", async () => {
    const root = await show("One. Two.", ["One.", "Two."]);
    const list = page.find("details.source-list");
    assert.equal(list.querySelector("summary")?.textContent.trim(), "Sources (3)");
    assert.deepEqual(
      [...list.querySelectorAll("li")].map((item) => [item.textContent, item.querySelector("a")?.href]),
      [
        ["One one.example", "https://one.example/a"],
        ["two.example Licence: MIT", "https://two.example/"],
        ["Bad", undefined],
      ],
    );
    root.querySelectorAll<HTMLElement>("[data-mark]")[1]?.click();
    assert.ok(list.hasAttribute("open"));
    assert.equal((document.activeElement as HTMLAnchorElement).href, "https://two.example/");
  });

  it("say what was searched for and which pages were read", async () => {
    await show("Text.", [], {
      pages: [],
      queries: ["a & b"],
      read: [{ url: "https://x.example/", status: "paywall" }],
    });
    assert.equal(
      page.find(".search-suggestions a").getAttribute("href"),
      "https://www.google.com/search?q=a%20%26%20b",
    );
    assert.match(page.find(".read-pages").textContent, /x\.example.*behind a paywall/);
  });
});
