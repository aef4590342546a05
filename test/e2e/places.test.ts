import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { saying } from "../emulator/scenarios/say.ts";
import { castorWindow } from "./support/castorWindow.ts";
import { eventually } from "./support/eventually.ts";
import { questions } from "./support/sent.ts";

const answer = `Only the last function changes, in \`scripts/moon.py\`:

\`\`\`python
def nights_until_full(moment: datetime) -> int:
    # Never negative.
    return round((SYNODIC_MONTH / 2 - phase_at(moment).age) % SYNODIC_MONTH)
\`\`\`
`;

/** Makes a repository of the folder, with one change in it. */
async function commitAll(folder: string): Promise<void> {
  const git = (...args: readonly string[]) => execFileSync("git", [...args], { cwd: folder });
  git("init", "--quiet");
  git("add", ".");
  git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "Begin");
  await appendFile(path.join(folder, "package.json"), "\n");
  await writeFile(path.join(folder, "depths.md"), "# Depths\n");
}

describe("The places that code of an answer goes to", () => {
  const window = castorWindow({ settings: { "files.autoSave": "off" }, prepare: commitAll });
  const lens = (text: string) =>
    window.workbench.editor
      .locator(".codelens-decoration a, .codelens-decoration span", { hasText: text })
      .last();

  it("are offered calmly in a narrow panel, and to keys", async () => {
    const { workbench, chat, emulator } = window;
    emulator.scenario(saying(answer));
    await chat.converse("Shorter, please.");
    const more = chat.answer.getByRole("button", { name: "More for This Code" });
    const newFile = chat.answer.getByRole("button", { name: "New File" });
    await workbench.narrowSideBar(250);
    await more.waitFor();
    await newFile.waitFor({ state: "hidden" });
    await workbench.screenshot("code-narrow");
    await chat.answer.getByRole("button", { name: "Insert at Cursor" }).focus();
    await workbench.page.keyboard.press("Tab");
    await workbench.page.keyboard.press("Enter");
    const replace = workbench.panel.getByRole("menuitem", { name: "Replace Selection" });
    await replace.and(workbench.panel.locator(":focus")).waitFor();
    await workbench.screenshot("code-menu");
    assert.deepEqual(await workbench.axe(), []);
    await workbench.page.keyboard.press("Escape");
    await replace.waitFor({ state: "hidden" });
    await more.and(workbench.panel.locator(":focus")).waitFor();
  });

  it("are its file and its function, where what changes is shown line by line", async () => {
    const { workbench, chat, editor } = window;
    await chat.answer.getByRole("button", { name: "Apply to File" }).click();
    await workbench.tab("moon.py").waitFor();
    await lens("Accept").waitFor();
    const both = await editor.text();
    assert.match(both, /age = phase_at\(moment\)\.age/);
    assert.match(both, /# Never negative\./);
    await workbench.screenshot("code-applied");
    await lens("Accept").click();
    await lens("Accept").waitFor({ state: "hidden" });
    await eventually(
      () => editor.text(),
      (text) => !text.includes("age = phase_at(moment).age") && text.includes("# Never negative."),
    );
    await workbench.page.keyboard.press("Control+Z");
    await eventually(
      () => editor.text(),
      (text) => text.includes("age = phase_at(moment).age") && !text.includes("# Never negative."),
    );
  });

  it("are asked for where no line shows them", async () => {
    const { workbench, chat, emulator, editor } = window;
    emulator.scenario(saying("In `main.ts`:\n\n```ts\nexport const answer = () => 42;\n```\n"));
    await chat.converse("Something new.");
    await chat.answer.getByRole("button", { name: "Apply to File" }).click();
    await workbench.tab("main.ts").waitFor();
    const question = await workbench.notification("Nothing in src/main.ts shows where this code belongs.");
    await workbench.screenshot("code-no-place");
    await question.getByRole("button", { name: "Add at the End" }).click();
    await lens("Accept").waitFor();
    await eventually(
      () => editor.text(),
      (text) => text.trimEnd().endsWith("export const answer = () => 42;"),
    );
    await workbench.screenshot("code-at-the-end");
  });

  it("are the cursor's, for what was copied and is pasted as something else", async () => {
    const { workbench, emulator, editor } = window;
    await workbench.openFile("depths.md");
    await workbench.page.evaluate(() =>
      navigator.clipboard.writeText("Channel\tDepth\nNorth\t6.1\nSouth\t4.8"),
    );
    emulator.scenario(saying("| Channel | Depth |\n| --- | --- |\n| North | 6.1 |\n| South | 4.8 |"));
    await workbench.runCommand("Castor: Paste as");
    await workbench.quick.box.waitFor();
    await workbench.page.locator(".quick-input-list-row", { hasText: "Markdown Table" }).waitFor();
    await workbench.screenshot("paste-kinds");
    await workbench.quickInput("Markdown Table");
    await lens("Accept").waitFor();
    await workbench.screenshot("paste-table");
    await eventually(
      () => editor.text(),
      (text) => text.includes("| North | 6.1 |"),
    );
    await workbench.page.keyboard.press("Control+Z");
    await eventually(
      () => editor.text(),
      (text) => !text.includes("North"),
    );
    assert.match(JSON.stringify(questions(emulator).at(-1)?.json), /Channel\\tDepth/);
  });

  it("are the input of the Source Control view, for a commit message", async () => {
    const { workbench, emulator } = window;
    emulator.scenario("pace tokens=20");
    await workbench.runCommand("Source Control: Focus on Changes View");
    const button = workbench.page.getByRole("button", { name: "Write Commit Message" });
    await button.waitFor();
    await workbench.screenshot("commit-button");
    await button.click();
    const input = workbench.page.locator(".scm-editor .view-lines");
    await input.filter({ hasText: /Change\spackage\.json/ }).waitFor();
    await input.filter({ hasText: /1\slines\sadded,\s0\sremoved/ }).waitFor();
    await button.waitFor();
    await workbench.screenshot("commit-message");
    const [request] = questions(emulator);
    assert.match(JSON.stringify(request?.json), /diff --git a\/package\.json/);
  });
});
