import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { File as GeminiFile } from "../../src/gemini/wireFiles.ts";
import { drawStripes, encodePng } from "../emulator/images/draw.ts";
import { refusedKinds } from "../fixtures/media/refused.ts";
import { sample } from "./support/attachments.ts";
import { castorWindow } from "./support/castorWindow.ts";
import { eventually } from "./support/eventually.ts";
import { longRecording } from "./support/longRecording.ts";
import { questions, sentFiles, theQuestion, uploadCommand, uploadedNames } from "./support/sent.ts";

const HOUR = 60 * 60_000;

/** The words of a chip whose file is neither at its beginning nor at its end. */
const underWay = /^[1-9]\d? %/;

const japanese = "潮汐表 十一月.txt";
const twoLines = "first line\nsecond line.txt";

describe("Files that need an upload, or cannot be sent", () => {
  const castor = castorWindow({
    settings: { "castor.attachments.inlineLimit": 0 },
    prepare: async (folder) => {
      await writeFile(path.join(folder, "long.wav"), longRecording(24));
      await writeFile(path.join(folder, japanese), "満潮は六時。\n");
      // Windows knows no such names.
      if (process.platform !== "win32") await writeFile(path.join(folder, twoLines), "one\ntwo\nthree\n");
    },
  });

  it("is uploaded, and the question waits for it", async () => {
    const letGo = castor.emulator.holdUpload("reset");
    await castor.files.complete("long", "long.wav");
    await castor.files.uploading("long.wav").getByText(underWay).waitFor();
    await castor.chat.ask("What is said?");
    await castor.chat.answer.getByText(/Uploading long\.wav — \d+ %/).waitFor();
    await castor.workbench.screenshot("files-question-waits");
    letGo();
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
    const before = await castor.emulator.filesOnDisk();
    castor.emulator.scenario("upload-stall bytes=half");
    await castor.files.complete("cancelled", "cancelled.wav");
    await castor.files.uploading("cancelled.wav").getByText(underWay).waitFor();
    await castor.workbench.screenshot("files-uploading");
    assert.deepEqual(await castor.workbench.axe(), []);
    assert.equal(await castor.emulator.filesOnDisk(), before + 1);
    await castor.files.remove("cancelled.wav");
    await uploadCommand(castor.emulator, "cancel");
    await eventually(
      () => castor.emulator.filesOnDisk(),
      (count) => count === before,
    );
  });

  it("is seen in the status bar while the panel is hidden", async () => {
    await writeFile(path.join(castor.folder, "hidden.wav"), longRecording(27));
    castor.emulator.scenario("upload-stall bytes=half");
    await castor.files.complete("hidden", "hidden.wav");
    await castor.files.uploading("hidden.wav").getByText(underWay).waitFor();
    await castor.workbench.runCommand("View: Show Explorer");
    const { page } = castor.workbench;
    const progress = page.locator(".statusbar-item", { hasText: "Castor: uploading hidden.wav" });
    await progress.filter({ hasText: /: [1-9]\d? ?%/ }).waitFor();
    await castor.workbench.screenshot("files-uploading-hidden");
    await castor.workbench.openCastor();
    await castor.files.remove("hidden.wav");
    await progress.waitFor({ state: "detached" });
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

  /** What the emulator has of files with this name. */
  async function filesOnServer(name: string): Promise<readonly GeminiFile[]> {
    const response = await fetch(`${castor.emulator.url}/v1beta/files?pageSize=100`);
    const { files = [] } = (await response.json()) as { readonly files?: readonly GeminiFile[] };
    return files.filter(({ displayName }) => displayName === name);
  }

  it("is still there after a reload, and its upload goes on from where it was", async () => {
    const recording = longRecording(26);
    await writeFile(path.join(castor.folder, "resumed.wav"), recording);
    castor.emulator.scenario("upload-stall bytes=half");
    await castor.files.complete("resumed", "resumed.wav");
    await castor.files.uploading("resumed.wav").getByText(underWay).waitFor();
    await castor.emulator.waitForRequest(({ bytesReceived }) => bytesReceived >= recording.length / 2);
    await castor.workbench.reload();
    await castor.files.ready("resumed.wav").waitFor();
    await uploadCommand(castor.emulator, "finalize");
    await castor.chat.converse("How loud is it?");
    await castor.chat.answer
      .getByText(/A WAV recording of [\d.]+ seconds: PCM, 8000 Hz.*in a file/s)
      .waitFor();
    const sent = castor.emulator.requests.filter(
      ({ headers }) => headers["x-goog-upload-command"] !== undefined,
    );
    assert.deepEqual(
      sent.map(({ headers }) => headers["x-goog-upload-command"]),
      ["start", "upload, finalize", "query", "upload, finalize"],
    );
    const offset = Number(sent.at(-1)?.headers["x-goog-upload-offset"]);
    assert.ok(offset >= recording.length / 2 && offset < recording.length, `went on at ${offset}`);
    assert.deepEqual(
      (await filesOnServer("resumed.wav")).map(({ sha256Hash = "" }) =>
        Buffer.from(sha256Hash, "base64").toString(),
      ),
      [createHash("sha256").update(recording).digest("hex")],
    );
  });

  it("is PROCESSING for a while, which its chip says, and then ready", async () => {
    castor.emulator.scenario("file-processing polls=2");
    await castor.files.complete("voice", "media/voice-memo.mp3");
    await castor.files.processing("voice-memo.mp3").getByText("Processing…").waitFor();
    await castor.workbench.screenshot("files-processing");
    await castor.files.ready("voice-memo.mp3").waitFor();
    const states = castor.emulator.requests.filter(
      ({ method, path }) => method === "GET" && path.includes("/files/"),
    );
    assert.equal(states.length, 3);
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
    await castor.files.remove("vanishing.txt");
  });

  describe("of every kind and name", () => {
    describe("are refused with what they are and what would work:", () => {
      before(() => castor.files.drop(refusedKinds.map((kind) => ({ ...kind, type: "" }))));
      after(async () => {
        for (const { name } of refusedKinds) await castor.files.remove(name);
      });
      for (const { name, says } of refusedKinds) {
        it(`${name}: ${says}`, async () => {
          await castor.files.failed(name).getByText(says, { exact: true }).waitFor();
        });
      }

      it("and stay, with the words, when the window is reloaded", async () => {
        assert.deepEqual(await castor.workbench.axe(), []);
        await castor.workbench.reload();
        for (const { name, says } of refusedKinds) {
          await castor.files.failed(name).getByText(says, { exact: true }).waitFor();
        }
      });

      it("and what can be read goes through", async () => {
        await castor.workbench.screenshot("files-refused");
        await castor.files.drop([await sample("module.ts", "")]);
        await castor.files.ready("module.ts").waitFor();
        await castor.chat.converse("What does it say?");
        await castor.chat.answer
          .getByText(/A text of 2 lines and \d+ words; it begins: “\/\*\* Knots/)
          .waitFor();
        assert.deepEqual(uploadedNames(castor.emulator), ["module.ts"]);
        assert.equal(await castor.files.chips.count(), refusedKinds.length);
      });
    });

    describe("keep their names on the chip, on the server and in the conversation:", () => {
      it(japanese, async () => {
        await castor.files.complete("潮汐", japanese);
        await castor.files.ready(japanese).waitFor();
        await castor.chat.converse("When is high water?");
        assert.deepEqual(uploadedNames(castor.emulator), [japanese]);
        await castor.chat.messages.nth(-2).getByRole("button", { name: japanese }).waitFor();
        await castor.chat.answer
          .getByText(`${japanese}: A text of 1 line and 1 word; it begins: “満潮は六時。”`)
          .waitFor();
        await castor.workbench.screenshot("files-japanese");
      });

      it("one with a line break, which is a blank wherever it is shown", async () => {
        if (process.platform === "win32") return;
        const shown = twoLines.replace("\n", " ");
        // From the Explorer: VS Code's search for files takes the two lines for two names.
        await castor.workbench.explorerContextMenu([twoLines], "Attach Files to the Chat…");
        await castor.files.ready(shown).waitFor();
        await castor.chat.converse("How many words?");
        assert.deepEqual(uploadedNames(castor.emulator), [shown]);
        await castor.chat.messages.nth(-2).getByRole("button", { name: shown }).waitFor();
        await castor.chat.answer.getByText(`${shown}: A text of 3 lines and 3 words`).waitFor();
        await castor.workbench.screenshot("files-line-break");
      });
    });

    it("are twenty different images at once, each seen as what it is", async () => {
      await castor.workbench.runCommand("Castor: New Chat");
      const images = Array.from({ length: 20 }, (_, index) => stripes(index));
      await castor.files.drop(images);
      for (const { name } of images) await castor.files.ready(name).waitFor();
      await castor.workbench.screenshot("files-twenty");
      await castor.chat.converse("What is on them?");
      await castor.chat.answer.getByRole("heading", { name: "What the 20 pictures show" }).waitFor();
      const said = await castor.chat.answer.getByRole("listitem").allInnerTexts();
      images.forEach(({ name, width, height, color }) => {
        const fact = `${name}: A PNG image of ${width} × ${height} pixels, mostly ${color} and black`;
        assert.equal(said.filter((line) => line.startsWith(fact)).length, 1, `${fact}\n${said.join("\n")}`);
      });
      const parts = theQuestion(castor.emulator).contents?.at(-1)?.parts ?? [];
      assert.equal(new Set(parts.flatMap(({ fileData }) => fileData?.fileUri ?? [])).size, 20);
      await castor.workbench.screenshot("files-twenty-sent");
    });
  });
});

const colors = {
  red: [214, 38, 32],
  green: [40, 150, 60],
  blue: [32, 68, 200],
  yellow: [245, 215, 40],
} as const;

/** One of as many pictures as there are numbers, of which no two have the same size. */
function stripes(index: number) {
  const name = (["red", "green", "blue", "yellow"] as const)[index % 4] ?? "red";
  const [width, height] = [40 + index, 30 + 2 * index];
  const picture = drawStripes(width, height, [
    [colors[name], 3],
    [[0, 0, 0], 1],
  ]);
  return {
    name: `stripes-${index + 1}.png`,
    type: "image/png",
    bytes: encodePng(picture),
    width,
    height,
    color: name,
  };
}
