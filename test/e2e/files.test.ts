import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Locator } from "playwright-core";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import { Attachments, sample } from "./support/attachments.ts";
import { Chat } from "./support/chat.ts";
import { eventually } from "./support/eventually.ts";
import { launch } from "./support/launch.ts";
import { questions, theQuestion } from "./support/sent.ts";
import type { Workbench } from "./support/workbench.ts";

describe("From a file to an answer", () => {
  let emulator: Emulator;
  let workbench: Workbench;
  let chat: Chat;
  let files: Attachments;
  before(async () => {
    emulator = await startEmulator({ keys: "none" });
    workbench = await launch({
      emulator,
      settings: { "castor.authentication": "none", "files.simpleDialog.enable": true },
    });
    await workbench.openCastor();
    chat = new Chat(workbench.panel);
    files = new Attachments(workbench.panel);
  });
  beforeEach(() => emulator.reset());
  after(async () => {
    await workbench.close();
    await emulator.close();
  });

  it("text, found by # in the message", async () => {
    await files.complete("moon", "scripts/moon.py");
    await files.ready("moon.py").waitFor();
    await chat.converse("What does it compute?");
    const [text] = theQuestion(emulator).contents?.at(-1)?.parts ?? [];
    assert.match(text?.text ?? "", /^moon\.py:\n\n/);
    await chat.messages.nth(-2).getByRole("button", { name: "moon.py" }).waitFor();
    await workbench.screenshot("files-text");
  });

  it("an image that was pasted", async () => {
    const bytes = await sample("../images/sunset.jpg", "image/jpeg", "sunset.jpg");
    await chat.input.focus();
    await files.paste([bytes]);
    await files.ready("sunset.jpg").waitFor();
    await chat.converse("What is on it?");
    await chat.answer.getByText(/A JPEG image of 80 × 48 pixels, mostly orange and purple/).waitFor();
    await workbench.screenshot("files-image");
  });

  it("an image that Gemini does not take, from the workspace: it becomes a PNG, and its picture is shown", async () => {
    const bitmap = await sample("../images/tile.bmp", "image/bmp");
    await writeFile(path.join(workbench.folder, "images/tile.bmp"), bitmap.bytes);
    await files.complete("tile", "images/tile.bmp", "tile.png");
    await files.ready("tile.png").locator(".attachment-picture").waitFor();
    await workbench.screenshot("files-converted");
    await chat.converse("And on this?");
    await chat.answer.getByText(/A PNG image of 24 × 16 pixels, mostly blue and grey/).waitFor();
  });

  it("a recording that was dropped", async () => {
    await files.drop([await sample("tones.wav", "audio/wav")]);
    await files.ready("tones.wav").waitFor();
    await chat.converse("How loud is it?");
    await chat.answer.getByText(/A WAV recording of 4\.0 seconds: PCM, 8000 Hz, mono, 128 kbit\/s/).waitFor();
    await chat.answer.getByText(/-13\.9 dBFS on average with peaks at -6\.0 dBFS/).waitFor();
    await workbench.screenshot("files-audio");
  });

  it("a recording is played, and a time in the answer leads to its place", async () => {
    const turn = chat.messages.nth(-2);
    await turn.getByRole("button", { name: "Play tones.wav" }).click();
    const player = turn.locator("audio");
    await player.waitFor();
    await eventually(
      () => player.evaluate((audio: HTMLAudioElement) => audio.readyState),
      (state) => state > 0,
    );
    await player.evaluate((audio: HTMLAudioElement) => audio.pause());
    await chat.answer.getByRole("button", { name: "[00:02]" }).click();
    await eventually(
      () => player.evaluate((audio: HTMLAudioElement) => audio.currentTime),
      (time) => time >= 2,
    );
    const refused = workbench.console.filter(({ text }) => text.includes("Content Security Policy"));
    assert.deepEqual(refused, []);
  });

  it("a video of the workspace, dragged from the Explorer", async () => {
    await workbench.runCommand("Castor: Move Chat to the Secondary Side Bar");
    const row = await workbench.explorer.reveal("media/bug-recording.mp4");
    const from = await boxOf(row);
    const to = await boxOf(chat.input);
    await workbench.page.mouse.move(from.x + 60, from.y + 5);
    await workbench.page.mouse.down();
    await workbench.page.keyboard.down("Shift");
    await workbench.page.mouse.move(to.x + 20, to.y - 100, { steps: 20 });
    await workbench.page.mouse.move(to.x + 30, to.y - 120, { steps: 5 });
    await workbench.screenshot("files-drag");
    await workbench.page.mouse.up();
    await workbench.page.keyboard.up("Shift");
    await files.ready("bug-recording.mp4").waitFor();
    await chat.converse("What goes wrong here?");
    await chat.answer.getByText(/An MP4 video of [\d.]+ seconds and \d+ × \d+ pixels: H\.264/).waitFor();
    await workbench.screenshot("files-video");
  });

  it("a PDF from VS Code's own dialog", async () => {
    await chat.button("Attach Files").click();
    await workbench.quick.box.fill(`${workbench.folder}/docs/`);
    // The dialog reads the folder in its own time: what is shown can be taken.
    const dialog = workbench.page.locator(".quick-input-widget");
    await dialog.locator(".monaco-list-row").filter({ hasText: "tide-tables.pdf" }).click();
    await files.ready("tide-tables.pdf").waitFor();
    await chat.converse("When is high water?");
    await chat.answer.getByText(/A PDF of \d+ pages? and \d+ words; it begins:/).waitFor();
    await workbench.screenshot("files-pdf");
  });

  it("one after the other, in one conversation", async () => {
    await chat.converse("And which of these files was the longest?");
    const contents = theQuestion(emulator).contents ?? [];
    const types = contents.flatMap(({ parts = [] }) =>
      parts.flatMap((part) => part.inlineData?.mimeType ?? []),
    );
    assert.deepEqual(types, ["image/jpeg", "image/png", "audio/wav", "video/mp4", "application/pdf"]);
    assert.equal(questions(emulator).length, 1);
  });
});

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  assert.ok(box);
  return box;
}
