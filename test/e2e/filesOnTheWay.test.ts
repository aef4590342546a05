import assert from "node:assert/strict";
import { appendFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { GenerateContentRequest } from "../emulator/wire.ts";
import { castorWindow } from "./support/castorWindow.ts";
import { hashOfFile, writeHugeVideo } from "./support/hugeVideo.ts";
import { longRecording } from "./support/longRecording.ts";
import { questions, sentFiles, theQuestion, uploadCommand, uploadedNames } from "./support/sent.ts";

const MIB = 2 ** 20;
const HOUR = 60 * 60_000;

/** The words of a chip whose file is neither at its beginning nor at its end. */
const underWay = /^[1-9]\d? %/;

describe("A file on its way that changes, vanishes, expires or is cut off", () => {
  const huge = (folder: string) => path.join(folder, "media/huge.mp4");
  const castor = castorWindow({
    settings: { "castor.attachments.inlineLimit": 0 },
    prepare: (folder) =>
      writeHugeVideo(huge(folder), path.join(folder, "media/bug-recording.mp4"), 1024 * MIB),
  });

  /** Writes a file of so many MiB into the workspace, attaches it, and waits until part of it has left. */
  async function uploadHalf(name: string, size: number): Promise<string> {
    const file = path.join(castor.folder, name);
    await writeFile(file, longRecording(size));
    await castor.files.complete(name.slice(0, -4), name);
    await castor.files.uploading(name).getByText(underWay).waitFor();
    return file;
  }

  it("while it is uploaded: it is not taken for what it was, and is sent as it is now", async () => {
    const letGo = castor.emulator.holdUpload("pause", MIB);
    const file = await uploadHalf("growing.wav", 24);
    await appendFile(file, new Uint8Array(1000));
    letGo();
    const chip = castor.files.failed("growing.wav");
    await chip
      .getByText("The file was changed while it was uploaded. Wait until nothing writes to it")
      .waitFor();
    await uploadCommand(castor.emulator, "cancel");
    await castor.workbench.screenshot("files-changed");
    await castor.chat.button("Retry growing.wav").click();
    await castor.files.ready("growing.wav").waitFor();
    await castor.chat.converse("How long is it now?");
    await castor.chat.answer.getByText(`(${24 * 2 ** 20 + 1000} bytes, sent as`).waitFor();
  });

  it("goes on when it is deleted meanwhile: it is open, and all of it arrives", async () => {
    const letGo = castor.emulator.holdUpload("pause", MIB);
    const file = await uploadHalf("deleted.wav", 24);
    await rm(file);
    letGo();
    await castor.files.ready("deleted.wav").waitFor();
    await castor.files.remove("deleted.wav");
  });

  it("is named when it is deleted meanwhile and a broken connection wants the rest of it", async () => {
    const letGo = castor.emulator.holdUpload("reset", MIB);
    const file = await uploadHalf("gone.wav", 25);
    await rm(file);
    letGo();
    await castor.files.failed("gone.wav").getByText("gone.wav cannot be read. Is it still there?").waitFor();
    await castor.workbench.screenshot("files-gone-halfway");
    await castor.files.remove("gone.wav");
  });

  it("is sent as it is now when it has changed and what was uploaded has expired, which is said once", async () => {
    await castor.workbench.runCommand("Castor: New Chat");
    const file = path.join(castor.folder, "ledger.txt");
    await writeFile(file, "one\n");
    await castor.files.complete("ledger", "ledger.txt");
    await castor.files.ready("ledger.txt").waitFor();
    await castor.chat.converse("What does it say?");
    await castor.chat.answer.getByText("A text of 1 line and 1 word").waitFor();
    await appendFile(file, "two\nthree\n");
    castor.emulator.clock.advance(49 * HOUR);
    await castor.chat.converse("And now?");
    await castor.chat.answer.getByText("A text of 3 lines and 3 words").waitFor();
    const note = castor.workbench.panel.getByText("ledger.txt has changed since it was attached");
    await note.waitFor();
    await castor.workbench.screenshot("files-changed-since");
    await castor.chat.converse("And still?");
    assert.equal(await note.count(), 1);
  });

  it("is sent from the server when it vanishes between its upload and the question", async () => {
    await castor.workbench.runCommand("Castor: New Chat");
    const file = path.join(castor.folder, "fleeting.txt");
    await writeFile(file, "# Fleeting\n\nNobody will read this from the disk again.\n");
    await castor.files.complete("fleeting", "fleeting.txt");
    await castor.files
      .ready("fleeting.txt")
      .getByText(/tokens/)
      .waitFor();
    await uploadCommand(castor.emulator, "finalize");
    await rm(file);
    await castor.chat.converse("What does it say?");
    await castor.chat.answer
      .getByText(/A text of 3 lines and \d+ words; it begins: “# Fleeting Nobody/)
      .waitFor();
    assert.equal(await castor.chat.problem.count(), 0);
  });

  it("is brought again in an old chat, and one that is nowhere any more is named", async () => {
    await castor.files.complete("voice", "media/voice-memo.mp3");
    await castor.files.ready("voice-memo.mp3").waitFor();
    await castor.chat.converse("And what is said here?");
    castor.emulator.reset();
    castor.emulator.clock.advance(49 * HOUR);
    await castor.chat.converse("Which of the two is longer?");
    assert.deepEqual(uploadedNames(castor.emulator), ["voice-memo.mp3"]);
    await castor.chat.problem.getByText("This was answered without fleeting.txt.").waitFor();
    await castor.chat.problem.getByText("Attach it again to ask about it.").waitFor();
    await castor.chat.answer.getByText(/voice-memo\.mp3: An MP3 recording of/).waitFor();
    await castor.workbench.screenshot("files-expired");
    // The server knew neither file, and named one at a time.
    const asked = questions(castor.emulator).at(-1)?.json as GenerateContentRequest;
    assert.match(JSON.stringify(asked), /\[The file fleeting\.txt was here\. It is no longer available\.\]/);
    assert.equal(sentFiles(asked).length, 1);
  });

  it("arrives whole, a gigabyte of it, though the connection is cut three times, and is answered about", async () => {
    await castor.workbench.runCommand("Castor: New Chat");
    const { maxRSS: before } = process.resourceUsage();
    castor.emulator.scenario(`upload-reset bytes=${200 * MIB}`, { times: 3 });
    await castor.files.complete("huge", "media/huge.mp4");
    await castor.files
      .uploading("huge.mp4")
      .getByText(/^[1-9]\d? % · \d[\d.]* of 1\.1 GB/)
      .waitFor();
    await castor.chat.ask("What goes wrong here?");
    await castor.chat.answer.getByText(/Uploading huge\.mp4 — \d+ %/).waitFor();
    await castor.workbench.screenshot("files-huge");
    await castor.chat.answer
      .and(castor.workbench.panel.locator('[aria-busy="false"]'))
      .waitFor({ timeout: 60_000 });
    await castor.chat.answer
      .getByText(/An MP4 video of [\d.]+ seconds and \d+ × \d+ pixels: H\.264/)
      .waitFor();
    await castor.chat.answer.getByText(`(${1024 * MIB} bytes, sent as`).waitFor();

    const interrupted = castor.emulator.requests.filter(
      ({ headers, status }) =>
        headers["x-goog-upload-command"] === "upload, finalize" && status === undefined,
    );
    assert.deepEqual(
      interrupted.map(({ headers }) => headers["x-goog-upload-offset"]),
      [0, 200 * MIB, 400 * MIB].map(String),
    );
    const [uri = ""] = sentFiles(theQuestion(castor.emulator));
    const file = (await (await fetch(uri)).json()) as {
      readonly sha256Hash: string;
      readonly sizeBytes: string;
    };
    assert.equal(file.sizeBytes, String(1024 * MIB));
    const hash = Buffer.from(file.sha256Hash, "base64").toString();
    assert.equal(hash, await hashOfFile(huge(castor.folder)));
    const grown = (process.resourceUsage().maxRSS - before) / 1024;
    assert.ok(grown < 512, `The emulator's process has grown by ${Math.round(grown)} MiB.`);
    await castor.workbench.screenshot("files-huge-answered");
  });
});
