import assert from "node:assert/strict";
import { UploadPaused } from "../../../../src/gemini/uploadSession.ts";
import type { FileReference } from "../../../../src/shared/transcript.ts";
import { UploadScene } from "./uploadsSupport.ts";

const data = "upload, finalize";

describe("Uploads that were left", () => {
  let scene: UploadScene;
  beforeEach(async () => {
    scene = await UploadScene.open();
  });
  afterEach(() => scene.emulator.close());

  describe("by a reload", () => {
    async function interrupted(): Promise<FileReference> {
      scene.emulator.scenario("upload-stall bytes=400");
      const file = scene.add();
      const waiting = scene.waiter(file);
      await scene.stalled(400);
      scene.uploads.dispose();
      waiting.leave();
      await assert.rejects(waiting.result);
      scene.reload();
      return file;
    }

    it("go on from where they were, and are cancelled nowhere", async () => {
      const file = await interrupted();
      await scene.upload(file);
      assert.deepEqual(scene.commands, ["start", data, "query", data]);
      assert.equal(scene.emulator.requests.findLast(isData)?.headers["x-goog-upload-offset"], "400");
      assert.equal(scene.sessions.known.size, 0);
    });

    it("are told to have paused, to those who still wait", async () => {
      scene.emulator.scenario("upload-stall bytes=400");
      const { result } = scene.waiter(scene.add());
      await scene.stalled(400);
      scene.uploads.dispose();
      await assert.rejects(result, UploadPaused);
    });

    it("begin anew in another project", async () => {
      const file = await interrupted();
      scene.project = "theirs";
      await scene.upload(file);
      assert.deepEqual(scene.commands, ["start", data, "start", data]);
      assert.equal(scene.sessions.known.size, 1);
    });

    it("begin anew when the file has changed meanwhile", async () => {
      const file = await interrupted();
      await scene.upload({ ...file, modified: 2 });
      assert.deepEqual(scene.commands, ["start", data, "start", data]);
    });
  });

  describe("when all bytes were there", () => {
    /** Gives up while the server processes the file, in a window that is gone then. */
    async function leftWhileProcessed(): Promise<FileReference> {
      scene.emulator.scenario("file-processing polls=300");
      const file = scene.add();
      const { result, states, leave } = scene.waiter(file);
      await scene.emulator.waitForRequest(({ method, finished }) => method === "GET" && finished);
      assert.equal(states.at(-1)?.type, "processing");
      leave();
      await assert.rejects(result);
      scene.reload();
      return file;
    }

    it("are not repeated while Gemini still looks through them", async () => {
      const file = await leftWhileProcessed();
      assert.equal(await scene.uploads.find(file, new AbortController().signal), undefined);
      const again = scene.waiter(file);
      await scene.emulator.waitForRequest(({ path }) => /\/files\/./.test(path));
      again.leave();
      await assert.rejects(again.result);
      await assert.rejects(scene.upload(file), { kind: "fileProcessing" });
      assert.deepEqual(scene.commands, ["start", data]);
      assert.deepEqual((await scene.upload(file)).processing, undefined);
      assert.deepEqual(scene.commands, ["start", data]);
    });

    it("are repeated when the server has lost the file", async () => {
      const file = await leftWhileProcessed();
      scene.emulator.clock.advance(1);
      const [{ name = "" } = {}] = (await listed()).files ?? [];
      await fetch(`${scene.emulator.url}/v1beta/${name}`, { method: "DELETE", headers: key });
      assert.notEqual((await scene.upload(file)).name, name);
      assert.deepEqual(scene.commands, ["start", data, "start", data]);
    });

    it("are repeated on the next try when Gemini could not make sense of it", async () => {
      scene.emulator.scenario("file-failed");
      const file = scene.add();
      await assert.rejects(scene.upload(file), { kind: "fileFailed" });
      assert.deepEqual((await scene.upload(file)).mimeType, "video/mp4");
      assert.deepEqual(scene.commands, ["start", data, "start", data]);
    });
  });

  const key = { "x-goog-api-key": "test-key" };

  async function listed() {
    const response = await fetch(`${scene.emulator.url}/v1beta/files`, { headers: key });
    return (await response.json()) as { readonly files?: readonly { readonly name?: string }[] };
  }
});

const isData = ({ headers }: { readonly headers: Readonly<Record<string, unknown>> }) =>
  headers["x-goog-upload-command"] === data;
