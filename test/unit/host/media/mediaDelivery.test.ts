import assert from "node:assert/strict";
import type { UploadProgress } from "../../../../src/chat/ports.ts";
import type { Part } from "../../../../src/gemini/wire.ts";
import { MediaDelivery } from "../../../../src/host/media/mediaDelivery.ts";
import type { FileReference } from "../../../../src/shared/transcript.ts";
import { patterned } from "../../gemini/uploadSources.ts";
import { UploadScene } from "./uploadsSupport.ts";

const anything = () => undefined;

describe("MediaDelivery", () => {
  let scene: UploadScene;
  let inlineLimit: number;
  beforeEach(async () => {
    scene = await UploadScene.open();
    inlineLimit = 2000;
  });
  afterEach(() => scene.emulator.close());

  function partsFor(
    files: readonly FileReference[],
    onProgress: (told: UploadProgress) => void = () => assert.fail("Nothing is uploaded."),
    signal = new AbortController().signal,
  ): Promise<readonly (Part | undefined)[]> {
    const { disk, uploads } = scene;
    const delivery = new MediaDelivery({
      uploads,
      read: (file) => Promise.resolve(disk.has(file) ? disk.read(file) : undefined),
      current: (file) => Promise.resolve(disk.has(file) ? file : undefined),
      inlineLimit: () => inlineLimit,
    });
    return delivery.partsFor(files, { signal, onProgress });
  }
  const add = (label: string, mimeType: string, content: string | Uint8Array) =>
    scene.disk.add(label, mimeType, typeof content === "string" ? Buffer.from(content) : content);

  it("puts small files into the request: text as text under its name, the rest as base64", async () => {
    const text = add("notes 1.txt", "text/plain", "Ebb at six. 潮");
    const wide = add("wide.txt", "text/plain", Buffer.from("\ufeffFlut", "utf16le"));
    const image = add("flag.png", "image/png", patterned(600));
    assert.deepEqual(await partsFor([text, image, wide]), [
      { text: "notes 1.txt:\n\nEbb at six. 潮" },
      { inlineData: { mimeType: "image/png", data: patterned(600).toString("base64") } },
      { text: "wide.txt:\n\nFlut" },
    ]);
    assert.deepEqual(scene.emulator.requests, []);
  });

  it("takes only the bytes of a file that lie in a larger buffer", async () => {
    const inside = new Uint8Array(patterned(100).buffer, 10, 20);
    const [part] = await partsFor([add("flag.png", "image/png", inside)]);
    assert.deepEqual(part?.inlineData?.data, Buffer.from(inside).toString("base64"));
  });

  it("uploads what exceeds the limit together, the largest first, and refers to it", async () => {
    const sizes = [900, 1500, 800];
    const files = sizes.map((size, index) => add(`${size}.png`, "image/png", patterned(size, index + 1)));
    const [small, large, smallest] = await partsFor(files, anything);
    assert.ok(small?.inlineData !== undefined && smallest?.inlineData !== undefined);
    assert.match(large?.fileData?.fileUri ?? "", /\/v1beta\/files\//);
    assert.equal(large?.fileData?.mimeType, "image/png");
    assert.deepEqual(scene.commands, ["start", "upload, finalize"]);
  });

  it("refers to what is uploaded already, whatever its size and though its source is gone", async () => {
    const file = scene.add();
    const record = await scene.upload(file);
    scene.disk.remove(file);
    assert.deepEqual(await partsFor([file]), [
      { fileData: { fileUri: record.fileUri, mimeType: "video/mp4" } },
    ]);
  });

  it("leaves out what is gone, and delivers the rest", async () => {
    inlineLimit = 500;
    const [gone, goneLarge] = [add("a.txt", "text/plain", "a"), scene.add("gone.mp4", 2)];
    const there = add("b.txt", "text/plain", "b");
    scene.disk.remove(gone);
    scene.disk.remove(goneLarge);
    assert.deepEqual(await partsFor([gone, there, goneLarge]), [
      undefined,
      { text: "b.txt:\n\nb" },
      undefined,
    ]);
    assert.deepEqual(scene.commands, []);
  });

  it("says of a film which part is wanted, of other media only how closely to look", async () => {
    const view = { start: 5, end: 65.5, framesPerSecond: 2, resolution: "low" } as const;
    const film = { ...scene.add(), view };
    const image = { ...add("flag.png", "image/png", patterned(10)), view };
    const half = { ...scene.add("half.mp4", 2), view: { end: 3 } };
    const [ofFilm, ofImage, ofHalf] = await partsFor([film, image, half], anything);
    const mediaResolution = { level: "MEDIA_RESOLUTION_LOW" };
    assert.deepEqual(ofFilm?.videoMetadata, { startOffset: "5s", endOffset: "65.5s", fps: 2 });
    assert.deepEqual(ofFilm.mediaResolution, mediaResolution);
    assert.deepEqual(Object.keys(ofImage ?? {}), ["inlineData", "mediaResolution"]);
    assert.deepEqual(ofImage?.mediaResolution, mediaResolution);
    assert.deepEqual(Object.keys(ofHalf ?? {}), ["fileData", "videoMetadata"]);
    assert.deepEqual(ofHalf?.videoMetadata, { endOffset: "3s" });
  });

  it("tells of the upload that has most before it", async () => {
    inlineLimit = 0;
    const left = new Map<string, number>();
    scene.uploads.onStart(({ file: { label, size }, upload }) => {
      left.set(label, size);
      upload.onChange((state) => left.set(label, state.type === "uploading" ? size - state.sent : 0));
    });
    const named: string[] = [];
    const onProgress = ({ label, sent, size }: UploadProgress) => {
      named.push(label);
      assert.equal(left.get(label), size - sent);
      assert.equal(size - sent, Math.max(...left.values()));
    };
    await partsFor([add("small.png", "image/png", patterned(100)), scene.add("large.mp4")], onProgress);
    assert.ok(named.includes("large.mp4"));
    assert.deepEqual([...left.values()], [0, 0]);
  });

  it("fails as an upload fails, and leaves one that nobody else wants", async () => {
    inlineLimit = 0;
    scene.emulator.scenario("upload-start-key");
    await assert.rejects(partsFor([scene.add()], anything), { kind: "invalidKey" });
    scene.emulator.scenario("upload-stall bytes=400");
    const controller = new AbortController();
    const parts = partsFor([scene.add("other.mp4", 2)], anything, controller.signal);
    await scene.stalled(400);
    controller.abort();
    await assert.rejects(parts, (error) => error === controller.signal.reason);
    await scene.command("cancel");
  });
});
