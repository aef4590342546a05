import assert from "node:assert/strict";
import { modelTurn, openPage, userTurn, type TestPage } from "../support/page.ts";

const matches = ["src/parser.ts", "test/parser.test.ts", "README.md"].map((path) => ({
  uri: `file:///w/${path}`,
  path,
}));

describe("files after a #", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const input = () => page.find("textarea") as HTMLTextAreaElement;
  const options = () => [...page.root.querySelectorAll<HTMLElement>("[role=option]")];
  const selected = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");
  const queries = () =>
    page.posted.flatMap((message) => (message.type === "findFiles" ? [message.query] : []));
  const attached = () =>
    page.posted.flatMap((message) => (message.type === "attachUris" ? message.uris : []));

  async function offer(text: string, query: string): Promise<void> {
    page.type(text);
    await page.until(() => queries().at(-1) === query);
    page.send({ type: "fileMatches", query, matches });
    await page.until(() => options().length === matches.length);
  }

  it("are looked for once a frame, and only the latest answer is shown", async () => {
    page = await openPage();
    for (const text of ["see #", "see #p", "see #pa"]) {
      page.type(text);
    }
    await page.until(() => queries().length > 0);
    assert.deepEqual(queries(), ["pa"]);
    page.type("see #par");
    await page.until(() => queries().length === 2);
    page.send({ type: "fileMatches", query: "pa", matches });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(options(), []);
    page.send({ type: "fileMatches", query: "par", matches: matches.slice(0, 2) });
    await page.until(() => options().length === 2);
    page.send({ type: "fileMatches", query: "par", matches: [] });
    await page.until(() => options().length === 0);
  });

  it("are a list box that the input leads through", async () => {
    page = await openPage();
    await offer("#p", "p");
    const list = page.find("[role=listbox]");
    assert.equal(list.getAttribute("aria-label"), "Files");
    assert.equal(input().getAttribute("aria-controls"), list.id);
    assert.deepEqual(
      options().map((option) => option.title),
      matches.map(({ path }) => path),
    );
    assert.equal(page.find("[role=status]").textContent, "3 files");
    for (const [key, index] of [
      ["ArrowDown", 1],
      ["ArrowDown", 2],
      ["ArrowDown", 0],
      ["ArrowUp", 2],
    ] as const) {
      assert.ok(page.key(input(), key).defaultPrevented);
      await page.until(() => selected() === index);
      assert.equal(input().getAttribute("aria-activedescendant"), options()[index]?.id);
    }
    page.type("");
    await page.until(() => options().length === 0);
    assert.equal(input().getAttribute("aria-activedescendant"), null);
    assert.equal(input().getAttribute("aria-controls"), null);
    assert.ok(!page.key(input(), "ArrowDown").defaultPrevented);
  });

  for (const key of ["Enter", "Tab"]) {
    it(`are chosen by ${key}, which sends nothing`, async () => {
      page = await openPage();
      await offer("see #par", "par");
      page.key(input(), "ArrowDown");
      await page.until(() => selected() === 1);
      assert.ok(page.key(input(), key).defaultPrevented);
      assert.deepEqual(attached(), ["file:///w/test/parser.test.ts"]);
      assert.deepEqual(
        page.posted.findLast((message) => message.type === "draft"),
        { type: "draft", text: "see ", conversation: "conversation" },
      );
      await page.until(() => options().length === 0);
      assert.equal(input().value, "see ");
      assert.equal(page.posted.filter((message) => message.type === "send").length, 0);
      page.key(input(), "Enter");
      assert.equal(page.posted.filter((message) => message.type === "send").length, 1);
    });
  }

  it("are chosen by the mouse, which leaves the focus in the input", async () => {
    page = await openPage();
    await offer("#p", "p");
    const { MouseEvent } = page.window as unknown as typeof globalThis;
    const press = new MouseEvent("mousedown", { bubbles: true, cancelable: true });
    options()[2]?.dispatchEvent(press);
    assert.ok(press.defaultPrevented);
    options()[2]?.click();
    assert.deepEqual(attached(), ["file:///w/README.md"]);
    assert.equal(page.window.document.activeElement, input());
  });

  it("close by Escape without stopping an answer, and stay closed for that word", async () => {
    page = await openPage([userTurn("1", "Hi"), modelTurn("2", { status: { type: "streaming" } })]);
    await offer("#p", "p");
    page.key(input(), "Escape");
    await page.until(() => options().length === 0);
    const asked = queries().length;
    page.type("#pa");
    await new Promise((resolve) => page.window.requestAnimationFrame(resolve));
    assert.equal(queries().length, asked);
    assert.equal(page.posted.filter((message) => message.type === "stop").length, 0);
    page.key(input(), "Escape");
    assert.equal(page.posted.filter((message) => message.type === "stop").length, 1);
    await offer("#pa and #q", "q");
  });

  it("are offered no longer when the input is left", async () => {
    page = await openPage();
    await page.until(() => page.window.document.activeElement === input());
    await offer("#p", "p");
    input().blur();
    await page.until(() => options().length === 0);
  });

  it("show paths as text", async () => {
    page = await openPage();
    page.type("#x");
    await page.until(() => queries().length === 1);
    const path = "a/<b onclick=alert(1)>\u202e.ts";
    page.send({ type: "fileMatches", query: "x", matches: [{ uri: "file:///x", path }] });
    await page.until(() => options().length === 1);
    assert.equal(options()[0]?.querySelector(".completion-name")?.textContent, "<b onclick=alert(1)>.ts");
  });
});
