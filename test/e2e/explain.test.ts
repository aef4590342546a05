import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import { lastUserText } from "../emulator/request.ts";
import { Chat } from "./support/chat.ts";
import { launch } from "./support/launch.ts";
import { startsWith } from "./support/quickInput.ts";
import { answerTo, questions, theQuestion } from "./support/sent.ts";
import { TextEditor } from "./support/textEditor.ts";
import type { Workbench } from "./support/workbench.ts";

/** Where the functions of the sample workspace's src/tides.ts stand. */
const heightAt = { first: 31, last: 36 };
const canPass = { first: 53, last: 55 };

describe("Explaining code", () => {
  let emulator: Emulator;
  let workbench: Workbench;
  let editor: TextEditor;
  let chat: Chat;
  before(async () => {
    emulator = await startEmulator({ keys: "none" });
    workbench = await launch({ emulator, settings: { "castor.authentication": "none" } });
    editor = new TextEditor(workbench);
    chat = new Chat(workbench.panel);
    await workbench.openFile("tides.ts");
  });
  beforeEach(() => emulator.reset());
  after(async () => {
    await workbench.close();
    await emulator.close();
  });

  function chip(label: string): Locator {
    return chat.messages.nth(-2).getByRole("button", { name: label });
  }

  it("explains a selection from the editor's context menu, while the answer streams", async () => {
    const goOn = emulator.hold(8);
    await editor.selectLines(heightAt.first, heightAt.last);
    await workbench.editorContextMenu("Explain Selection");
    await chip("tides.ts:31–36").waitFor();
    await chat.answer.getByText("You sent 6 lines of typescript").waitFor();
    assert.equal(await chat.answer.getAttribute("aria-busy"), "true", "it is read before it is complete");
    await workbench.screenshot("explain-streaming");
    goOn();
    await chat.answered();
    await workbench.screenshot("explain-selection");
  });

  it("leaves the cursor in the code", async () => {
    await workbench.editor.and(workbench.page.locator(".focused")).waitFor();
  });

  it("sends the code with its file, language and surroundings", async () => {
    await editor.selectLines(heightAt.first, heightAt.last);
    await answerTo(chat, () => workbench.editorContextMenu("Explain Selection"));
    const text = lastUserText(theQuestion(emulator));
    assert.match(text, /^Explain this code from `src\/tides\.ts` \(typescript\)/);
    assert.match(text, /```typescript\nexport function heightAt\([^]*?\n}\n```/);
    assert.match(text, /Before it stands:[^]*const meanLevel = 2\.9;/);
    assert.match(text, /After it stands:[^]*export function extremes\(/);
  });

  it("jumps back to the code and selects it when its chip is clicked", async () => {
    await workbench.openFile("moon.py");
    await chip("tides.ts:31–36").click();
    await workbench.tab("tides.ts").waitFor();
    await editor.position.filter({ hasText: /Ln 36, Col 2 \(\d+ selected\)/ }).waitFor();
    await workbench.screenshot("explain-jumped-back");
  });

  it("explains the function around the cursor by the keyboard alone", async () => {
    await workbench.goTo(canPass.first + 1, 5);
    // The editor names the symbol the cursor is in as soon as the language is understood.
    await workbench.page.locator(".breadcrumbs-control").getByText("canPass").waitFor();
    await answerTo(chat, async () => {
      await workbench.page.keyboard.press("Control+K");
      await workbench.page.keyboard.press("Control+E");
    });
    await chip(`tides.ts:${canPass.first}–${canPass.last}`).waitFor();
    assert.match(
      lastUserText(theQuestion(emulator)),
      /```typescript\nexport function canPass\([^]*?\n}\n```/,
    );
    await chat.answer.getByText("It defines canPass.").waitFor();
  });

  it("offers itself in the lightbulb of a selection", async () => {
    await editor.selectLines(canPass.first, canPass.last);
    await workbench.page.keyboard.press("Control+.");
    const menu = workbench.page.locator(".action-widget");
    const offer = menu.getByRole("option", { name: startsWith("Explain with Castor") });
    await offer.waitFor();
    await workbench.screenshot("explain-lightbulb");
    await answerTo(chat, () => offer.click());
    assert.match(lastUserText(theQuestion(emulator)), /export function canPass\(/);
  });

  it("says what to do when no text is open", async () => {
    await workbench.openFile("lighthouse.png");
    await workbench.runCommand("Castor: Explain Selection");
    await workbench.notification("Open a file and select the code to explain, or put the cursor into it.");
    await workbench.screenshot("explain-without-editor");
    assert.deepEqual(questions(emulator), []);
  });
});
