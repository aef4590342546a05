import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { lastUserText } from "../emulator/request.ts";
import { castorWindow } from "./support/castorWindow.ts";
import { eventually } from "./support/eventually.ts";
import { startsWith } from "./support/quickInput.ts";
import { answerTo, theQuestion } from "./support/sent.ts";

/** Where a function of the sample workspace's src/tides.ts stands. */
const canPass = { first: 53, last: 55 };

const broken = `---
name: Broken One
does: dance
---
Dance.
`;

const regex = `---
name: Name the Waters
asks: Which sea?
---
Which waters of {{input}} would this {{language}} code be right for?

{{selection}}
`;

describe("Commands in files", () => {
  const window = castorWindow({
    settings: { "files.autoSave": "off" },
    prepare: async (folder) => {
      await mkdir(path.join(folder, ".castor/commands"), { recursive: true });
      await writeFile(path.join(folder, ".castor/commands/broken-one.md"), broken);
    },
  });

  /** What stands above the text that Castor writes. */
  function lens(text: string) {
    return window.workbench.editor
      .locator(".codelens-decoration a, .codelens-decoration span", { hasText: text })
      .last();
  }

  async function pick(label: string): Promise<void> {
    const row = window.workbench.quick.row(label);
    await row.waitFor();
    await row.click();
  }

  it("begin with a name, and are written in the editor", async () => {
    const { workbench } = window;
    await workbench.runCommand("Castor: New Custom Command…");
    await pick("For me, in every workspace");
    await workbench.page.getByText("What is the command called?").waitFor();
    await workbench.quickInput("Name the Waters…");
    await workbench.tab("name-the-waters.md").waitFor();
    await eventually(
      () => window.editor.text(),
      (text) => text.includes('name: "Name the Waters…"') && text.includes("{{selection}}"),
    );
    await workbench.screenshot("commands-template");
    await workbench.page.keyboard.press("Control+A");
    await workbench.page.keyboard.insertText(regex);
    await workbench.page.keyboard.press("Control+S");
    const file = path.join(workbench.profile, "User/globalStorage/castor.castor/prompts/name-the-waters.md");
    await eventually(
      () => readFile(file, "utf8"),
      (text) => text.includes("Which sea?"),
    );
  });

  it("are run from a list, ask their question, and are answered in the chat", async () => {
    const { workbench, editor, chat, emulator } = window;
    await workbench.openFile("tides.ts");
    await editor.selectLines(canPass.first, canPass.last);
    await answerTo(chat, async () => {
      await workbench.runCommand("Castor: Run Command…");
      await workbench.quick.row("Name the Waters").waitFor();
      await workbench.screenshot("commands-list");
      await pick("Name the Waters");
      await workbench.page.getByText("Which sea?").waitFor();
      await workbench.quickInput("the Baltic");
    });
    await chat.messages.nth(-2).getByText("Name the Waters: the Baltic").waitFor();
    await workbench.screenshot("commands-answer");
    const asked = lastUserText(theQuestion(emulator));
    assert.match(asked, /^Which waters of the Baltic would this typescript code be right for\?/);
    assert.match(asked, /```typescript\nexport function canPass\([^]*?\n}\n```$/);
  });

  it("are in the context menu, show what they change, and are accepted", async () => {
    const { workbench, editor } = window;
    await workbench.openFile("tides.ts");
    await editor.selectLines(canPass.first, canPass.last);
    await workbench.editor.locator(".cursor").first().click({ button: "right", force: true });
    const menu = workbench.page.locator(".monaco-menu");
    await menu.getByRole("menuitem", { name: "Castor" }).hover();
    const item = menu.getByRole("menuitem", { name: startsWith("Document This") });
    await item.waitFor();
    await workbench.screenshot("commands-menu");
    await item.hover();
    await workbench.page.keyboard.press("Enter");
    await lens("Accept All").waitFor();
    await workbench.screenshot("commands-document");
    await lens("Accept All").click();
    await lens("Accept All").waitFor({ state: "hidden" });
    await eventually(
      () => editor.text(),
      (text) => text.includes("// From the offline emulator: Document this code"),
    );
    await workbench.runCommand("File: Revert File");
  });

  it("say where one is wrong, and the lightbulb there fixes it", async () => {
    const { workbench } = window;
    await workbench.runCommand("Castor: Run Command…");
    const row = workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: "broken-one.md" });
    await row.getByText("broken-one.md, line 3: “dance” is nothing that does can be.").waitFor();
    await workbench.screenshot("commands-broken");
    await row.click();
    await workbench.tab("broken-one.md").waitFor();
    await workbench.editor.locator(".squiggly-error").waitFor();
    await workbench.page.keyboard.press("Control+.");
    const fix = workbench.page.locator(".action-widget").getByText("Fix This with Castor");
    await fix.waitFor();
    await workbench.screenshot("commands-lightbulb");
    await fix.click();
    await lens("Accept").waitFor();
    await workbench.screenshot("commands-fix");
    const asked = lastUserText(theQuestion(window.emulator));
    assert.match(
      asked,
      /Change the lines so: Fix this problem: Error: “dance” is nothing that does can be\./,
    );
    await workbench.runCommand("File: Revert File");
  });

  it("write tests into a file of the project's own kind", async () => {
    const { workbench, editor } = window;
    await workbench.openFile("tides.ts");
    await workbench.runCommand("Castor: Write Tests…");
    await workbench.page.getByText("What should be tested above all?").waitFor();
    await workbench.quickInput("");
    await workbench.tab("tides.test.ts").waitFor();
    await eventually(
      () => editor.text(),
      (text) => text.includes("return result"),
    );
    await workbench.screenshot("commands-tests");
    assert.match(lastUserText(theQuestion(window.emulator)), /new file `src\/tides\.test\.ts`/);
  });
});
