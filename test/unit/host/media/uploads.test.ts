import assert from "node:assert/strict";
import type { FileReference } from "../../../../src/shared/transcript.ts";
import { UploadScene } from "./uploadsSupport.ts";

const hour = 60 * 60_000;
const data = "upload, finalize";

describe("Uploads", () => {
  let scene: UploadScene;
  beforeEach(async () => {
    scene = await UploadScene.open();
  });
  afterEach(() => scene.emulator.close());

  describe("of one file", () => {
    it("are one, for all who wait for it", async () => {
      const file = scene.add();
      const started: string[] = [];
      scene.uploads.onStart(({ file: { label } }) => started.push(label));
      const [one, other] = [scene.waiter(file), scene.waiter({ ...file })];
      assert.equal(await one.result, await other.result);
      assert.deepEqual(scene.commands, ["start", data]);
      assert.deepEqual(started, ["film.mp4"]);
    });

    it("tell how far they are, and when Gemini looks through it", async () => {
      const { result, states } = scene.waiter(scene.add());
      await result;
      const types = states.map(({ type }) => type);
      assert.deepEqual(
        types.filter((type, index) => type !== types[index - 1]),
        ["uploading", "processing"],
      );
      const sent = states.flatMap((state) => (state.type === "uploading" ? state.sent : []));
      assert.deepEqual([sent[0], sent.at(-1)], [0, 1000]);
    });

    it("end when the last who waits has left, and the server is told", async () => {
      scene.emulator.scenario("upload-stall bytes=400");
      const file = scene.add();
      const [one, other] = [scene.waiter(file), scene.waiter(file)];
      await scene.stalled(400);
      const upload = scene.uploads.start(file);
      const reason = new Error("No longer wanted.");
      one.leave(reason);
      await assert.rejects(one.result, (error) => error === reason);
      assert.equal(upload.aborted, false);
      other.leave();
      await assert.rejects(other.result);
      assert.equal(upload.aborted, true);
      await scene.command("cancel");
      assert.equal(scene.sessions.known.size, 0);
    });

    it("go on for others when one has left", async () => {
      const file = scene.add();
      const [one, other] = [scene.waiter(file), scene.waiter(file)];
      one.leave();
      await assert.rejects(one.result);
      assert.match((await other.result).name, /^files\//);
    });

    it("go on while the composer wants them, though nobody waits", async () => {
      const file = scene.add();
      const upload = scene.uploads.start(file);
      upload.kept = true;
      const { result, leave } = scene.waiter(file);
      leave();
      await assert.rejects(result);
      assert.match((await upload.done).name, /^files\//);
    });

    it("are not begun for who does not want it any more", async () => {
      const { result, leave } = scene.waiter(scene.add());
      leave();
      await assert.rejects(result);
      await scene.upload(scene.add("other.mp4", 2));
      assert.equal(scene.emulator.requests.filter(({ json }) => isOf(json, "film.mp4")).length, 0);
    });

    it("begin anew when it is wanted again right after it was given up", async () => {
      scene.emulator.scenario("upload-stall bytes=400");
      const file = scene.add();
      const first = scene.uploads.start(file);
      await scene.stalled(400);
      first.abortIfUnwanted();
      const upload = scene.uploads.start(file);
      await assert.rejects(first.done);
      assert.equal(scene.uploads.start(file), upload);
      await upload.done;
      assert.equal(await scene.upload(file), await scene.uploads.find(file, new AbortController().signal));
    });

    it("can be begun again after a failure, which everybody is told", async () => {
      scene.emulator.scenario("upload-start-key");
      const file = scene.add();
      const [one, other] = [scene.waiter(file), scene.waiter(file)];
      await assert.rejects(one.result, { kind: "invalidKey" });
      await assert.rejects(other.result, { kind: "invalidKey" });
      assert.match((await scene.upload(file)).name, /^files\//);
    });
  });

  describe("are not repeated", () => {
    const find = (file: FileReference) => scene.uploads.find(file, new AbortController().signal);

    it("for a file at the same place that has not changed, and it is not read for that", async () => {
      const file = scene.add();
      const record = await scene.upload(file);
      scene.emulator.reset();
      assert.deepEqual(await scene.upload(file), record);
      scene.reload();
      assert.deepEqual(await scene.upload({ ...file, label: "renamed in the chat" }), record);
      assert.deepEqual(scene.emulator.requests, []);
      assert.deepEqual(scene.window.hashed, []);
    });

    it("for the same bytes elsewhere, which are hashed once", async () => {
      const record = await scene.upload(scene.add());
      const copy = scene.add("copy.mp4");
      assert.deepEqual(await find(copy), record);
      assert.deepEqual(await scene.upload(copy), record);
      assert.deepEqual(scene.window.hashed, ["copy.mp4"]);
      assert.deepEqual(scene.commands, ["start", data]);
    });

    it("for a file whose hash is known, without hashing it", async () => {
      const record = await scene.upload(scene.add());
      const { sha256: hash } = record;
      assert.ok(hash);
      assert.deepEqual(await find({ ...scene.add("copy.mp4"), hash }), record);
      assert.deepEqual(scene.window.hashed, []);
    });

    it("but a file is hashed only when one of its size lies there", async () => {
      await scene.upload(scene.add());
      const other = scene.disk.add("other.mp4", "video/mp4", new Uint8Array(999));
      assert.equal(await find(other), undefined);
      assert.deepEqual(scene.window.hashed, []);
      assert.equal(await find(scene.add("as-long.mp4", 2)), undefined);
      assert.deepEqual(scene.window.hashed, ["as-long.mp4"]);
    });

    it("but one that cannot be hashed is taken for another", async () => {
      await scene.upload(scene.add());
      const gone = scene.add("gone.mp4");
      scene.disk.remove(gone);
      assert.equal(await find(gone), undefined);
    });

    it("and who leaves while a file is hashed hears no more of it", async () => {
      await scene.upload(scene.add());
      const controller = new AbortController();
      const finding = scene.uploads.find(scene.add("copy.mp4"), controller.signal);
      controller.abort();
      await assert.rejects(finding, (error) => error === controller.signal.reason);
    });

    it("but a changed file is uploaded", async () => {
      const { name } = await scene.upload(scene.add());
      const changed = { ...scene.add("film.mp4", 2), modified: 2 };
      assert.notEqual((await scene.upload(changed)).name, name);
    });

    it("but each project has files of its own", async () => {
      const file = scene.add();
      const { name } = await scene.upload(file);
      scene.project = "theirs";
      assert.notEqual((await scene.upload(file)).name, name);
      scene.project = "mine";
      assert.equal((await scene.upload(file)).name, name);
    });

    it("until the server's two days are nearly over", async () => {
      const file = scene.add();
      const { name } = await scene.upload(file);
      scene.emulator.clock.advance(46.9 * hour);
      assert.equal((await scene.upload(file)).name, name);
      scene.emulator.clock.advance(0.2 * hour);
      assert.notEqual((await scene.upload(file)).name, name);
    });

    it("after those were forgotten that a complaint names, else all", async () => {
      const [film, other] = [scene.add(), scene.add("other.mp4", 2)];
      const [{ name }] = [await scene.upload(film), await scene.upload(other)];
      const complaint = `You do not have permission to access the File ${name.slice(6)} or it may not exist.`;
      assert.equal(await scene.uploads.forget([film, other], complaint), 1);
      assert.equal(await find(film), undefined);
      assert.ok(await find(other));
      assert.equal(await scene.uploads.forget([film, other], "Requested entity was not found."), 1);
      assert.equal(await find(other), undefined);
      assert.equal(await scene.uploads.forget([film, other], "Requested entity was not found."), 0);
    });
  });
});

function isOf(json: unknown, label: string): boolean {
  return JSON.stringify(json ?? null).includes(label);
}
