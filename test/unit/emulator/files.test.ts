import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import type { ScenarioCall } from "../../emulator/scenarios/director.ts";
import { assertError, assertMessage } from "./shapes.ts";
import { ask, errorOf } from "./support.ts";
import { type File, files, poll, start, upload } from "./uploading.ts";

const sample = (name: string) => readFileSync(new URL(`../../fixtures/media/${name}`, import.meta.url));
const otherKey = { headers: { "x-goog-api-key": "other-key" } };

describe("emulator's files", () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startEmulator({ storageBytes: 200_000 });
  });
  afterEach(() => emulator.close());

  const pathOf = ({ name }: File) => name.replace("files", "");
  const uploadVideo = () => upload(emulator, sample("screen.mp4"), { mimeType: "video/mp4" });
  const use = ({ uri }: File, mimeType?: string, options = {}) =>
    ask(emulator, { contents: [{ parts: [{ fileData: { fileUri: uri, mimeType } }] }] }, options);

  it("are listed in pages, the newest first; an empty list has no fields", async () => {
    assert.deepEqual(await (await files(emulator)).json(), {});
    for (let i = 0; i < 12; i += 1) {
      await upload(emulator, `file ${i}`, { file: { displayName: String(i) } });
    }
    const page = async (query: string) => {
      const list = (await (await files(emulator, query)).json()) as {
        readonly files: readonly File[];
        readonly nextPageToken?: string;
      };
      assertMessage(list, "ListFilesResponse");
      return { names: list.files.map((file) => file.displayName), token: list.nextPageToken };
    };
    const first = await page("");
    assert.deepEqual(first.names, ["11", "10", "9", "8", "7", "6", "5", "4", "3", "2"]);
    assert.deepEqual(await page(`?pageToken=${first.token}`), { names: ["1", "0"], token: undefined });
    assert.equal((await page("?pageSize=100")).names.length, 12);
    assert.equal((await files(emulator, "?pageSize=101")).status, 400);
    assert.equal((await files(emulator, "?pageToken=rubbish")).status, 400);
  });

  it("belong to the key that brought them", async () => {
    const file = await upload(emulator, "mine");
    assert.equal((await files(emulator, pathOf(file))).status, 200);
    const foreign = await files(emulator, pathOf(file), otherKey);
    const error: unknown = await foreign.clone().json();
    assertError(error);
    const { status, message } = await errorOf(foreign);
    const id = file.name.slice("files/".length);
    assert.equal(status, "PERMISSION_DENIED");
    assert.equal(message, `You do not have permission to access the File ${id} or it may not exist.`);
    assert.equal((await files(emulator, pathOf(file), { ...otherKey, method: "DELETE" })).status, 403);
    assert.deepEqual(await (await files(emulator, "", otherKey)).json(), {});
    assert.equal((await use(file, undefined, otherKey)).status, 403);
  });

  it("are gone when deleted, and when 48 hours have passed", async () => {
    const deleted = await upload(emulator, "soon gone");
    const response = await files(emulator, pathOf(deleted), { method: "DELETE" });
    assert.deepEqual(await response.json(), {});
    assert.equal((await files(emulator, pathOf(deleted))).status, 404);
    assert.equal((await use(deleted)).status, 404);
    const old = await upload(emulator, "old");
    emulator.clock.advance(48 * 3_600_000 - 60_000);
    assert.equal((await files(emulator, pathOf(old))).status, 200);
    emulator.clock.advance(60_000);
    assert.equal((await files(emulator, pathOf(old))).status, 403);
    assert.equal((await use(old)).status, 403);
    assert.deepEqual(await (await files(emulator)).json(), {});
  });

  it("are ACTIVE at once unless they sound or move; those after a poll, or after ten seconds", async () => {
    assert.equal(
      (await upload(emulator, sample("report.pdf"), { mimeType: "application/pdf" })).state,
      "ACTIVE",
    );
    const video = await uploadVideo();
    assert.deepEqual([video.state, video.videoMetadata], ["PROCESSING", undefined]);
    const early = await errorOf(await use(video));
    const id = video.name.slice("files/".length);
    assert.equal(early.message, `The File ${id} is not in an ACTIVE state and usage is not allowed.`);
    assert.equal(early.status, "FAILED_PRECONDITION");
    assert.equal((await poll(emulator, video)).state, "PROCESSING");
    const active = await poll(emulator, video);
    assert.deepEqual([active.state, active.videoMetadata], ["ACTIVE", { videoDuration: "4s" }]);
    assertMessage(active, "File");
    assert.equal((await use(video)).status, 200);
    const waited = await uploadVideo();
    emulator.clock.advance(10_000);
    assert.equal((await use(waited)).status, 200);
  });

  it("must be of the type that is said, and of one that the service takes", async () => {
    const file = await upload(emulator, "text");
    assert.equal((await use(file, "text/plain")).status, 200);
    assert.match((await errorOf(await use(file, "image/png"))).message, /image\/png is not that of the File/);
    const zip = await upload(emulator, sample("archive.zip"), { mimeType: "application/zip" });
    assert.equal((await errorOf(await use(zip))).message, "Unsupported MIME type: application/zip");
    const wrong = await upload(emulator, "no sound", { mimeType: "audio/wav" });
    emulator.clock.advance(10_000);
    assert.equal((await use(wrong)).status, 400);
    const counted = { method: "countTokens", query: "" };
    assert.equal((await use(zip, undefined, counted)).status, 400);
  });

  it("may lie elsewhere on the web, where nobody looks", async () => {
    for (const uri of ["https://www.youtube.com/watch?v=abc", "https://example.com/files/a.png"]) {
      assert.equal((await use({ uri } as File)).status, 200, uri);
    }
    for (const uri of ["gs://bucket/a.png", "http://example.com/a.png"]) {
      assert.match((await errorOf(await use({ uri } as File))).message, /Invalid or unsupported file uri/);
    }
  });

  it("may take up so much and no more", async () => {
    const full = await upload(emulator, Buffer.alloc(150_000, 32));
    const refused = await start(emulator, { size: 60_000 });
    assert.equal(refused.status, 429);
    assertError(await refused.json());
    await files(emulator, pathOf(full), { method: "DELETE" });
    assert.equal((await start(emulator, { size: 60_000 })).status, 200);
  });

  describe("under", () => {
    const uploadUnder = async (call: ScenarioCall) => {
      emulator.scenario(call);
      return upload(emulator, "tides");
    };

    it("file-processing are PROCESSING for as many polls as wanted, whatever they are", async () => {
      const file = await uploadUnder("file-processing polls=2");
      assert.equal(file.state, "PROCESSING");
      const states = [await poll(emulator, file), await poll(emulator, file), await poll(emulator, file)];
      assert.deepEqual(
        states.map(({ state }) => state),
        ["PROCESSING", "PROCESSING", "ACTIVE"],
      );
    });

    it("file-failed end as FAILED with an error", async () => {
      const file = await uploadUnder("file-failed");
      await poll(emulator, file);
      const failed = await poll(emulator, file);
      assert.equal(failed.state, "FAILED");
      assert.match(failed.error?.message ?? "", /failed/);
      assertMessage(failed, "File");
      assert.equal((await use(file)).status, 400);
    });

    it("file-stateless say no state in the first answers", async () => {
      const file = await uploadUnder("file-stateless answers=2");
      assert.ok(!("state" in file));
      assert.ok(!("state" in (await poll(emulator, file))));
      assert.equal((await poll(emulator, file)).state, "ACTIVE");
    });

    for (const [call, status] of [
      ["file-expired", 403],
      ["file-expired 404", 404],
      ["file-expired as=400", 400],
    ] as const) {
      it(`${call} are gone with ${status} when asked for and when used`, async () => {
        const file = await uploadUnder(call);
        assert.equal(file.state, "ACTIVE");
        assert.equal((await files(emulator, pathOf(file))).status, status);
        assert.equal((await use(file)).status, status);
      });
    }

    it("file-hash have the hash of something else", async () => {
      const right = await upload(emulator, "tides");
      const wrong = await uploadUnder("file-hash");
      assert.notEqual(wrong.sha256Hash, right.sha256Hash);
      assert.equal(Buffer.from(wrong.sha256Hash, "base64").toString().length, 64);
    });

    it("file-poll-503 and file-poll-403 refuse one question and answer the next", async () => {
      const file = await upload(emulator, "tides");
      emulator.scenario("file-poll-503");
      const busy = await files(emulator, pathOf(file));
      assert.deepEqual([busy.status, (await errorOf(busy)).message], [503, ""]);
      emulator.scenario("file-poll-403");
      assert.equal((await files(emulator, pathOf(file))).status, 403);
      assert.equal((await files(emulator, pathOf(file))).status, 200);
    });
  });
});
