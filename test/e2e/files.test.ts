import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Locator } from "playwright-core";
import { sample } from "./support/attachments.ts";
import { castorWindow } from "./support/castorWindow.ts";
import { eventually } from "./support/eventually.ts";
import { theQuestion } from "./support/sent.ts";

/** A player's state in which there is a picture or a sound at its place: HTML, `readyState`. */
const HAVE_CURRENT_DATA = 2;

describe("From a file to an answer", () => {
  const castor = castorWindow({ settings: { "files.simpleDialog.enable": true } });

  it("text, found by # in the message", async () => {
    await castor.files.complete("moon", "scripts/moon.py");
    await castor.files.ready("moon.py").waitFor();
    await castor.chat.converse("What does it compute?");
    await castor.chat.answer
      .getByText(
        /moon\.py: A text of 44 lines and \d+ words; it begins: “"""The phase of the moon, for the night/,
      )
      .waitFor();
    await castor.chat.messages.nth(-2).getByRole("button", { name: "moon.py" }).waitFor();
    await castor.workbench.screenshot("files-text");
  });

  it("an image that was pasted", async () => {
    const bytes = await sample("../images/sunset.jpg", "image/jpeg", "sunset.jpg");
    await castor.chat.input.focus();
    await castor.files.paste([bytes]);
    await castor.files.ready("sunset.jpg").waitFor();
    await castor.chat.converse("What is on it?");
    await castor.chat.answer.getByText(/A JPEG image of 80 × 48 pixels, mostly orange and purple/).waitFor();
    await castor.workbench.screenshot("files-image");
  });

  it("an image that Gemini does not take, from the workspace: it becomes a PNG, and its picture is shown", async () => {
    const bitmap = await sample("../images/tile.bmp", "image/bmp");
    await writeFile(path.join(castor.folder, "images/tile.bmp"), bitmap.bytes);
    await castor.files.complete("tile", "images/tile.bmp", "tile.png");
    await castor.files.ready("tile.png").locator(".attachment-picture").waitFor();
    await castor.workbench.screenshot("files-converted");
    await castor.chat.converse("And on this?");
    await castor.chat.answer.getByText(/A PNG image of 24 × 16 pixels, mostly blue and grey/).waitFor();
  });

  it("a recording that was dropped", async () => {
    await castor.files.drop([await sample("tones.wav", "audio/wav")]);
    await castor.files.ready("tones.wav").waitFor();
    await castor.chat.converse("How loud is it?");
    await castor.chat.answer
      .getByText(/A WAV recording of 4\.0 seconds: PCM, 8000 Hz, mono, 128 kbit\/s/)
      .waitFor();
    await castor.chat.answer.getByText(/-13\.9 dBFS on average with peaks at -6\.0 dBFS/).waitFor();
    await castor.workbench.screenshot("files-audio");
  });

  it("a recording is played, and a time in the answer leads to its place", async () => {
    const turn = castor.chat.messages.nth(-2);
    await turn.getByRole("button", { name: "Play tones.wav" }).click();
    await plays(turn.locator("audio"));
    await leadsTo(turn.locator("audio"), 2);
    assert.deepEqual(refusedByPolicy(), []);
  });

  it("a video of the workspace, dragged from the Explorer", async () => {
    await castor.workbench.runCommand("Castor: Move Chat to the Secondary Side Bar");
    const row = await castor.workbench.explorer.reveal("media/bug-recording.mp4");
    const from = await boxOf(row);
    const to = await boxOf(castor.chat.input);
    await castor.workbench.page.mouse.move(from.x + 60, from.y + 5);
    await castor.workbench.page.mouse.down();
    await castor.workbench.page.keyboard.down("Shift");
    await castor.workbench.page.mouse.move(to.x + 20, to.y - 100, { steps: 20 });
    await castor.workbench.page.mouse.move(to.x + 30, to.y - 120, { steps: 5 });
    await castor.workbench.screenshot("files-drag");
    await castor.workbench.page.mouse.up();
    await castor.workbench.page.keyboard.up("Shift");
    await castor.files.ready("bug-recording.mp4").waitFor();
    await castor.chat.converse("What goes wrong here?");
    await castor.chat.answer
      .getByText(/An MP4 video of [\d.]+ seconds and \d+ × \d+ pixels: H\.264/)
      .waitFor();
    await castor.workbench.screenshot("files-video");
  });

  it("a video is played in the conversation, and a time in the answer leads to its place", async () => {
    const turn = castor.chat.messages.nth(-2);
    await turn.getByRole("button", { name: "Play bug-recording.mp4" }).click();
    const player = turn.locator("video");
    await plays(player);
    const size = await player.evaluate((video: HTMLVideoElement) => [video.videoWidth, video.videoHeight]);
    assert.deepEqual(size, await sizeInAnswer());
    await leadsTo(player, 3);
    await castor.workbench.screenshot("files-video-played");
    assert.deepEqual(refusedByPolicy(), []);
  });

  it("a PDF from VS Code's own dialog", async () => {
    await castor.chat.button("Attach Files").click();
    // The dialog reads folders in its own time, and begins with one of its own: what is shown can be taken.
    const dialog = castor.workbench.page.locator(".quick-input-widget");
    await dialog.locator(".monaco-list-row").filter({ hasText: "docs" }).waitFor();
    await castor.workbench.quick.box.fill(`${castor.workbench.folder}/docs/`);
    await dialog.locator(".monaco-list-row").filter({ hasText: "tide-tables.pdf" }).click();
    await castor.files.ready("tide-tables.pdf").waitFor();
    await castor.chat.converse("When is high water?");
    await castor.chat.answer.getByText(/A PDF of \d+ pages? and \d+ words; it begins:/).waitFor();
    await castor.workbench.screenshot("files-pdf");
  });

  it("a chat about all of them, in which the last answer knows what every turn has brought", async () => {
    await castor.chat.converse("And which of these files was the longest?");
    const contents = theQuestion(castor.emulator).contents ?? [];
    const types = contents.flatMap(({ parts = [] }) =>
      parts.flatMap((part) => part.inlineData?.mimeType ?? []),
    );
    assert.deepEqual(types, ["image/jpeg", "image/png", "audio/wav", "video/mp4", "application/pdf"]);
    const facts = castor.chat.answer.getByRole("listitem");
    for (const fact of [
      /moon\.py: A text of 44 lines/,
      /A JPEG image of 80 × 48 pixels, mostly orange and purple/,
      /A WAV recording of 4\.0 seconds.* peaks at -6\.0 dBFS/,
      /An MP4 video of [\d.]+ seconds and \d+ × \d+ pixels/,
      /A PDF of \d+ pages? and \d+ words; it begins: “/,
    ]) {
      await facts.filter({ hasText: fact }).waitFor();
    }
    await castor.workbench.screenshot("files-chat");
  });

  it("a part of a video, looked at closely", async () => {
    await castor.workbench.runCommand("Castor: New Chat");
    await castor.files.complete("bug", "media/bug-recording.mp4");
    await castor.files.ready("bug-recording.mp4").waitFor();
    await castor.chat.button("Look at… (bug-recording.mp4)").click();
    await castor.files.field("From").fill("0:01");
    await castor.files.field("To").fill("0:03");
    await castor.files.field("Frames per second").fill("2");
    await castor.workbench.screenshot("files-range-asked");
    await castor.chat.button("Done").click();
    await castor.files
      .ready("bug-recording.mp4")
      .getByText(/^0:01–0:03 · 2 frames\/s/)
      .waitFor();
    await castor.chat.converse("What happens there?");
    const [video] = theQuestion(castor.emulator).contents?.at(-1)?.parts ?? [];
    assert.deepEqual(video?.videoMetadata, { startOffset: "1s", endOffset: "3s", fps: 2 });
    await castor.chat.answer.getByText(/; you asked about .*00:01.* to .*00:03/).waitFor();
    const turn = castor.chat.messages.nth(-2);
    await turn.getByText(/^0:01–0:03 · 2 frames\/s/).waitFor();
    await turn.getByRole("button", { name: "Play bug-recording.mp4" }).click();
    await eventually(
      () => stateOf(turn.locator("video")),
      ({ time }) => time >= 1,
    );
    await castor.workbench.screenshot("files-range");
  });

  it("one that vanishes between its chip and the question is named, and the other goes through", async () => {
    await castor.workbench.runCommand("Castor: New Chat");
    const file = path.join(castor.folder, "fleeting.txt");
    await writeFile(file, "Read at once, or never.\n");
    await castor.files.complete("fleeting", "fleeting.txt");
    await castor.files.complete("moon", "scripts/moon.py");
    await castor.files.ready("fleeting.txt").waitFor();
    await castor.files.ready("moon.py").waitFor();
    await rm(file);
    await castor.chat.converse("What do they say?");
    await castor.chat.problem.getByText("This was answered without fleeting.txt.").waitFor();
    await castor.chat.answer.getByText(/moon\.py: A text of 44 lines/).waitFor();
    const sent =
      theQuestion(castor.emulator)
        .contents?.at(-1)
        ?.parts?.map(({ text }) => text) ?? [];
    assert.equal(sent[0], "[The file fleeting.txt was here. It is no longer available.]");
    await castor.workbench.screenshot("files-one-vanished");
  });

  /** Waits until something is heard or seen of it, and pauses it. */
  async function plays(player: Locator): Promise<void> {
    await player.waitFor();
    await eventually(
      () => stateOf(player),
      ({ ready, time }) => ready >= HAVE_CURRENT_DATA && time > 0,
    );
    await player.evaluate((media: HTMLMediaElement) => media.pause());
  }

  /** Clicks on a time in the answer, which the player goes on from. */
  async function leadsTo(player: Locator, second: number): Promise<void> {
    const { time } = await stateOf(player);
    assert.ok(time < second, `It has come as far as ${time} already.`);
    await castor.chat.answer.getByRole("button", { name: `[00:0${second}]` }).click();
    await eventually(
      () => stateOf(player),
      (state) => state.time > second && !state.paused,
    );
    await player.evaluate((media: HTMLMediaElement) => media.pause());
  }

  /** Width and height, as the answer about a video names them. */
  async function sizeInAnswer(): Promise<readonly number[]> {
    const match = /(\d+) × (\d+) pixels/.exec(await castor.chat.answer.innerText());
    return [Number(match?.[1]), Number(match?.[2])];
  }

  function refusedByPolicy() {
    return castor.workbench.console.filter(({ text }) => text.includes("Content Security Policy"));
  }
});

function stateOf(player: Locator) {
  return player.evaluate(({ readyState, currentTime, paused }: HTMLMediaElement) => ({
    ready: readyState,
    time: currentTime,
    paused,
  }));
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  assert.ok(box);
  return box;
}
