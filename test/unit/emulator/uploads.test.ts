import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { assertMessage } from "./shapes.ts";
import { answerOf, errorOf, keyHeader } from "./support.ts";
import { command, fileIn, files, poll, progress, start, startedAt, upload } from "./uploading.ts";

const hashOf = (bytes: string | Buffer) =>
  Buffer.from(createHash("sha256").update(bytes).digest("hex")).toString("base64");

describe("emulator's uploads", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ keys: ["right-key", "other-key"], chunkGranularity: 8 });
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  it("begin with an address nobody can guess, under every version and name of the path", async () => {
    const ids = new Set<string>();
    for (const version of ["v1", "v1beta", "v1alpha"]) {
      for (const prefix of ["", "/resumable"]) {
        const response = await start(emulator, { path: `${prefix}/upload/${version}/files` });
        assert.equal(response.status, 200);
        assert.equal(await response.text(), "");
        assert.equal(response.headers.get("x-goog-upload-status"), "active");
        assert.equal(response.headers.get("x-goog-upload-chunk-granularity"), "8");
        const url = new URL(response.headers.get("x-goog-upload-url") ?? "");
        assert.equal(url.origin, emulator.url);
        assert.ok(!url.searchParams.has("key"));
        ids.add(url.searchParams.get("upload_id") ?? "");
      }
    }
    assert.equal(ids.size, 6);
    assert.ok([...ids].every((id) => id.length >= 64));
  });

  it("take a file at once and describe it, as the API's document has it", async () => {
    const url = await startedAt(emulator, { size: 5, file: { displayName: "潮汐.txt" } });
    const response = await command(url, "upload, finalize", "tides");
    assert.deepEqual(progress(response), ["final", "5"]);
    const body: unknown = await response.clone().json();
    assertMessage(body, "CreateFileResponse");
    const file = await fileIn(response);
    assert.match(file.name, /^files\/[a-z0-9-]{1,40}$/);
    assert.equal(file.uri, `${emulator.url}/v1beta/${file.name}`);
    assert.deepEqual(
      [file.displayName, file.mimeType, file.sizeBytes, file.state, file.sha256Hash],
      ["潮汐.txt", "text/plain", "5", "ACTIVE", hashOf("tides")],
    );
    assert.equal(Date.parse(file.expirationTime) - Date.parse(file.createTime), 48 * 3_600_000);
  });

  it("take a file in pieces, tell how far they are, and are completed apart", async () => {
    const bytes = Buffer.from("0123456789abcdefghij");
    const url = await startedAt(emulator, { size: 20 });
    assert.deepEqual(progress(await command(url, "query")), ["active", "0"]);
    assert.deepEqual(progress(await command(url, "upload", bytes.subarray(0, 8))), ["active", "8"]);
    assert.deepEqual(progress(await command(url, "upload", bytes.subarray(8, 16), 8)), ["active", "16"]);
    assert.deepEqual(progress(await command(url, "query")), ["active", "16"]);
    const early = await command(url, "finalize");
    assert.equal(early.status, 400);
    const last = await command(url, "upload", bytes.subarray(16), 16);
    assert.match(await last.text(), /^The client sent 4 bytes, which is not a multiple of the 8 byte chunk/);
    const file = await fileIn(await command(url, "upload, finalize", bytes.subarray(16), 16));
    assert.equal(file.sha256Hash, hashOf(bytes));
    const asked = await command(url, "query");
    assert.deepEqual(progress(asked), ["final", "20"]);
    assert.equal((await fileIn(asked)).name, file.name);
    const whole = await startedAt(emulator, { size: 8 });
    await command(whole, "upload", bytes.subarray(0, 8));
    assert.equal((await fileIn(await command(whole, "finalize"))).sizeBytes, "8");
  });

  it("ask for pieces of 8 MiB unless told otherwise", async () => {
    const strict = await startEmulator();
    const response = await start(strict);
    assert.equal(response.headers.get("x-goog-upload-chunk-granularity"), "8388608");
    const piece = Buffer.alloc(8_388_609);
    const refused = await command(response.headers.get("x-goog-upload-url") ?? "", "upload", piece);
    assert.equal(
      await refused.text(),
      "The client sent 8388609 bytes, which is not a multiple of the 8388608 byte chunk granularity.",
    );
    await strict.close();
  });

  it("refuse bytes for another place than the next, and stay open", async () => {
    const url = await startedAt(emulator, { size: 16 });
    await command(url, "upload", "01234567");
    for (const offset of [0, 16]) {
      const refused = await command(url, "upload, finalize", "89abcdef", offset);
      assert.equal(refused.status, 400);
      assert.match(await refused.text(), new RegExp(`the upload offset is ${offset} byte.* size of 8 byte`));
      assert.deepEqual(progress(refused), ["active", "8"]);
    }
    const tooMuch = await command(url, "upload, finalize", "89abcdefg", 8);
    assert.match(await tooMuch.text(), /17 byte\(s\) were sent of a file of 16/);
    assert.equal((await command(url, "upload, finalize", "89abcdef", 8)).status, 200);
  });

  it("refuse nothing, too much, a name or a type that cannot be, and a field nobody knows", async () => {
    const cases = [
      [{ size: 0 }, /The file is empty/],
      [{ size: 2_147_483_649 }, /too large: 2147483649/],
      [{ file: { displayName: "x".repeat(513) } }, /no more than 512 characters/],
      [{ file: { name: "files/-a" } }, /lowercase alphanumeric/],
      [{ mimeType: "nonsense" }, /Unsupported MIME type: nonsense/],
      [{ file: { colour: "red" } }, /Unknown name "colour" at 'file'/],
    ] as const;
    for (const [options, message] of cases) {
      const refused = await start(emulator, options);
      assert.equal(refused.status, 400);
      assert.match((await errorOf(refused)).message, message);
    }
    const empty = await command(await startedAt(emulator), "upload, finalize", "");
    assert.match((await errorOf(empty)).message, /The file is empty/);
    const named = { file: { name: "files/my-tides" } };
    assert.equal((await upload(emulator, "x", named)).name, "files/my-tides");
    assert.equal((await errorOf(await start(emulator, named))).status, "ALREADY_EXISTS");
  });

  it("know nobody's address but their own, and no key but the one they began with", async () => {
    const url = await startedAt(emulator, { size: 1 });
    const unknown = new URL(url);
    unknown.searchParams.set("upload_id", "unheard-of");
    assert.equal((await command(unknown.href, "query")).status, 404);
    const foreign = await command(url, "upload, finalize", "x", 0, { "x-goog-api-key": "other-key" });
    assert.equal((await errorOf(foreign)).status, "PERMISSION_DENIED");
    const keyless = await fetch(url, { method: "POST", headers: { "x-goog-upload-command": "query" } });
    assert.equal(keyless.status, 403);
    assert.equal((await start(emulator, { headers: { "x-goog-api-key": "wrong" } })).status, 400);
    assert.equal((await command(url, "upload, finalize", "x")).status, 200);
  });

  it("can be cancelled, and are over then", async () => {
    const url = await startedAt(emulator, { size: 8 });
    assert.equal(progress(await command(url, "cancel"))[0], "cancelled");
    const late = await command(url, "upload, finalize", "01234567");
    assert.deepEqual([late.status, await late.text()], [400, "Upload has already been terminated."]);
    assert.equal(progress(await command(url, "query"))[0], "cancelled");
  });

  it("refuse what is no upload", async () => {
    assert.equal((await command(`${emulator.url}/upload/v1beta/files`, "upload", "x")).status, 400);
    assert.equal((await command(await startedAt(emulator), "dance")).status, 400);
  });

  it("come as multipart/related too, whatever the file holds", async () => {
    const bytes = Buffer.concat([
      Buffer.from("\r\n--x\r\n\r\n"),
      Buffer.alloc(100_000, 7),
      Buffer.from("\r\n--x"),
    ]);
    const send = (...pieces: readonly (string | Buffer)[]) =>
      fetch(`${emulator.url}/upload/v1beta/files`, {
        method: "POST",
        headers: {
          ...keyHeader,
          "x-goog-upload-protocol": "multipart",
          "content-type": "multipart/related; boundary=x1",
        },
        body: new Uint8Array(Buffer.concat(pieces.map((piece) => Buffer.from(piece)))),
      });
    const head =
      `--x1\r\ncontent-type: application/json\r\n\r\n{"file":{"displayName":"é"}}\r\n` +
      `--x1\r\ncontent-type: text/plain\r\n\r\n`;
    const response = await send(head, bytes, "\r\n--x1--\r\n");
    assert.equal(response.status, 200);
    const file = await fileIn(response);
    assert.deepEqual([file.displayName, file.mimeType, file.sha256Hash], ["é", "text/plain", hashOf(bytes)]);
    assert.equal((await send(head, bytes)).status, 400);
    assert.equal((await send(head, "\r\n--x1--")).status, 400);
  });

  it("are on record with the bytes that came, and leave nothing behind", async () => {
    const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("castor-emulator-"));
    const before = new Set(folders());
    const own = await startEmulator({ keys: "none" });
    const file = await upload(own, Buffer.alloc(3_000_000, 1));
    assert.equal(folders().filter((name) => !before.has(name)).length >= 1, true);
    assert.equal(own.requests.find(({ query }) => query.has("upload_id"))?.bytesReceived, 3_000_000);
    assert.equal((await poll(own, file)).state, "ACTIVE");
    const left = (await own.waitForRequest(({ finished }) => finished)).path;
    assert.equal(left, "/upload/v1beta/files");
    const mine = folders().filter((name) => !before.has(name));
    await own.close();
    assert.ok(mine.some((name) => !folders().includes(name)));
  });

  it("survive a client that goes away in the middle", async () => {
    const url = await startedAt(emulator, { size: 16 });
    const leaving = new AbortController();
    const half = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Buffer.from("01234567")),
    });
    const sent = fetch(url, {
      method: "POST",
      headers: { ...keyHeader, "x-goog-upload-command": "upload, finalize", "x-goog-upload-offset": "0" },
      body: half,
      duplex: "half",
      signal: leaving.signal,
    } as RequestInit);
    const request = await emulator.waitForRequest(({ query }) => query.has("upload_id"));
    const stored = async () => progress(await command(url, "query"))[1];
    leaving.abort();
    await assert.rejects(sent);
    await emulator.waitForRequest((each) => each === request && each.closedEarly);
    const rest = "0123456789abcdef".slice(Number(await stored()));
    const file = await fileIn(await command(url, "upload, finalize", rest, 16 - rest.length));
    assert.equal(file.sha256Hash, hashOf("0123456789abcdef"));
  });

  it("prove in an answer what they brought", async () => {
    const { uri, name } = await upload(emulator, "High water at nine.\n", { file: { displayName: "tides" } });
    const fileData = { fileUri: uri };
    const text = await answerOf(emulator, { contents: [{ parts: [{ fileData }, { text: "Summarize" }] }] });
    assert.match(text, /\*\*tides:\*\* A text of 1 line and 4 words; it begins: “High water at nine\.”/);
    await files(emulator, name.replace("files", ""), { method: "DELETE" });
  });
});
