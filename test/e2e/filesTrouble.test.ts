import assert from "node:assert/strict";
import { readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { castorWindow } from "./support/castorWindow.ts";
import { eventually } from "./support/eventually.ts";
import { longRecording } from "./support/longRecording.ts";
import { questions, sentFiles, theQuestion, uploadCommand } from "./support/sent.ts";

const HOUR = 60 * 60_000;

/** The words of a chip whose file is neither at its beginning nor at its end. */
const underWay = /^[1-9]\d? %/;

describe("A file that needs an upload", () => {
  const castor = castorWindow({
    settings: { "castor.attachments.inlineLimit": 0 },
    prepare: (folder) => writeFile(path.join(folder, "long.wav"), longRecording(24)),
  });

  it("is uploaded, and the question waits for it", async () => {
    castor.emulator.scenario("upload-reset bytes=half");
    await castor.files.complete("long", "long.wav");
    await castor.files.uploading("long.wav").getByText(underWay).waitFor();
    await castor.chat.ask("What is said?");
    await castor.chat.answer.getByText(/Uploading long\.wav — \d+ %/).waitFor();
    await castor.workbench.screenshot("files-question-waits");
    await castor.chat.answered();
    await castor.chat.answer
      .getByText(/A WAV recording of [\d.]+ seconds: PCM, 8000 Hz.*in a file/s)
      .waitFor();
    assert.equal(sentFiles(theQuestion(castor.emulator)).length, 1);
  });

  it("is asked again when the server has forgotten it", async () => {
    castor.emulator.clock.advance(49 * HOUR);
    await castor.chat.converse("And how long is it?");
    await uploadCommand(castor.emulator, "finalize");
    await castor.chat.answer.getByText(/long\.wav: A WAV recording of [\d.]+ seconds/).waitFor();
    assert.equal(questions(castor.emulator).at(-1)?.status, 200);
    assert.equal(await castor.chat.problem.count(), 0);
  });

  it("tells the server when it is taken away halfway", async () => {
    await writeFile(path.join(castor.folder, "cancelled.wav"), longRecording(25));
    castor.emulator.scenario("upload-stall bytes=half");
    await castor.files.complete("cancelled", "cancelled.wav");
    await castor.files.uploading("cancelled.wav").getByText(underWay).waitFor();
    await castor.workbench.screenshot("files-uploading");
    await castor.files.remove("cancelled.wav");
    await uploadCommand(castor.emulator, "cancel");
  });

  it("tells the server when the question that waits for it is stopped", async () => {
    await writeFile(path.join(castor.folder, "stopped.wav"), longRecording(25));
    castor.emulator.scenario("upload-stall bytes=half");
    await castor.files.complete("stopped", "stopped.wav");
    await castor.chat.ask("What is said?");
    await castor.chat.answer.getByText(/Uploading stopped\.wav — [1-9]\d? %/).waitFor();
    await castor.chat.stopButton.click();
    await castor.chat.answer.getByText("Stopped.").waitFor();
    await uploadCommand(castor.emulator, "cancel");
    assert.deepEqual(questions(castor.emulator), []);
    await castor.workbench.screenshot("files-stopped");
    await castor.workbench.runCommand("Castor: New Chat");
  });

  it("leaves nothing behind when it was dropped, and is taken away while its bytes come", async () => {
    await castor.files.drop([{ name: "dropped.wav", type: "audio/wav", bytes: longRecording(12) }]);
    await castor.files.remove("dropped.wav");
    await eventually(
      () => readdir(castor.workbench.profile, { recursive: true }),
      (files) => files.every((file) => !file.endsWith(".part")),
    );
    assert.equal(await castor.files.chips.count(), 0);
  });

  it("is still there after a reload, and uploaded", async () => {
    await writeFile(path.join(castor.folder, "resumed.wav"), longRecording(26));
    castor.emulator.scenario("upload-stall bytes=half");
    await castor.files.complete("resumed", "resumed.wav");
    await castor.files.uploading("resumed.wav").getByText(underWay).waitFor();
    await castor.workbench.reload();
    await castor.files.ready("resumed.wav").waitFor();
    await uploadCommand(castor.emulator, "finalize");
    await castor.chat.converse("How loud is it?");
    await castor.chat.answer
      .getByText(/A WAV recording of [\d.]+ seconds: PCM, 8000 Hz.*in a file/s)
      .waitFor();
  });

  it("is PROCESSING for a while, which its chip says, and then ready", async () => {
    castor.emulator.scenario("file-processing polls=3");
    await castor.files.complete("voice", "media/voice-memo.mp3");
    await castor.files.processing("voice-memo.mp3").getByText("Processing…").waitFor();
    await castor.workbench.screenshot("files-processing");
    await castor.files.ready("voice-memo.mp3").waitFor();
    const states = castor.emulator.requests.filter(
      ({ method, path }) => method === "GET" && path.includes("/files/"),
    );
    assert.equal(states.length, 4);
    await castor.chat.converse("What is on it?");
    await castor.chat.answer.getByText(/An MP3 recording of [\d.]+ seconds.*in a file/s).waitFor();
  });

  it("says why when Gemini cannot make sense of it, and is tried again on request", async () => {
    castor.emulator.scenario("file-failed");
    await castor.files.complete("tide-tab", "docs/tide-tables.pdf");
    await castor.files.processing("tide-tables.pdf").waitFor();
    const chip = castor.files.failed("tide-tables.pdf");
    await chip.getByText(/Gemini could not process the file\..* The file failed to be processed\./).waitFor();
    await castor.workbench.screenshot("files-failed");
    await castor.chat.button("Retry tide-tables.pdf").click();
    await castor.files.ready("tide-tables.pdf").waitFor();
    await castor.chat.converse("When is high water?");
    await castor.chat.answer.getByText(/A PDF of \d+ pages? and \d+ words; it begins:/).waitFor();
  });

  it("says so when it has vanished before it is sent", async () => {
    await castor.workbench.runCommand("Castor: New Chat");
    const file = path.join(castor.folder, "vanishing.txt");
    await writeFile(file, "Gone before it was read.\n");
    castor.emulator.scenario("upload-stall bytes=half");
    await castor.files.complete("vanish", "vanishing.txt");
    await castor.files.uploading("vanishing.txt").waitFor();
    await rm(file);
    await castor.workbench.reload();
    await castor.files.failed("vanishing.txt").getByText("is no longer there").waitFor();
    await castor.workbench.screenshot("files-vanished");
  });
});
