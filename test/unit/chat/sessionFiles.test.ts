import assert from "node:assert/strict";
import type { GenerateContentRequest, Part } from "../../../src/gemini/wire.ts";
import { type ModelTurn, type TranscriptEvent, visibleText } from "../../../src/shared/transcript.ts";
import { oddNames } from "../../fixtures/media/media.ts";
import { ask, type FileTalk, startFileTalk } from "./fileSupport.ts";
import { ended, say, until } from "./support.ts";

const generates = ({ path }: { readonly path: string }) => path.endsWith(":streamGenerateContent");

describe("ChatSession with files", () => {
  let talk: FileTalk;
  beforeEach(async () => {
    talk = await startFileTalk(2000);
  });
  afterEach(() => talk.close());

  function sentContents(index = -1): readonly { readonly parts: readonly Part[] }[] {
    const body = talk.emulator.requests.filter(generates).at(index)?.json;
    return (body as { readonly contents: readonly { readonly parts: readonly Part[] }[] }).contents;
  }

  /** Commands of uploads, in order. */
  function uploads(): readonly string[] {
    return talk.emulator.requests
      .flatMap(({ headers }) => headers["x-goog-upload-command"] ?? [])
      .map(String);
  }

  function statuses(): readonly string[] {
    const types = talk.events.flatMap((event: TranscriptEvent) =>
      event.type === "statusChanged" ? [event.status.type] : [],
    );
    return types.filter((type, index) => type !== types[index - 1]);
  }

  async function answerTo(...asked: Parameters<typeof ask>): Promise<ModelTurn> {
    talk.session.send(ask(...asked));
    return ended(talk.session);
  }

  it("sends a small image inside the request", async () => {
    const flag = talk.disk.add("flag.png", "image/png", "images/flag.png");
    const turn = await answerTo("What is this?", flag);
    assert.match(visibleText(turn), /A PNG image of 60 × 40 pixels/);
    const [image, text] = sentContents()[0]!.parts;
    assert.equal(image?.inlineData?.mimeType, "image/png");
    assert.deepEqual(Buffer.from(image.inlineData.data, "base64"), Buffer.from(talk.disk.read(flag)));
    assert.deepEqual(text, { text: "What is this?" });
    assert.deepEqual(uploads(), []);
    assert.deepEqual(statuses(), ["streaming", "done"]);
  });

  it("sends text as text, under its name", async () => {
    await answerTo("Explain", talk.disk.add("module.ts", "text/plain"));
    assert.match(sentContents()[0]?.parts[0]?.text ?? "", /^module\.ts:\n\n\/\*\* Knots/);
  });

  it("uploads what exceeds the limit, says so meanwhile, and then asks of it", async () => {
    const clip = talk.disk.add("screen.mp4", "video/mp4");
    const turn = await answerTo("What happens?", clip);
    assert.match(visibleText(turn), /An MP4 video of 4\.\d seconds and 320 × 200 pixels/);
    assert.deepEqual(statuses(), ["uploading", "waiting", "streaming", "done"]);
    const told = talk.events.flatMap((event) =>
      event.type === "statusChanged" && event.status.type === "uploading" ? [event.status] : [],
    );
    assert.deepEqual(told.at(-1), {
      type: "uploading",
      label: "screen.mp4",
      sent: clip.size,
      size: clip.size,
    });
    assert.match(sentContents()[0]?.parts[0]?.fileData?.fileUri ?? "", /\/files\/\w+$/);
  });

  it("asks only of what of a video is to be looked at", async () => {
    const clip = talk.disk.add("screen.mp4", "video/mp4");
    const view = { start: 1, end: 2.5, framesPerSecond: 4, resolution: "low" } as const;
    const turn = await answerTo("What happens?", { ...clip, view });
    assert.equal(turn.status.type, "done");
    const [part] = sentContents()[0]!.parts;
    assert.deepEqual(part?.videoMetadata, { startOffset: "1s", endOffset: "2.5s", fps: 4 });
    assert.deepEqual(part.mediaResolution, { level: "MEDIA_RESOLUTION_LOW" });
  });

  it("asks a model before Gemini 3 how closely to look for the whole request, which is all it takes", async () => {
    talk.options = { ...talk.options, model: "gemini-2.5-flash" };
    const clip = talk.disk.add("screen.mp4", "video/mp4");
    const turn = await answerTo("What happens?", { ...clip, view: { resolution: "low" } });
    assert.equal(turn.status.type, "done");
    const asked = talk.emulator.requests.filter(generates);
    assert.equal(asked.length, 1);
    const { generationConfig } = asked[0]?.json as GenerateContentRequest;
    assert.equal(generationConfig?.mediaResolution, "MEDIA_RESOLUTION_LOW");
  });

  it("uploads once, and refers to it in later turns and in others' questions", async () => {
    const tones = talk.disk.add("report.pdf", "application/pdf", new Uint8Array(pdf(talk)));
    await answerTo("First", tones);
    const before = uploads();
    await answerTo("Second");
    await answerTo("Third", { ...tones });
    assert.deepEqual(uploads(), before);
    const uris = sentContents().flatMap(({ parts }) => parts.flatMap((part) => part.fileData?.fileUri ?? []));
    assert.equal(uris.length, 2);
    assert.equal(new Set(uris).size, 1);
  });

  it("uploads again what the server has lost, without a word", async () => {
    const report = talk.disk.add("report.pdf", "application/pdf", new Uint8Array(pdf(talk)));
    await answerTo("First", report);
    talk.emulator.clock.advance(49 * 60 * 60_000);
    const turn = await answerTo("Second");
    assert.deepEqual(turn.status, { type: "done", finishReason: "STOP" });
    assert.equal(uploads().filter((command) => command === "start").length, 2);
    const [uri] = sentContents().flatMap(({ parts }) =>
      parts.flatMap((part) => part.fileData?.fileUri ?? []),
    );
    assert.notEqual(uri, sentContents(0)[0]?.parts[0]?.fileData?.fileUri);
  });

  it("uploads again all that were deleted, though the server names one at a time", async () => {
    const files = ["a.pdf", "b.pdf", "c.pdf"].map((label, index) =>
      talk.disk.add(label, "application/pdf", Buffer.concat([pdf(talk), Buffer.alloc(index, "\n")])),
    );
    await answerTo("First", ...files);
    for await (const { name } of talk.client.listFiles()) {
      await talk.client.deleteFile(name ?? "");
    }
    const turn = await answerTo("Second");
    assert.deepEqual(turn.status, { type: "done", finishReason: "STOP" });
    assert.equal(uploads().filter((command) => command === "start").length, 6);
  });

  it("uploads again a file that was found by its bytes under another name", async () => {
    const first = talk.disk.add("report.pdf", "application/pdf", new Uint8Array(pdf(talk)));
    await answerTo("First", first);
    talk.session.newChat();
    const moved = talk.disk.move(first, "moved.pdf");
    await answerTo("Second", moved);
    assert.equal(uploads().filter((command) => command === "start").length, 1);
    talk.emulator.clock.advance(49 * 60 * 60_000);
    const turn = await answerTo("Third");
    assert.deepEqual(turn.status, { type: "done", finishReason: "STOP" });
    assert.equal(uploads().filter((command) => command === "start").length, 2);
  });

  for (const status of [403, 404, 400]) {
    it(`uploads again what is gone at its first use, said as ${status}`, async () => {
      talk.emulator.scenario(`file-expired as=${status}`);
      const turn = await answerTo(
        "First",
        talk.disk.add("r.pdf", "application/pdf", new Uint8Array(pdf(talk))),
      );
      assert.deepEqual(turn.status, { type: "done", finishReason: "STOP" });
      assert.equal(uploads().filter((command) => command === "start").length, 2);
    });
  }

  it("sends the rest when a source is gone, and names it in a note", async () => {
    const flag = talk.disk.add("flag.png", "image/png", "images/flag.png");
    const notes = talk.disk.add("notes.txt", "text/plain", Buffer.from("Low water at noon."));
    await answerTo("First", flag, notes);
    talk.disk.remove(notes);
    const turn = await answerTo("Second");
    assert.deepEqual(turn.status, {
      type: "done",
      finishReason: "STOP",
      note: { title: "missing: notes.txt", actions: [] },
    });
    const parts = sentContents()[0]!.parts;
    assert.ok(parts.some(({ inlineData }) => inlineData?.mimeType === "image/png"));
    assert.ok(parts.some(({ text }) => text === "[The file notes.txt was here. It is no longer available.]"));
  });

  it("sends a file that has changed as it is now, and says so once", async () => {
    const notes = talk.disk.add("notes.txt", "text/plain", Buffer.from("Low water at noon."));
    await answerTo("First", notes);
    talk.disk.change(notes, Buffer.from("Low water at two."));
    const turn = await answerTo("Second");
    const note = { title: "changed: notes.txt", actions: [] };
    assert.deepEqual(turn.status, { type: "done", finishReason: "STOP", note });
    assert.equal(sentContents()[0]?.parts[0]?.text, "notes.txt:\n\nLow water at two.");
    assert.deepEqual((await answerTo("Third")).status, { type: "done", finishReason: "STOP" });
    const reloaded = await talk.reload();
    reloaded.send(ask("Fourth"));
    assert.deepEqual((await ended(reloaded)).status, { type: "done", finishReason: "STOP" });
    talk.disk.change({ ...notes, modified: 2 }, Buffer.from("Low water at four."));
    assert.deepEqual((await answerTo("Fifth")).status, { type: "done", finishReason: "STOP", note });
  });

  it("says that a file has changed with the next answer where there was something else to say", async () => {
    const notes = talk.disk.add("notes.txt", "text/plain", Buffer.from("Low water at noon."));
    const more = talk.disk.add("more.txt", "text/plain", Buffer.from("High water at six."));
    await answerTo("First", notes, more);
    talk.disk.change(notes, Buffer.from("Low water at two."));
    assert.equal((await answerTo("/emulator finish reason=MAX_TOKENS")).status.type, "done");
    talk.disk.remove(more);
    const note = { title: "missing: more.txt", detail: "changed: notes.txt", actions: [] };
    assert.deepEqual((await answerTo("Third")).status, { type: "done", finishReason: "STOP", note });
  });

  it("refers to what was uploaded as long as it lies there, and uploads the newer version after that", async () => {
    const report = talk.disk.add("report.pdf", "application/pdf", new Uint8Array(pdf(talk)));
    await answerTo("First", report);
    const now = talk.disk.change(report, new Uint8Array(Buffer.concat([pdf(talk), Buffer.alloc(9, "\n")])));
    assert.deepEqual((await answerTo("Second")).status, { type: "done", finishReason: "STOP" });
    assert.equal(uploads().filter((command) => command === "start").length, 1);
    talk.emulator.clock.advance(49 * 60 * 60_000);
    const turn = await answerTo("Third");
    assert.equal(turn.status.type === "done" && turn.status.note?.title, "changed: report.pdf");
    const lengths = talk.emulator.requests.map(
      ({ headers }) => headers["x-goog-upload-header-content-length"],
    );
    assert.deepEqual(lengths.filter(Boolean), [String(report.size), String(now.size)]);
    assert.deepEqual((await answerTo("Fourth")).status, { type: "done", finishReason: "STOP" });
    assert.equal(uploads().filter((command) => command === "start").length, 2);
  });

  it("asks again without a file that was refused, which stays to be seen and is sent no more", async () => {
    const zip = talk.disk.add("archive.zip", "application/zip");
    const refused = await answerTo("What is in it?", zip);
    assert.deepEqual(refused.status.type === "failed" && refused.status.problem.actions, [
      "retryWithoutFiles",
      "retry",
    ]);
    talk.session.retryWithoutFiles(refused.id);
    const turn = await ended(talk.session);
    assert.equal(turn.status.type, "done");
    assert.equal(turn.versions, undefined, "of the refused one there is nothing to go back to");
    assert.deepEqual(sentContents()[0]?.parts, [{ text: "What is in it?" }]);
    assert.deepEqual(talk.session.transcript.turns[0]?.parts[0], { type: "file", file: zip, leftOut: true });
    await answerTo("And now?");
    assert.ok(sentContents().every(({ parts }) => parts.every(({ text }) => text !== undefined)));
    const reloaded = await talk.reload();
    assert.deepEqual(reloaded.transcript, talk.session.transcript);
  });

  it("leaves the names out together with several files", async () => {
    const flag = talk.disk.add("flag.png", "image/png", "images/flag.png");
    const refused = await answerTo("Which is it?", flag, talk.disk.add("archive.zip", "application/zip"));
    talk.session.retryWithoutFiles(refused.id);
    await ended(talk.session);
    assert.deepEqual(sentContents()[0]?.parts, [{ text: "Which is it?" }]);
  });

  it("leaves a refused question with its file out of what is asked later", async () => {
    await answerTo("What is in it?", talk.disk.add("archive.zip", "application/zip"));
    const turn = await answerTo("Never mind. What is a beaver?");
    assert.equal(turn.status.type, "done");
    assert.deepEqual(sentContents(), [{ role: "user", parts: [{ text: "Never mind. What is a beaver?" }] }]);
  });

  it("does not offer to leave the files out where nothing was said beside them", async () => {
    const zip = talk.disk.add("archive.zip", "application/zip");
    const refused = await answerTo("", zip, talk.disk.add("letter.docx", "application/zip"));
    assert.deepEqual(refused.status.type === "failed" && refused.status.problem.actions, ["retry"]);
  });

  it("cancels an upload when the answer is stopped", async () => {
    talk.emulator.scenario("upload-stall bytes=1000");
    talk.session.send(ask("What is it?", talk.disk.add("tones.wav", "audio/wav")));
    await until(talk.session, ({ status }) => status.type === "uploading");
    await talk.emulator.waitForRequest(({ bytesReceived }) => bytesReceived >= 1000);
    talk.session.stop();
    const turn = await ended(talk.session);
    assert.deepEqual(turn.status, { type: "stopped" });
    await talk.emulator.waitForRequest(({ headers }) => headers["x-goog-upload-command"] === "cancel");
    assert.equal(talk.emulator.requests.filter(generates).length, 0);
    talk.session.send(say("And now?"));
    await talk.emulator.waitForRequest(({ json }) => JSON.stringify(json ?? "").includes("And now?"));
  });

  it("says when the server could not make anything of a file", async () => {
    talk.emulator.scenario("file-failed");
    const turn = await answerTo("What is it?", talk.disk.add("tones.mp3", "audio/mpeg"));
    assert.equal(turn.status.type === "failed" && turn.status.problem.title, "fileFailed");
    assert.equal(talk.emulator.requests.filter(generates).length, 0);
  });

  for (const name of oddNames) {
    it(`sends a file called ${JSON.stringify(name)}, uploaded or inside`, async () => {
      const small = talk.disk.add(name, "text/plain", Buffer.from("High water at noon."));
      await answerTo("Read this", small);
      assert.equal(sentContents()[0]?.parts[0]?.text, `${name}:\n\nHigh water at noon.`);
      const large = talk.disk.add(name, "text/plain", Buffer.alloc(5000, "High water at noon. "));
      const turn = await answerTo("And this", large);
      assert.equal(turn.status.type, "done");
      assert.match(
        visibleText(turn),
        new RegExp(`\\*\\*${name.replace("\n", " ")}:\\*\\*.*A text of 1 line`),
      );
    });
  }
});

/** A PDF that is too large to go inside. */
function pdf({ disk }: FileTalk): Buffer {
  const sample = disk.read(disk.add("sample.pdf", "application/pdf", "media/report.pdf"));
  return Buffer.concat([sample, Buffer.alloc(1000, "\n")]);
}
