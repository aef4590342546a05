import assert from "node:assert/strict";
import path from "node:path";
import { castorWindow } from "./support/castorWindow.ts";
import { hashOfFile, writeHugeVideo } from "./support/hugeVideo.ts";
import { sentFiles, theQuestion } from "./support/sent.ts";

const MIB = 2 ** 20;

describe("A file of a gigabyte", () => {
  const video = (folder: string) => path.join(folder, "media/huge.mp4");
  const castor = castorWindow({
    prepare: (folder) =>
      writeHugeVideo(video(folder), path.join(folder, "media/bug-recording.mp4"), 1024 * MIB),
  });

  it("arrives whole though the connection is cut three times, and is answered about", async () => {
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
    assert.equal(hash, await hashOfFile(video(castor.folder)));
    const grown = (process.resourceUsage().maxRSS - before) / 1024;
    assert.ok(grown < 512, `The emulator's process has grown by ${Math.round(grown)} MiB.`);
    await castor.workbench.screenshot("files-huge-answered");
  });
});
