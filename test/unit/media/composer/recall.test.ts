import assert from "node:assert/strict";
import { modelTurn, openPage, type TestPage, transcriptOf, userTurn } from "../support/page.ts";

describe("what was said before, in the box", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const turns = [userTurn("1", "First"), modelTurn("2"), userTurn("3", "Second\nline"), modelTurn("4")];
  const conversation = "conversation";
  const input = () => page.find("textarea") as HTMLTextAreaElement;
  const told = () => page.posted.filter(({ type }) => ["draft", "setAside", "send"].includes(type));
  const said = () => page.find('[role="status"]').textContent;
  const caret = () => [input().selectionStart, input().selectionEnd];
  const press = (...keys: readonly string[]) => keys.map((key) => page.key(input(), key).defaultPrevented);
  const write = (text: string, at = 0) => {
    page.type(text);
    input().setSelectionRange(at, at);
  };

  it("comes by Arrow Up, newest first, and goes by Arrow Down down to the draft, which the host has all the while", async () => {
    page = await openPage(turns, { draft: "half a thought" });
    input().setSelectionRange(0, 0);
    assert.deepEqual(press("ArrowUp"), [true]);
    assert.deepEqual([input().value, caret()], ["Second\nline", [0, 0]]);
    await page.until(() => said() === "Earlier message 1 of 2");
    press("ArrowUp");
    assert.equal(input().value, "First");
    assert.deepEqual(press("ArrowUp"), [false], "there is nothing before it");
    press("ArrowDown");
    assert.equal(input().value, "Second\nline");
    press("ArrowDown");
    assert.deepEqual([input().value, caret()], ["half a thought", [14, 14]]);
    assert.deepEqual(press("ArrowDown"), [false]);
    assert.deepEqual(told(), []);
  });

  it("leaves the arrows alone inside of a text, with a selection, a modifier, or an input method", async () => {
    page = await openPage(turns);
    write("text", 2);
    assert.deepEqual(press("ArrowUp", "ArrowDown"), [false, false]);
    input().setSelectionRange(0, 3);
    assert.deepEqual(press("ArrowUp"), [false]);
    input().setSelectionRange(0, 0);
    for (const init of [{ shiftKey: true }, { altKey: true }, { isComposing: true }, { keyCode: 229 }]) {
      assert.ok(!page.key(input(), "ArrowUp", init).defaultPrevented);
    }
    press("ArrowUp");
    input().setSelectionRange(3, 3);
    assert.deepEqual(press("ArrowUp", "ArrowDown"), [false, false], "it can be walked through");
    assert.equal(input().value, "Second\nline");
  });

  it("goes by Escape, which stops no answer then", async () => {
    page = await openPage([
      ...turns,
      userTurn("5", "Third"),
      modelTurn("6", { status: { type: "streaming" } }),
    ]);
    press("ArrowUp", "ArrowUp", "Escape");
    assert.equal(input().value, "");
    assert.equal(page.posted.filter(({ type }) => type === "stop").length, 0);
    press("Escape");
    assert.deepEqual(page.posted.at(-1), { type: "stop" });
  });

  it("sets the draft aside when it is sent, and the draft stands there again afterwards", async () => {
    page = await openPage(turns, { draft: "half a thought" });
    input().setSelectionRange(0, 0);
    press("ArrowUp", "Enter");
    assert.deepEqual(told(), [
      { type: "setAside", text: "half a thought", conversation },
      { type: "send", text: "Second\nline", conversation },
    ]);
    page.send({ type: "draft", text: "" });
    await page.until(() => input().value === "half a thought");
    assert.deepEqual(told().slice(2), [
      { type: "draft", text: "half a thought", conversation },
      { type: "setAside", text: "", conversation },
    ]);
  });

  it("becomes the draft when it is changed; the one before is the first that Arrow Up shows", async () => {
    page = await openPage(turns, { draft: "half a thought" });
    input().setSelectionRange(0, 0);
    press("ArrowUp");
    write("Second line, changed");
    assert.deepEqual(told(), [
      { type: "setAside", text: "half a thought", conversation },
      { type: "draft", text: "Second line, changed", conversation },
    ]);
    press("ArrowUp");
    assert.equal(input().value, "half a thought");
    write("half a thought, and more");
    assert.deepEqual(told().slice(2), [
      { type: "setAside", text: "Second line, changed", conversation },
      { type: "draft", text: "half a thought, and more", conversation },
    ]);
  });

  it("has what was set aside before the page came, and what was said in other conversations", async () => {
    page = await openPage(turns);
    page.send({
      type: "snapshot",
      transcript: { ...transcriptOf(userTurn("7", "Elsewhere")), id: "other" },
      draft: "now",
      aside: "kept",
      attachments: [],
    });
    await page.until(() => input().value === "now");
    input().setSelectionRange(0, 0);
    const seen: string[] = [];
    while (press("ArrowUp")[0] === true) {
      seen.push(input().value);
    }
    assert.deepEqual(seen, ["kept", "Elsewhere", "Second\nline", "First"]);
    press("Escape");
    assert.equal(input().value, "now");
  });
});
