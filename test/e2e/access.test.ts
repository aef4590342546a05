import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import { Chat } from "./support/chat.ts";
import { eventually } from "./support/eventually.ts";
import { launch } from "./support/launch.ts";
import { allThemes } from "./support/themes.ts";
import type { Workbench } from "./support/workbench.ts";

describe("Everybody can use it", () => {
  let emulator: Emulator;
  let workbench: Workbench;
  let chat: Chat;
  before(async () => {
    emulator = await startEmulator({ keys: "none" });
    workbench = await launch({ emulator });
    await workbench.openCastor();
    chat = new Chat(workbench.panel);
  });
  after(async () => {
    await workbench.close();
    await emulator.close();
  });

  async function removeKey(): Promise<void> {
    await workbench.runCommand("Castor: Remove API Key");
    const dialog = await workbench.dialog("Remove the API key");
    await dialog.getByRole("button", { name: "Remove" }).click();
  }

  for (const theme of allThemes) {
    it(`has an accessible welcome in ${theme}`, async () => {
      await workbench.setTheme(theme);
      if (theme !== allThemes[0]) await removeKey();
      await workbench.panel.getByRole("heading", { name: "Bring your Gemini key" }).waitFor();
      assert.deepEqual(await workbench.axe(), []);
      await workbench.screenshot(`access-welcome-${theme}`);
    });

    it(`has an accessible conversation in ${theme}`, async () => {
      await workbench.panel.getByRole("button", { name: "Set API Key" }).click();
      await workbench.quickInput("any-key");
      await workbench.panel.getByRole("heading", { name: "Ask Gemini" }).waitFor();
      await chat.converse("What is spring tide?");
      emulator.scenario("blocked-prompt");
      await chat.converse("Something forbidden");
      emulator.scenario("rate-limit seconds=200");
      await chat.ask("Are you busy?");
      await chat.problem.getByRole("timer").waitFor();
      await workbench.screenshot(`access-problems-${theme}`);

      await workbench.panel.locator("summary", { hasText: "Thoughts" }).click();
      await workbench.panel.getByText("I look for what is asked.").waitFor();
      assert.deepEqual(await workbench.axe(), []);
      await workbench.screenshot(`access-conversation-${theme}`);
      await workbench.runCommand("Castor: New Chat");
      await workbench.panel.getByRole("heading", { name: "Ask Gemini" }).waitFor();
    });
  }

  it("is opened, asked and read by the keyboard alone", async () => {
    const { keyboard } = workbench.page;
    await workbench.explorer.open();
    await keyboard.press("F1");
    await keyboard.type(">Castor: Set API Key");
    await keyboard.press("Enter");
    await workbench.quick.box.and(workbench.page.locator("[type=password]")).waitFor();
    await keyboard.type("any-key");
    await keyboard.press("Enter");
    await chat.focusedInput.waitFor();
    for (const question of ["What is spring tide?", "And neap tide?"]) {
      await keyboard.type(question);
      await keyboard.press("Enter");
      await chat.answer.getByText(question, { exact: true }).waitFor();
      await chat.answered();
    }

    await keyboard.press("F1");
    await keyboard.type(">Castor: Focus the Last Message");
    await keyboard.press("Enter");
    await focused("Gemini, message 4 of 4");
    await keyboard.press("ArrowUp");
    await focused("You, message 3 of 4");
    await keyboard.press("Home");
    await focused("You, message 1 of 4");
    await keyboard.press("ArrowDown");
    await focused("Gemini, message 2 of 4");
    await workbench.screenshot("access-focus");
    await keyboard.press("Tab");
    await workbench.panel.locator("summary:focus").waitFor();
    await keyboard.press("Escape");
    await chat.focusedInput.waitFor();
    await keyboard.press("Shift+Tab");
    await chat.button("Jump to latest").and(workbench.panel.locator(":focus")).waitFor();
    await keyboard.press("Enter");
    await focused("Gemini, message 4 of 4");
    await keyboard.press("Escape");
    await chat.focusedInput.waitFor();
  });

  const focused = (name: string) =>
    workbench.panel
      .getByRole("article", { name, exact: true })
      .and(workbench.panel.locator(":focus"))
      .waitFor();

  it("tells a screen reader how an answer goes, once each", async () => {
    await chat.converse("How do tides reach a harbour?");
    await workbench.panel
      .getByRole("status")
      .getByText(/^Response complete, \d+ words$/)
      .waitFor();
    emulator.scenario("blocked-prompt");
    await chat.converse("Something forbidden");
    await workbench.panel.getByRole("alert").getByText("Gemini refused the question.").waitFor();
  });

  it("fits a narrow side bar", async () => {
    await chat.converse("What is spring tide?");
    const { mouse } = workbench.page;
    const sash = await sideBarSash();
    await mouse.move(sash.x, sash.y);
    await mouse.down();
    await mouse.move(sash.x - 60, sash.y, { steps: 4 });
    await mouse.up();
    const body = workbench.panel.locator("body");
    await eventually(
      () => body.evaluate(({ clientWidth }) => clientWidth),
      (width) => width < 260,
    );
    assert.deepEqual(await body.evaluate(overflowing), []);
    assert.deepEqual(await workbench.axe(), []);
    await workbench.screenshot("access-narrow");
  });

  it("fits a wide tab", async () => {
    await workbench.runCommand("Castor: Open Chat in an Editor Tab");
    const body = workbench.editorPanel.locator("body");
    await new Chat(workbench.editorPanel).answer.getByText("Your question, read back").waitFor();
    assert.deepEqual(await body.evaluate(overflowing), []);
    assert.deepEqual(await workbench.axe(workbench.editorPanel), []);
    await workbench.screenshot("access-wide");
  });

  /** Where the side bar's width is changed with the mouse. */
  async function sideBarSash(): Promise<{ readonly x: number; readonly y: number }> {
    const box = await workbench.page.locator(".part.sidebar").boundingBox();
    assert.ok(box, "The side bar is not there.");
    return { x: box.x + box.width + 1, y: box.y + box.height / 2 };
  }
});

/** Elements that reach out of the page sideways without being in something that scrolls. */
function overflowing(body: HTMLElement): readonly string[] {
  return [...body.querySelectorAll<HTMLElement>(".composer *, .turn > *, .problem *, .turn-footer *")]
    .filter((element) => element.checkVisibility({ contentVisibilityAuto: true }))
    .filter((element) => element.getBoundingClientRect().right > body.clientWidth + 1)
    .filter((element) => element.closest("pre, .md-table, .visually-hidden") === null)
    .map((element) => element.outerHTML.slice(0, 120));
}
