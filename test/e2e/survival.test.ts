import assert from "node:assert/strict";
import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import { Chat } from "./support/chat.ts";
import { eventually } from "./support/eventually.ts";
import { textsIn } from "./support/files.ts";
import { createLastingProfile, launch, type LastingProfile } from "./support/launch.ts";
import { questions, theQuestion } from "./support/sent.ts";
import type { Workbench } from "./support/workbench.ts";

/** The last words of each of the emulator's answers. */
const lastWords = "no model has seen your words.";

describe("A conversation outlives its panel", () => {
  let emulator: Emulator;
  let profile: LastingProfile;
  let workbench: Workbench;
  let chat: Chat;
  before(async () => {
    emulator = await startEmulator({ keys: "none" });
    profile = await createLastingProfile();
    workbench = await launch({ emulator, profile, settings: { "castor.authentication": "none" } });
    await workbench.openCastor();
    chat = new Chat(workbench.panel);
  });
  beforeEach(() => emulator.reset());
  after(async () => {
    await workbench.close();
    await profile.remove();
    await emulator.close();
  });

  /** Waits until the words are on disk, where nothing that happens to the window can reach them. */
  const isKept = (words: string) =>
    eventually(
      () => textsIn(path.join(profile.folder, "User"), [".jsonl", ".txt"]),
      (texts) => texts.some((text) => text.includes(words)),
    );

  it("goes on writing while it is hidden", async () => {
    const goOn = emulator.hold(8);
    await chat.ask("Why does the sea have tides?");
    await chat.answer.getByText("You wrote 6 words").waitFor();
    const before = await chat.answer.innerText();
    await workbench.explorer.open();
    await chat.input.waitFor({ state: "detached" });
    goOn();
    await emulator.waitForRequest(({ finished }) => finished);
    await workbench.openCastor();
    await chat.answer.getByText("You wrote 6 words").waitFor();
    await chat.answered();
    assert.ok((await chat.answer.innerText()).length > before.length);
    await chat.answer.getByText(lastWords).waitFor();
    assert.equal(questions(emulator).length, 1);
  });

  it("keeps a draft while it is hidden", async () => {
    await chat.input.fill("Not yet finished");
    await workbench.explorer.open();
    await chat.input.waitFor({ state: "detached" });
    await workbench.openCastor();
    await draftIs(chat, "Not yet finished");
  });

  it("is the same in an editor tab, draft and all", async () => {
    await workbench.runCommand("Castor: Open Chat in an Editor Tab");
    const tab = new Chat(workbench.editorPanel);
    await tab.answer.getByText(lastWords).waitFor();
    await draftIs(tab, "Not yet finished");
    await tab.input.fill("Finished in the tab");
    await draftIs(chat, "Finished in the tab");
    await tab.input.press("Enter");
    await tab.answer.getByText("You wrote 4 words").waitFor();
    await chat.answer.getByText("You wrote 4 words").waitFor();
    await chat.answered();
    await draftIs(chat, "");
    await workbench.screenshot("survival-tab");
  });

  it("moves to the secondary side bar", async () => {
    await workbench.runCommand("Castor: Move Chat to the Secondary Side Bar");
    await eventually(
      async () => (await chat.input.boundingBox())?.x ?? 0,
      (x) => x > 700,
    );
    await chat.answer.getByText("You wrote 4 words").waitFor();
    await workbench.screenshot("survival-secondary-side-bar");
    await workbench.runCommand("Castor: Move Chat to the Primary Side Bar");
    await eventually(
      async () => (await chat.input.boundingBox())?.x ?? 0,
      (x) => x > 0 && x < 700,
    );
  });

  it("is there after a reload, with the draft", async () => {
    await chat.input.fill("To be sent tomorrow");
    await isKept("To be sent tomorrow");
    await workbench.reload();
    await chat.answer.getByText(lastWords).waitFor();
    // What stands above the panel's height comes a moment later.
    await chat.messages.nth(3).waitFor();
    assert.equal(await chat.messages.count(), 4);
    await draftIs(chat, "To be sent tomorrow");
  });

  it("keeps what had come of an answer that a reload broke off, and says so", async () => {
    emulator.scenario("stall after=8");
    await chat.ask("How high is high water?");
    await chat.answer.getByText("You wrote 5 words").waitFor();
    await isKept("You wrote 5 words");
    await workbench.reload();
    await chat.problem.getByText("The answer was broken off when the window closed.").waitFor();
    await chat.answer.getByText("You wrote 5 words").waitFor();
    await draftIs(chat, "");
    await workbench.screenshot("survival-interrupted");
  });

  it("takes an interrupted answer up again", async () => {
    await chat.problem.getByRole("button", { name: "Try Again" }).click();
    await chat.answer.getByText(lastWords).waitFor();
    await chat.problem.waitFor({ state: "detached" });
    assert.equal(await chat.messages.count(), 6);
  });

  it("is there after an update, and so is what an earlier version has kept in its own way", async () => {
    const storage = path.join(profile.folder, "User/workspaceStorage");
    const [workspace = ""] = await readdir(storage);
    const kept = path.join(storage, workspace, "castor.castor", "conversations");
    await mkdir(kept);
    await writeFile(path.join(kept, "old.json"), JSON.stringify(ofEarlierVersion));
    await workbench.reload();
    await chat.answer.getByText(lastWords).waitFor();
    await chat.messages.nth(5).waitFor();
    assert.equal(await chat.messages.count(), 6);
    await workbench.runCommand("Castor: Show Conversations…");
    await workbench.quick.pick("Why is the old pier crooked?");
    await chat.answer.getByText("It was built in a storm.").waitFor();
    assert.deepEqual(await readdir(kept), [], "the old file has gone");
    await chat.converse("And who built it?");
    const { contents = [] } = theQuestion(emulator);
    assert.deepEqual(contents[1], ofEarlierVersion.conversation.sources.a.content);
  });

  it("is found from a folder that was renamed and moved, and goes on there", async () => {
    await workbench.close();
    const moved = path.join(path.dirname(profile.workspace), "moved", "renamed");
    await mkdir(path.dirname(moved));
    await rename(profile.workspace, moved);
    profile = { ...profile, workspace: moved };
    workbench = await launch({ emulator, profile, settings: { "castor.authentication": "none" } });
    await workbench.openCastor();
    chat = new Chat(workbench.panel);
    await workbench.runCommand("Castor: Show Conversations…");
    await workbench.screenshot("survival-moved");
    await workbench.quick.pick("Why does the sea have tides?");
    await chat.answer.getByText(lastWords).waitFor();
    await chat.messages.nth(5).waitFor();
    assert.equal(await chat.messages.count(), 6);
    await chat.converse("What else do you know of it?");
    assert.equal(theQuestion(emulator).contents?.length, 7);
    await workbench.reload();
    await chat.answer.getByText("You wrote 7 words").waitFor();
    await chat.messages.nth(7).waitFor();
    assert.equal(await chat.messages.count(), 8);
  });
});

/** As version 0.0.1 wrote it: one file for a conversation, what a model has made in it as base64. */
const ofEarlierVersion = {
  version: 1,
  conversation: {
    transcript: {
      id: "0a4c5a52-5a5e-4d5b-8a39-4d1f7c1f6f10",
      turns: [
        { role: "user", id: "q", at: 1, parts: [{ type: "text", text: "Why is the old pier crooked?" }] },
        {
          role: "model",
          id: "a",
          at: 2,
          model: "gemini-3.8-flash",
          parts: [{ type: "text", text: "It was built in a storm." }],
          status: { type: "done", finishReason: "STOP" },
        },
      ],
    },
    sources: {
      q: { role: "user", prompt: [{ type: "text", text: "Why is the old pier crooked?" }] },
      a: {
        role: "model",
        model: "gemini-3.8-flash",
        content: {
          role: "model",
          parts: [
            { text: "It was built in a storm." },
            {
              inlineData: {
                mimeType: "image/png",
                data: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
              },
            },
          ],
        },
      },
    },
  },
};

async function draftIs(chat: Chat, text: string): Promise<void> {
  await eventually(
    () => chat.input.inputValue(),
    (value) => value === text,
  );
}
