/**
 * Ways in which clients of this API are known to have failed, one test per way, over real sockets: what becomes of an
 * upload. The numbers are ours; each stands for reports against other clients.
 */
import assert from "node:assert/strict";
import type { Wait } from "../../../src/gemini/retry.ts";
import { UploadPaused, type UploadSession } from "../../../src/gemini/uploadSession.ts";
import { failureOf } from "./server.ts";
import { assertArrived, closeUploadServers, serveUploads } from "./uploadServer.ts";
import type { Fault, UploadServer } from "./uploadServer.ts";
import { patterned, reusing, sha256 } from "./uploadSources.ts";

const bytes = patterned(1000);
const mimeType = "video/mp4";
const data = "upload, finalize";
/** The fault for the first time a command comes. */
function once(wanted: string, fault: Fault) {
  return (command: string, nth: number) => (command === wanted && nth === 0 ? fault : undefined);
}

describe("reliability of uploads", () => {
  afterEach(closeUploadServers);

  const upload = (server: UploadServer, options = {}) =>
    server.client().uploadFile(reusing(bytes, 300), { mimeType, ...options });

  it("R29 what is refused again and again is given up after as many attempts as any request, its session kept", async () => {
    const server = await serveUploads({
      fault: (command) => (command === data ? { take: 0, status: 503 } : undefined),
    });
    const sessions: (UploadSession | undefined)[] = [];
    const onWait = () => undefined;
    const onSession = (session: UploadSession | undefined) => sessions.push(session);
    const error = await failureOf(upload(server, { onSession, onWait }));
    assert.equal(error.kind, "overloaded");
    assert.equal(server.log.filter((entry) => entry.startsWith(data)).length, 5);
    assert.notEqual(sessions.at(-1), undefined);
    assert.ok(!server.log.includes("cancel"));
  });

  it("R29 progress makes the next failure the first", async () => {
    const server = await serveUploads({
      fault: (command, nth) => (command === data && nth < 9 ? { take: 100, then: "reset" } : undefined),
    });
    const attempts: number[] = [];
    const onWait = ({ attempt }: Wait) => attempts.push(attempt);
    await upload(server, { onWait });
    assertArrived(server, bytes);
    assert.deepEqual(attempts, [1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it("R29 an offset that the server refuses is asked for, a bounded number of times", async () => {
    for (const status of [400, 412, 416]) {
      const passing = await serveUploads({ fault: once(data, { take: 500, status }) });
      await upload(passing);
      assertArrived(passing, bytes);
      const refusing = await serveUploads({
        fault: (command) => (command === data ? { status } : undefined),
      });
      const error = await failureOf(upload(refusing));
      assert.equal(error.kind, "badRequest");
      assert.equal(refusing.log.filter((entry) => entry.startsWith(data)).length, 3);
    }
  });

  it("R29 an upload that the server has lost or cancelled begins anew, a bounded number of times", async () => {
    const cancelled = { status: 200, headers: { "X-Goog-Upload-Status": "cancelled" } };
    for (const fault of [{ status: 404 }, { status: 410 }, cancelled]) {
      const passing = await serveUploads({ fault: once(data, { take: 500, ...fault }) });
      const file = await upload(passing);
      assert.equal(file.sha256, sha256(bytes));
      assert.deepEqual(passing.log, ["start", `${data} @0`, "start", `${data} @0`]);
      const losing = await serveUploads({
        fault: (command) => (command === data ? { take: 500, ...fault } : undefined),
      });
      const error = await failureOf(upload(losing));
      assert.equal(error.kind, "fileState");
      assert.equal(losing.starts.length, 3);
    }
  });

  it("R29 a server that never finishes, or never says how far it is, is left", async () => {
    const active = { "X-Goog-Upload-Status": "active", "X-Goog-Upload-Size-Received": "1000" };
    for (const headers of [active, {}, { ...active, "X-Goog-Upload-Size-Received": "0" }]) {
      const server = await serveUploads({
        fault: (command) => (command === "start" ? undefined : { take: 1000, status: 200, headers }),
      });
      await failureOf(upload(server, { onWait: () => undefined }));
      assert.ok(server.log.length < 15, String(server.log.length));
    }
  });

  it("R29 any other refusal is told at once", async () => {
    const server = await serveUploads({ fault: once(data, { take: 1000, status: 403 }) });
    const error = await failureOf(upload(server));
    assert.equal(error.status, 403);
    assert.deepEqual(server.log, ["start", `${data} @0`]);
  });

  it("R30 an abort between two attempts ends the wait", async () => {
    const server = await serveUploads({ fault: once(data, { status: 503 }) });
    const abort = new AbortController();
    const onWait = () => abort.abort();
    const client = server.client({ retry: {} });
    const uploading = client.uploadFile(reusing(bytes, 300), { mimeType, signal: abort.signal, onWait });
    await assert.rejects(uploading, (error) => error === abort.signal.reason);
    await server.seen("cancel");
  });

  it("R30 an upload that is only paused is not cancelled, and goes on from where it was", async () => {
    const server = await serveUploads({ fault: once(data, { take: 600, then: "stall" }) });
    const pause = new AbortController();
    let session: UploadSession | undefined;
    const onSession = (told: UploadSession | undefined) => (session = told);
    const uploading = upload(server, { signal: pause.signal, onSession });
    await server.seen("stalled");
    pause.abort(new UploadPaused());
    await assert.rejects(uploading, UploadPaused);
    await upload(server, { session });
    assert.deepEqual(server.log, ["start", `${data} @0`, "stalled", "query", `${data} @600`]);
    assertArrived(server, bytes);
  });

  it("R30 an abort does not wait for the server to take the cancellation", async () => {
    const server = await serveUploads({
      fault: (command) => (command === "start" ? undefined : { then: "stall" }),
    });
    const abort = new AbortController();
    const uploading = upload(server, { signal: abort.signal });
    await server.seen("stalled");
    abort.abort();
    await assert.rejects(uploading, (error) => error === abort.signal.reason);
    await server.seen("stalled", 2);
  });

  it("R31 a file may be called anything, and no header holds its name", async () => {
    for (const [displayName, shown] of [
      ["日本語のビデオ.mp4", "日本語のビデオ.mp4"],
      ["two\nlines\tand\u0000more\u2028.mp4", "two lines and more .mp4"],
      ["🎬".repeat(300), "🎬".repeat(256)],
      ["lone \ud800", "lone \ufffd"],
      [" \n ", undefined],
    ] as const) {
      const server = await serveUploads();
      await upload(server, { displayName });
      assert.deepEqual(JSON.parse(server.starts[0] ?? ""), {
        file: shown === undefined ? {} : { displayName: shown },
      });
      assert.equal(server.requests[0]?.headers["x-goog-upload-file-name"], undefined);
    }
  });

  it("R32 an empty file, and one beyond 2 GiB, are refused here", async () => {
    const server = await serveUploads();
    for (const [size, kind] of [
      [0, "emptyFile"],
      [2 ** 31 + 1, "fileTooLarge"],
    ] as const) {
      const source = { ...reusing(bytes, 300), size };
      assert.equal((await failureOf(server.client().uploadFile(source, { mimeType }))).kind, kind);
    }
    assert.deepEqual(server.log, []);
  });

  it("R34 every chunk but the last is a multiple of the granularity", async () => {
    for (const [granularity, chunkSize, expected] of [
      [256, 300, [0, 256, 512, 768]],
      [256, 600, [0, 512]],
      [256, 1, [0, 256, 512, 768]],
      [500, 500, [0, 500]],
      [4096, 300, [0]],
    ] as const) {
      const server = await serveUploads({ granularity });
      await upload(server, { chunkSize });
      assertArrived(server, bytes);
      assert.deepEqual(
        server.log.slice(1),
        expected.map((offset, index) => `${index === expected.length - 1 ? data : "upload"} @${offset}`),
      );
    }
  });

  it("R36 a reset that is not survived is named, without the upload's address", async () => {
    const server = await serveUploads({ fault: once(data, { take: 10, then: "reset" }) });
    const error = await failureOf(
      server.client({ retry: false }).uploadFile(reusing(bytes, 300), { mimeType }),
    );
    assert.equal(error.kind, "network");
    assert.notEqual(error.message, "terminated");
  });

  it("R36 the upload's address is in no error", async () => {
    for (const echo of ["upload_id=secret-upload-1&upload_protocol=resumable", "secret-upload-1"]) {
      const body = JSON.stringify({
        error: { code: 403, message: `No ${echo}`, details: [{ "@type": "x", at: echo }] },
      });
      const server = await serveUploads({ fault: once(data, { take: 1000, status: 403, body }) });
      const error = await failureOf(upload(server));
      assert.match(error.message, /\[upload\]/);
      assert.ok(
        !JSON.stringify([error.message, error.details, String(error.stack)]).includes("secret-upload"),
      );
    }
  });

  it("R36 nothing is sent to an address that is not the endpoint's", async () => {
    const elsewhere = await serveUploads();
    for (const uploadUrl of [
      () => `${elsewhere.url}/upload?upload_id=1`,
      (url: string) => url.replace("http:", "https:"),
      () => "https://generativelanguage.googleapis.com/upload?upload_id=1",
      (url: string) => url.replace("//", "//user:word@"),
      () => "/relative",
      () => "",
    ]) {
      const server = await serveUploads({ uploadUrl });
      const error = await failureOf(upload(server));
      assert.ok(error.kind === "redirect" || error.kind === "protocol", error.kind);
      assert.deepEqual(server.log, ["start"]);
    }
    assert.deepEqual(elsewhere.log, []);
  });

  it("R37 every path has the version that was set", async () => {
    for (const baseUrl of ["", "/", "/v9", "/v9/"]) {
      const server = await serveUploads();
      const client = server.client({ apiVersion: "v9", baseUrl: `${server.url}${baseUrl}` });
      await client.uploadFile(reusing(bytes, 300), { mimeType });
      await client.getFile("files/f1");
      await client.listFiles().next();
      await client.waitUntilActive("files/f1");
      await client.deleteFile("files/f1");
      const paths = server.requests.map(({ url }) => new URL(url ?? "", server.url).pathname);
      const file = "/v9/files/f1";
      assert.deepEqual(paths, ["/upload/v9/files", "/upload/v9/files", file, "/v9/files", file, file]);
    }
  });
});
