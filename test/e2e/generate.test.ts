import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import { lastUserText, textOf } from "../emulator/request.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../host/temporaryFolder.ts";
import { eventually } from "./support/eventually.ts";
import { textsIn } from "./support/files.ts";
import { launch } from "./support/launch.ts";
import { questions, theQuestion } from "./support/sent.ts";
import { TextEditor } from "./support/textEditor.ts";
import { allThemes } from "./support/themes.ts";
import type { Workbench } from "./support/workbench.ts";

const file = "quay.py";
/** The cursor goes to the end of the line of four blanks. */
const cursor = { line: 5, column: 5 };
const original = `class Quay:
    def __init__(self, berths):
        self.berths = berths

    

    def is_full(self):
        return not self.berths
`;

const wish = "A function that counts free berths";
/** As the emulator answers, without its fence and at the cursor's depth. */
const generated = `# From the offline emulator: ${wish}
    def counts_free_berths(items):
        result = []
        for item in items:
            if item is not None:
                result.append(item)
        return result`;
const finished = original.replace("    \n", `    ${generated}\n`);

describe("Code written at the cursor", () => {
  let emulator: Emulator;
  let folder: string;
  let workbench: Workbench;
  let editor: TextEditor;
  before(async () => {
    emulator = await startEmulator({ keys: "none" });
    folder = await createTemporaryFolder("workspace");
    await writeFile(path.join(folder, file), original);
    // What the tests write is never saved, so that each can begin with the file as it was.
    const settings = { "castor.authentication": "none", "files.autoSave": "off" };
    workbench = await launch({ emulator, folder, settings });
    editor = new TextEditor(workbench);
  });
  beforeEach(async () => {
    emulator.reset();
    await workbench.openFile(file);
    await workbench.runCommand("File: Revert File");
    await textIs(original);
    await workbench.goTo(cursor.line, cursor.column);
  });
  after(async () => {
    await workbench.close();
    await removeTemporaryFolder(folder);
    await emulator.close();
  });

  function textIs(expected: string): Promise<string> {
    return eventually(
      () => editor.text(),
      (text) => text === expected,
    );
  }

  /** Waits until the text has come so far, but not to its end. */
  async function textHasBegun(): Promise<string> {
    const text = await eventually(
      () => editor.text(),
      (now) => now.includes("# From the offline"),
    );
    assert.ok(!text.includes("return result"), "it is seen while it is written");
    return text;
  }

  async function generate(): Promise<void> {
    await workbench.page.keyboard.press("Control+K");
    await workbench.page.keyboard.press("Control+G");
    await workbench.quickInput(wish);
  }

  /** What stands above the text that Castor writes. */
  function lens(text: string) {
    return workbench.editor
      .locator(".codelens-decoration a, .codelens-decoration span", { hasText: text })
      .last();
  }

  /** Waits until nothing of Castor's goes on any more: the lens says so, the server's connection is closed. */
  async function hungUp(): Promise<void> {
    await emulator.waitForRequest(({ closedEarly }) => closedEarly);
    await lens("Castor is writing").waitFor({ state: "hidden" });
  }

  it("asks what to write, and writes it while it comes", async () => {
    const goOn = emulator.hold(2);
    await workbench.page.keyboard.press("Control+K");
    await workbench.page.keyboard.press("Control+G");
    await workbench.page.getByText(`What should be written into ${file}?`).waitFor();
    await workbench.screenshot("generate-question");
    await workbench.quickInput(wish);
    await textHasBegun();
    await lens("Castor is writing").waitFor();
    await workbench.screenshot("generate-streaming");
    goOn();
    await textIs(finished);
    await lens("Accept").waitFor();
    await workbench.screenshot("generate-finished");
    await lens("Accept").click();
    await lens("Accept").waitFor({ state: "hidden" });
    await textIs(finished);
  });

  it("takes it back where it is discarded", async () => {
    await generate();
    await textIs(finished);
    // Only then is the lens the one that stays.
    await lens("Accept").waitFor();
    await lens("Discard").click();
    await textIs(original);
    await lens("Accept").waitFor({ state: "hidden" });
  });

  /** Asks for a change of lines 2 and 3. */
  async function editLines(instruction: string): Promise<void> {
    await editor.selectLines(2, 3);
    await workbench.page.keyboard.press("Control+K");
    await workbench.page.keyboard.press("Control+H");
    await workbench.page.getByText(`How should the selected code of ${file} change?`).waitFor();
    await workbench.quickInput(instruction);
  }

  it("changes selected lines as one wishes, and shows what goes and what comes", async () => {
    const goOn = emulator.hold(2);
    await editLines("Say what a berth is");
    await lens("Castor is writing").waitFor();
    goOn();
    const comment = "    # From the offline emulator: Say what a berth is\n";
    const init = "    def __init__(self, berths):\n";
    const berths = "        self.berths = berths\n";
    const lines = `class Quay:\n${init}${berths}`;
    const compared = `class Quay:\n${comment}${init}${berths}${berths.replace("\n", " # changed\n")}`;
    await textIs(original.replace(lines, compared));
    await lens("Accept All").waitFor();
    await editor.position.filter({ hasNotText: "selected" }).waitFor();
    for (const theme of allThemes) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`edit-compared-${theme}`);
    }
    await workbench.setTheme("dark");
    await lens("Discard This").click();
    await lens("Accept All").waitFor({ state: "hidden" });
    await textIs(original.replace(lines, `class Quay:\n${comment}${init}${berths}`));
    await lens("Accept").click();
    await lens("Accept").waitFor({ state: "hidden" });
    await workbench.page.keyboard.press("Control+Z");
    await textIs(original);
  });

  it("still waits to be decided about after a reload", async () => {
    await editLines("Say what a berth is");
    await lens("Accept All").waitFor();
    const compared = await editor.text();
    // What is not saved survives a reload from the moment that VS Code has put it aside.
    await eventually(
      () => textsIn(path.join(workbench.profile, "User")),
      (texts) => texts.some((text) => text.includes(compared)),
    );
    await workbench.reload();
    await lens("Accept All").waitFor();
    await textIs(compared);
    await workbench.screenshot("edit-reloaded");
    // By its command: a lens is dead while VS Code, still at its start, asks for it anew.
    await workbench.runCommand("Castor: Discard Changes");
    await textIs(original);
    await lens("Accept All").waitFor({ state: "hidden" });
  });

  it("keeps the lines that an answer did not come to", async () => {
    emulator.scenario("finish reason=MAX_TOKENS after=half");
    await editLines("Say what a berth is");
    await workbench.notification("The answer reached the longest length the model may write.");
    await lens("Accept").waitFor();
    await workbench.screenshot("edit-cut");
    await lens("Accept").click();
    await lens("Accept").waitFor({ state: "hidden" });
    const text = await editor.text();
    assert.ok(text.startsWith("class Quay:\n    # From the"), text);
    assert.ok(text.endsWith(original.slice("class Quay:\n".length)), text);
  });

  it("is suggested as grey text by a key, and taken over by Tab", async () => {
    await workbench.page.keyboard.press("Control+K");
    await workbench.page.keyboard.press("Control+Space");
    await workbench.editor.locator(".ghost-text-decoration, .ghost-text").first().waitFor();
    await workbench.screenshot("suggested");
    // Grey text is none of the file's.
    await workbench.tab(file).and(workbench.page.locator(":not(.dirty)")).waitFor();
    await workbench.page.keyboard.press("Tab");
    await workbench.tab(file).and(workbench.page.locator(".dirty")).waitFor();
    await workbench.editor
      .locator(".ghost-text-decoration, .ghost-text")
      .first()
      .waitFor({ state: "hidden" });
    await eventually(
      () => editor.text(),
      (text) => text.includes("    return result\n"),
    );
  });

  it("tells the model the file, the place and the wish", async () => {
    await generate();
    await textIs(finished);
    const request = theQuestion(emulator);
    assert.match(lastUserText(request), /`quay\.py` \(python\)/);
    assert.match(lastUserText(request), /self\.berths = berths\n\n {4}<<<CURSOR>>>\n\n {4}def is_full/);
    assert.match(lastUserText(request), new RegExp(`Write this: ${wish}$`));
    assert.match(textOf(request.systemInstruction), /Indent with 4 spaces/);
  });

  it("is taken back by one undo, and brought back by one redo", async () => {
    await generate();
    await textIs(finished);
    await workbench.page.keyboard.press("Control+Z");
    await textIs(original);
    await workbench.page.keyboard.press("Control+Y");
    await textIs(finished);
  });

  it("stops at Escape, keeps what has come, and hangs up", async () => {
    emulator.scenario("stall after=2");
    await generate();
    const kept = await textHasBegun();
    await workbench.page.keyboard.press("Escape");
    await hungUp();
    assert.ok((await editor.text()).startsWith(kept.split("\n").slice(0, cursor.line).join("\n")));
    await workbench.screenshot("generate-stopped");
    await workbench.page.keyboard.press("Control+Z");
    await textIs(original);
  });

  it("stops by the lens above it", async () => {
    emulator.scenario("stall after=2");
    await generate();
    await textHasBegun();
    await lens("Stop").click();
    await hungUp();
    assert.match(await editor.text(), /# From the offline/);
  });

  it("goes on in its place while the person types elsewhere", async () => {
    const goOn = emulator.hold(2);
    await generate();
    await textHasBegun();
    await workbench.page.keyboard.press("Control+Home");
    await workbench.page.keyboard.type("# Mine");
    await workbench.page.keyboard.press("Enter");
    goOn();
    await textIs(`# Mine\n${finished}`);
  });

  it("ends when its file is closed", async () => {
    emulator.scenario("stall after=2");
    await generate();
    await textHasBegun();
    await workbench.runCommand("View: Close Editor");
    const dialog = await workbench.dialog(`Do you want to save the changes you made to ${file}?`);
    await dialog.getByRole("button", { name: "Don't Save" }).click();
    await hungUp();
  });

  it("says how long it waits for the server, and can be stopped meanwhile", async () => {
    emulator.scenario("rate-limit seconds=45");
    await generate();
    const words = /Too many requests to gemini-flash-latest in the last minute\. Trying again in \d+ s\./;
    await workbench.editor.locator(".codelens-decoration", { hasText: words }).waitFor();
    await workbench.screenshot("generate-waiting");
    await workbench.page.keyboard.press("Escape");
    await lens("Stop").waitFor({ state: "hidden" });
    assert.equal(await editor.text(), original);
    assert.equal(questions(emulator).length, 1);
  });

  it("says what is wrong, and what to do, when the server refuses", async () => {
    emulator.scenario("invalid-key");
    await generate();
    const notification = await workbench.notification("does not accept the API key.");
    await notification.getByRole("button", { name: "Set API Key" }).waitFor();
    await workbench.screenshot("generate-refused");
    assert.equal(await editor.text(), original);
  });
});
