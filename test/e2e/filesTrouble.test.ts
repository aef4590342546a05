import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import { makeWav } from "../fixtures/media/wav.ts";
import { Attachments, sample } from "./support/attachments.ts";
import { Chat } from "./support/chat.ts";
import { eventually } from "./support/eventually.ts";
import { launch } from "./support/launch.ts";
import { questions, theQuestion } from "./support/sent.ts";
import type { Workbench } from "./support/workbench.ts";

const HOUR = 60 * 60_000;

/** The words of a chip whose file is neither at its beginning nor at its end. */
const underWay = /^[1-9]\d? %/;

describe("Files that need an upload, or cannot be sent", () => {
  let emulator: Emulator;
  let workbench: Workbench;
  let chat: Chat;
  let files: Attachments;
  before(async () => {
    emulator = await startEmulator({ keys: "none" });
    workbench = await launch({
      emulator,
      settings: { "castor.authentication": "none", "castor.attachments.inlineLimit": 0 },
    });
    await writeFile(path.join(workbench.folder, "long.wav"), longRecording(24));
    await workbench.openCastor();
    chat = new Chat(workbench.panel);
    files = new Attachments(workbench.panel);
  });
  beforeEach(() => emulator.reset());
  after(async () => {
    await workbench.close();
    await emulator.close();
  });

  /** The commands of uploads that have reached the emulator since its last reset. */
  const commands = () =>
    emulator.requests.flatMap(({ headers }) => String(headers["x-goog-upload-command"] ?? "") || []);
  const command = (name: string) =>
    eventually(commands, (all) => all.some((each) => each.split(", ").includes(name)));
  const sentFiles = () =>
    (theQuestion(emulator).contents ?? []).flatMap(({ parts = [] }) =>
      parts.flatMap((part) => part.fileData?.fileUri ?? []),
    );

  it("is uploaded, and the question waits for it", async () => {
    emulator.scenario("upload-reset bytes=half");
    await files.complete("long", "long.wav");
    await files.uploading("long.wav").getByText(underWay).waitFor();
    await chat.ask("What is said?");
    await chat.answer.getByText(/Uploading long\.wav — \d+ %/).waitFor();
    await workbench.screenshot("files-question-waits");
    await chat.answered();
    await chat.answer.getByText(/A WAV recording of [\d.]+ seconds: PCM, 8000 Hz.*in a file/s).waitFor();
    assert.equal(sentFiles().length, 1);
  });

  it("is asked again when the server has forgotten it", async () => {
    emulator.clock.advance(49 * HOUR);
    await chat.converse("And how long is it?");
    await command("finalize");
    await chat.answer
      .getByText(/You wrote|You asked/)
      .first()
      .waitFor();
    assert.equal(questions(emulator).at(-1)?.status, 200);
    assert.equal(await chat.problem.count(), 0);
  });

  it("tells the server when it is taken away halfway", async () => {
    await writeFile(path.join(workbench.folder, "cancelled.wav"), longRecording(25));
    emulator.scenario("upload-stall bytes=half");
    await files.complete("cancelled", "cancelled.wav");
    await files.uploading("cancelled.wav").getByText(underWay).waitFor();
    await workbench.screenshot("files-uploading");
    await files.remove("cancelled.wav");
    await command("cancel");
  });

  it("is still there after a reload, and uploaded", async () => {
    await writeFile(path.join(workbench.folder, "resumed.wav"), longRecording(26));
    emulator.scenario("upload-stall bytes=half");
    await files.complete("resumed", "resumed.wav");
    await files.uploading("resumed.wav").getByText(underWay).waitFor();
    await workbench.reload();
    await files.ready("resumed.wav").waitFor();
    await command("finalize");
    await chat.converse("How loud is it?");
    await chat.answer.getByText(/A WAV recording of [\d.]+ seconds: PCM, 8000 Hz.*in a file/s).waitFor();
  });

  it("says so when Gemini cannot make sense of it, and tries again on request", async () => {
    emulator.scenario("file-failed");
    await files.complete("tide-tab", "docs/tide-tables.pdf");
    const chip = files.failed("tide-tables.pdf");
    await chip.waitFor();
    await workbench.screenshot("files-failed");
    assert.match((await chip.getAttribute("aria-label")) ?? "", /Gemini could not process/);
    await chat.button("Retry tide-tables.pdf").click();
    await files.ready("tide-tables.pdf").waitFor();
    await chat.converse("When is high water?");
    await chat.answer.getByText(/A PDF of \d+ pages? and \d+ words; it begins:/).waitFor();
  });

  it("refuses what Gemini cannot read, says what would work, and sends the rest", async () => {
    const empty = { name: "empty.txt", type: "text/plain", bytes: new Uint8Array() };
    await files.drop([
      await sample("archive.zip", "application/zip"),
      await sample("program.exe", ""),
      await sample("letter.docx", ""),
      empty,
      await sample("module.ts", "", "潮汐表 十一月.ts"),
    ]);
    await files.failed("archive.zip").getByText("Unpack it and attach the files in it.").waitFor();
    await files.failed("program.exe").getByText("which Gemini cannot read").waitFor();
    await files.failed("letter.docx").getByText("Save it as a PDF and attach that.").waitFor();
    await files.failed("empty.txt").getByText("is empty: there is nothing in it to send.").waitFor();
    await files.ready("潮汐表 十一月.ts").waitFor();
    await workbench.screenshot("files-refused");
    await chat.converse("What does it say?");
    await chat.answer.getByText(/A text of 2 lines and \d+ words/).waitFor();
    await chat.messages.nth(-2).getByText("潮汐表 十一月.ts").waitFor();
    for (const name of ["archive.zip", "program.exe", "letter.docx", "empty.txt"]) await files.remove(name);
  });

  it("sends twenty images at once", async () => {
    const image = await sample("../images/flag.png", "image/png");
    const names = Array.from({ length: 20 }, (_, index) => `flag-${index + 1}.png`);
    await files.drop(names.map((name) => ({ ...image, name })));
    for (const name of names) await files.ready(name).waitFor();
    await workbench.screenshot("files-twenty");
    await chat.converse("How many flags?");
    await chat.answer.getByRole("heading", { name: "What the 20 pictures show" }).waitFor();
    await workbench.screenshot("files-twenty-sent");
  });

  it("says so when a file has vanished before it is sent", async () => {
    await workbench.runCommand("Castor: New Chat");
    const file = path.join(workbench.folder, "vanishing.txt");
    await writeFile(file, "Gone before it was read.\n");
    emulator.scenario("upload-stall bytes=half");
    await files.complete("vanish", "vanishing.txt");
    await files.uploading("vanishing.txt").waitFor();
    await rm(file);
    await workbench.reload();
    await files.failed("vanishing.txt").getByText("is no longer there").waitFor();
    await workbench.screenshot("files-vanished");
  });
});

/** A WAV of so many MiB, more than the sockets on its way hold. */
function longRecording(size: number): Uint8Array {
  const bytes = Buffer.alloc(size * 2 ** 20, 16);
  makeWav([], 8000).copy(bytes);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.writeUInt32LE(bytes.length - 44, 40);
  return bytes;
}
