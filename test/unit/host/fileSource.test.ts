import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { appendFile, mkdtemp, readdir, readlink, rm, truncate, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fetchTransport } from "../../../src/gemini/fetchTransport.ts";
import { GeminiError } from "../../../src/gemini/errors.ts";
import { bytesSource, fileSource } from "../../../src/host/fileSource.ts";
import { createNodeTransport } from "../../../src/host/nodeTransport.ts";
import { createTransport } from "../../../src/host/transport.lazy.ts";
import { failureOf } from "../gemini/server.ts";
import { assertArrived, closeUploadServers, serveUploads } from "../gemini/uploadServer.ts";
import { patterned, sha256 } from "../gemini/uploadSources.ts";

const piece = 4 * 1024 * 1024;
const mimeType = "video/mp4";
const transports = {
  undici: createTransport({ useProxy: false, noProxy: [], strictSSL: true, systemCertificates: false }).send,
  "node:http": createNodeTransport({ strictSSL: true }),
  fetch: fetchTransport,
};

async function digest(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of pieces) hash.update(bytes);
  return hash.digest("hex");
}

describe("fileSource", () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "castor-source-"));
    file = path.join(folder, "a film.mp4");
  });

  afterEach(async () => {
    await closeUploadServers();
    await rm(folder, { recursive: true });
  });

  /** Whether this process has the file open; known on Linux only. */
  async function isOpen(): Promise<boolean> {
    const descriptors = await readdir("/proc/self/fd").catch(() => []);
    const targets = descriptors.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => ""));
    return (await Promise.all(targets)).includes(file);
  }

  it("gives the bytes from anywhere, for any size", async () => {
    for (const size of [1, piece - 1, piece, piece + 1, 2 * piece, 3 * piece + 5]) {
      const bytes = patterned(size);
      await writeFile(file, bytes);
      const source = await fileSource(file);
      assert.equal(source.size, size);
      for (const offset of [0, 1, size - 1, size]) {
        assert.equal(
          await digest(source.read(offset)),
          sha256(bytes.subarray(offset)),
          `${size} from ${offset}`,
        );
      }
      const memory = bytesSource(bytes);
      assert.equal(await digest(memory.read(1)), sha256(bytes.subarray(1)));
    }
  });

  it("closes the file when its reader is done, leaves or fails", async () => {
    await writeFile(file, patterned(3 * piece));
    const source = await fileSource(file);
    assert.equal(await isOpen(), false);
    await digest(source.read(0));
    assert.equal(await isOpen(), false);
    for await (const _ of source.read(0)) {
      assert.equal(await isOpen(), process.platform === "linux");
      break;
    }
    assert.equal(await isOpen(), false);
    const failing = (async () => {
      for await (const _ of source.read(0)) throw new Error("enough");
    })();
    await assert.rejects(failing, /enough/);
    assert.equal(await isOpen(), false);
  });

  it("tells when the file is another than it was", async () => {
    const changes = [
      () => appendFile(file, "x"),
      () => truncate(file, 10),
      () => utimes(file, 1, 1),
      () => writeFile(file, patterned(2 * piece, 9)),
    ];
    for (const change of changes) {
      await writeFile(file, patterned(2 * piece));
      await utimes(file, 5, 5);
      const before = await fileSource(file);
      const pieces = before.read(0)[Symbol.asyncIterator]();
      await pieces.next();
      await change();
      const isChanged = (error: unknown) => error instanceof GeminiError && error.kind === "fileChanged";
      await assert.rejects(async () => {
        while ((await pieces.next()).done !== true);
      }, isChanged);
      await assert.rejects(before.read(0)[Symbol.asyncIterator]().next(), isChanged);
      assert.notEqual((await fileSource(file)).version, before.version);
    }
  });

  it("passes on why a file cannot be opened", async () => {
    await assert.rejects(fileSource(path.join(folder, "none")), { code: "ENOENT" });
  });

  for (const [name, fetch] of Object.entries(transports)) {
    it(`arrives whole over ${name} although its buffers are filled again, and after an interruption`, async () => {
      const bytes = patterned(5 * piece + 3);
      await writeFile(file, bytes);
      const server = await serveUploads({
        slow: true,
        fault: (command, nth) =>
          command === "upload, finalize" && nth === 0 ? { take: 2 * piece + 77, then: "reset" } : undefined,
      });
      const uploaded = await server.client({ fetch }).uploadFile(await fileSource(file), { mimeType });
      assert.equal(uploaded.sha256, sha256(bytes));
      assertArrived(server, bytes);
      assert.equal(await isOpen(), false);
    });

    it(`cancels what changes on its way over ${name}`, async () => {
      await writeFile(file, patterned(3 * piece));
      const server = await serveUploads({ slow: true });
      const source = await fileSource(file);
      let changed: Promise<void> | undefined;
      const onProgress = (sent: number) => {
        if (sent > piece) changed ??= appendFile(file, "more");
      };
      const error = await failureOf(server.client({ fetch }).uploadFile(source, { mimeType, onProgress }));
      assert.equal(error.kind, "fileChanged");
      await server.seen("cancel");
      assert.equal(server.files.size, 0);
      await changed;
    });
  }
});
