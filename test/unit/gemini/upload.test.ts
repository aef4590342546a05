import assert from "node:assert/strict";
import { failureOf } from "./server.ts";
import { assertArrived, closeUploadServers, serveUploads } from "./uploadServer.ts";
import { patterned, reusing, sha256 } from "./uploadSources.ts";
import type { UploadSession } from "../../../src/gemini/uploadSession.ts";

const bytes = patterned(1000);
const mimeType = "video/mp4";

describe("uploadFile", () => {
  afterEach(closeUploadServers);

  it("sends a file in one request, with the key in a header, and gives back its description and hash", async () => {
    const server = await serveUploads();
    const progress: number[] = [];
    const onProgress = (sent: number) => progress.push(sent);
    const options = { mimeType, displayName: "clip.mp4", onProgress };
    const file = await server.client().uploadFile(reusing(bytes, 300), options);
    assert.deepEqual(server.log, ["start", "upload, finalize @0"]);
    assert.equal(file.name, "files/f1");
    assert.equal(file.sha256, sha256(bytes));
    assert.equal(file.displayName, "clip.mp4");
    assert.deepEqual(progress, [0, 300, 600, 900, 1000]);
    assertArrived(server, bytes);
    const [start, data] = server.requests;
    assert.equal(start?.url, "/upload/v1beta/files");
    assert.equal(start.headers["x-goog-upload-protocol"], "resumable");
    assert.equal(start.headers["x-goog-upload-header-content-length"], "1000");
    assert.equal(start.headers["x-goog-upload-header-content-type"], "video/mp4");
    assert.equal(start.headers["x-goog-upload-file-name"], undefined);
    assert.equal(data?.headers["content-length"], "1000");
    assert.ok(server.requests.every(({ headers }) => headers["x-goog-api-key"] === "test-key-of-uploads"));
    assert.ok(server.requests.every(({ url }) => !url?.includes("test-key")));
  });

  it("leaves the source when it is done with it, whatever the end", async () => {
    const server = await serveUploads({
      fault: (command, nth) => (nth === 0 && command !== "start" ? { take: 700, status: 503 } : undefined),
    });
    const source = reusing(bytes, 300);
    await server.client().uploadFile(source, { mimeType });
    assert.equal(source.open(), 0);
  });

  it("finalizes by itself what arrived whole without being finished", async () => {
    const server = await serveUploads({
      fault: (command) => (command === "upload, finalize" ? { take: 1000, then: "reset" } : undefined),
    });
    const file = await server.client().uploadFile(reusing(bytes, 300), { mimeType });
    assert.deepEqual(server.log, ["start", "upload, finalize @0", "query", "finalize @1000"]);
    assert.equal(file.sha256, sha256(bytes));
  });

  it("takes the file from the query when the answer to the last bytes was lost", async () => {
    const server = await serveUploads({
      fault: (command, _nth, { sessions }) => {
        const session = [...sessions.values()][0];
        if (command !== "upload, finalize" || session === undefined) return undefined;
        session.pieces.push(bytes);
        session.received = 1000;
        return { then: "reset" };
      },
    });
    const uploading = server.client().uploadFile(reusing(bytes, 300), { mimeType });
    await server.seen("upload, finalize @0");
    server.finish([...server.sessions.values()][0]!);
    assert.equal((await uploading).name, "files/f1");
    assert.deepEqual(server.log, ["start", "upload, finalize @0", "query"]);
  });

  it("looks the file up when the server says that it is there and not what it is", async () => {
    const lost = { status: 200, headers: { "X-Goog-Upload-Status": "final" } };
    const server = await serveUploads({
      fault: (command, _nth, { files }) => {
        if (command !== "upload, finalize") return undefined;
        const sha256Hash = Buffer.from(sha256(bytes)).toString("base64");
        const like = { sizeBytes: "1000", mimeType, displayName: "a", sha256Hash };
        files.set("files/old", { ...like, name: "files/old", createTime: "2026-01-01T00:00:00Z" });
        files.set("files/new", { ...like, name: "files/new", createTime: "2026-01-02T00:00:00Z" });
        files.set("files/x", {
          ...like,
          name: "files/x",
          createTime: "2026-01-03T00:00:00Z",
          sha256Hash: btoa("0".repeat(64)),
        });
        files.set("files/y", {
          ...like,
          name: "files/y",
          createTime: "2026-01-03T00:00:00Z",
          sizeBytes: "1001",
        });
        return { take: 1000, ...lost };
      },
    });
    const options = { mimeType, displayName: "a" };
    assert.equal((await server.client().uploadFile(reusing(bytes, 300), options)).name, "files/new");
    server.files.delete("files/old");
    assert.equal(server.files.size, 3);
    const unhashed = server.client({
      createHash: () => ({ update: () => undefined, digest: () => new Uint8Array(32).fill(1) }),
    });
    const error = await failureOf(unhashed.uploadFile(reusing(bytes, 300), options));
    assert.equal(error.kind, "fileState");
  });

  it("refuses a media type that cannot be one, before anything is sent", async () => {
    const server = await serveUploads();
    const error = await failureOf(server.client().uploadFile(reusing(bytes, 300), { mimeType: "a\nb: c" }));
    assert.equal(error.kind, "badRequest");
    assert.deepEqual(server.log, []);
  });

  it("names an endpoint without uploads, and not a model", async () => {
    const server = await serveUploads({ fault: () => ({ status: 404, body: "<title>Not Found</title>" }) });
    const error = await failureOf(server.client().uploadFile(reusing(bytes, 300), { mimeType }));
    assert.equal(error.kind, "protocol");
    assert.match(error.message, /no uploads.*Not Found/);
  });

  it("tells the server's own reason when it ends the upload by refusing it, and does not ask again", async () => {
    const refusal = {
      error: { code: 400, message: "Unsupported MIME type: a/b", status: "INVALID_ARGUMENT" },
    };
    const server = await serveUploads({
      fault: (command) =>
        command === "upload, finalize"
          ? {
              take: 1000,
              status: 400,
              headers: { "X-Goog-Upload-Status": "final" },
              body: JSON.stringify(refusal),
            }
          : undefined,
    });
    const sessions: (UploadSession | undefined)[] = [];
    const onSession = (session: UploadSession | undefined) => sessions.push(session);
    const error = await failureOf(server.client().uploadFile(reusing(bytes, 300), { mimeType, onSession }));
    assert.equal(error.message, "Unsupported MIME type: a/b");
    assert.deepEqual(server.log, ["start", "upload, finalize @0"]);
    assert.equal(sessions.at(-1), undefined);
  });

  for (const [what, actual] of [
    ["ends early", 999],
    ["goes on", 1001],
  ] as const) {
    it(`cancels when the source ${what}`, async () => {
      const server = await serveUploads();
      const source = { ...reusing(patterned(actual), 300), size: 1000 };
      const error = await failureOf(server.client().uploadFile(source, { mimeType }));
      assert.equal(error.kind, "fileChanged");
      await server.seen("cancel");
      assert.equal(server.files.size, 0);
    });
  }

  it("throws on what the source threw, and keeps the session", async () => {
    const server = await serveUploads();
    const failure = new Error("EIO");
    const source = {
      size: 1000,
      async *read() {
        yield await Promise.resolve(bytes.subarray(0, 300));
        throw failure;
      },
    };
    const sessions: (UploadSession | undefined)[] = [];
    const onSession = (session: UploadSession | undefined) => sessions.push(session);
    const uploading = server.client().uploadFile(source, { mimeType, onSession });
    await assert.rejects(uploading, (error) => error === failure);
    assert.equal(sessions.length, 1);
    assert.ok(!server.log.includes("cancel"));
  });
});

describe("the hash of an upload", () => {
  afterEach(closeUploadServers);

  for (const [form, encode] of [
    ["hex", (hash: string) => Buffer.from(hash).toString("base64")],
    ["the digest", (hash: string) => Buffer.from(hash, "hex").toString("base64")],
    ["nothing", () => undefined],
    ["something else", () => "?"],
  ] as const) {
    it(`is compared with base64 of ${form}`, async () => {
      const server = await serveUploads({
        file: (received) => ({ sha256Hash: encode(sha256(received)) }) as { sha256Hash: string },
      });
      assert.equal(
        (await server.client().uploadFile(reusing(bytes, 300), { mimeType })).sha256,
        sha256(bytes),
      );
      assert.equal(server.starts.length, 1);
    });
  }

  for (const digest of ["hex", "base64"] as const) {
    it(`that is another deletes the file and sends it once more, then fails (${digest})`, async () => {
      let uploads = 0;
      const damaged = Buffer.from(sha256(patterned(5)), digest === "hex" ? "utf8" : "hex").toString("base64");
      const file = (received: Buffer) =>
        ++uploads === 2
          ? { sha256Hash: Buffer.from(sha256(received)).toString("base64") }
          : { sha256Hash: damaged };
      const server = await serveUploads({ file });
      const uploaded = await server.client().uploadFile(reusing(bytes, 300), { mimeType });
      assert.equal(uploaded.sha256, sha256(bytes));
      assert.deepEqual(server.log, [
        "start",
        "upload, finalize @0",
        "DELETE /v1beta/files/f1",
        "start",
        "upload, finalize @0",
      ]);
      uploads = 10;
      const error = await failureOf(server.client().uploadFile(reusing(bytes, 300), { mimeType }));
      assert.equal(error.kind, "fileDamaged");
      assert.equal(server.files.size, 1);
    });
  }
});

describe("a session that was kept", () => {
  afterEach(closeUploadServers);

  /** A server where an upload has broken off for good after 600 bytes, and its session. */
  async function broken() {
    let isDown = true;
    const server = await serveUploads({
      fault: (command) => {
        if (!isDown || command === "start") return undefined;
        return command === "query" ? { then: "reset" } : { take: 600, then: "reset" };
      },
    });
    let session: UploadSession | undefined;
    const onSession = (told: UploadSession | undefined) => (session = told);
    const error = await failureOf(server.client().uploadFile(reusing(bytes, 300), { mimeType, onSession }));
    assert.equal(error.kind, "network");
    assert.ok(session);
    isDown = false;
    server.log.length = 0;
    return { server, session: JSON.parse(JSON.stringify(session)) as UploadSession };
  }

  it("goes on where it broke off, and its hash is that of the whole", async () => {
    const { server, session } = await broken();
    const told: unknown[] = [];
    const onSession = (next: unknown) => told.push(next);
    const file = await server.client().uploadFile(reusing(bytes, 300), { mimeType, session, onSession });
    assert.deepEqual(server.log, ["query", "upload, finalize @600"]);
    assert.equal(file.sha256, sha256(bytes));
    assertArrived(server, bytes);
    assert.deepEqual(told, [undefined]);
  });

  it("is noticed to be of other bytes by the hash of the whole", async () => {
    const { server, session } = await broken();
    const other = patterned(1000, 7);
    const file = await server.client().uploadFile(reusing(other, 300), { mimeType, session });
    assert.deepEqual(server.log.slice(0, 3), ["query", "upload, finalize @600", "DELETE /v1beta/files/f1"]);
    assert.equal(file.sha256, sha256(other));
    assertArrived(server, other);
  });

  it("of a finished upload gives its file", async () => {
    const { server, session } = await broken();
    await server.client().uploadFile(reusing(bytes, 300), { mimeType, session });
    server.log.length = 0;
    const file = await server.client().uploadFile(reusing(bytes, 300), { mimeType, session });
    assert.equal(file.name, "files/f1");
    assert.equal(file.sha256, sha256(bytes));
    assert.deepEqual(server.log, ["query"]);
  });

  it("is not taken up for another file, and its address is asked for nothing elsewhere", async () => {
    const { server, session } = await broken();
    const elsewhere = await serveUploads();
    const unusable = [
      { ...session, size: 1001 },
      { ...session, mimeType: "audio/wav" },
      { ...session, version: "other" },
      { ...session, url: session.url.replace(server.url, elsewhere.url) },
      { ...session, url: "no URL" },
    ];
    for (const kept of unusable) {
      server.log.length = 0;
      await server.client().uploadFile(reusing(bytes, 300), { mimeType, session: kept });
      assert.deepEqual(server.log, ["start", "upload, finalize @0"]);
    }
    assert.deepEqual(elsewhere.log, []);
  });
});
