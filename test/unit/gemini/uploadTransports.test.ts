/**
 * Ways in which clients of this API are known to have failed, one test per way, over real sockets: what becomes of an
 * upload over each way to send it. The numbers are ours; each stands for reports against other clients.
 */
import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { fetchTransport } from "../../../src/gemini/fetchTransport.ts";
import type { Wait } from "../../../src/gemini/retry.ts";
import type { UploadSession } from "../../../src/gemini/uploadSession.ts";
import { createNodeTransport } from "../../../src/host/nodeTransport.ts";
import { createTransport } from "../../../src/host/transport.lazy.ts";
import { failureOf } from "./server.ts";
import { assertArrived, closeUploadServers, serveUploads } from "./uploadServer.ts";
import type { Fault, UploadServer } from "./uploadServer.ts";
import { patterned, reusing, sha256 } from "./uploadSources.ts";

const bytes = patterned(1000);
const mimeType = "video/mp4";
const data = "upload, finalize";
const transports = {
  undici: createTransport({ useProxy: false, noProxy: [], strictSSL: true, systemCertificates: false }).send,
  "node:http": createNodeTransport({ strictSSL: true }),
  fetch: fetchTransport,
};

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Bytes of all buffers that somebody still holds. */
function heldBytes(): number {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

/** The fault for the first time a command comes. */
function once(wanted: string, fault: Fault) {
  return (command: string, nth: number) => (command === wanted && nth === 0 ? fault : undefined);
}

for (const [name, fetch] of Object.entries(transports)) {
  describe(`reliability of uploads over ${name}`, function () {
    // Tens of megabytes go through sockets that are kept full.
    this.timeout(30_000);

    afterEach(closeUploadServers);

    const upload = (server: UploadServer, options = {}) =>
      server.client({ fetch }).uploadFile(reusing(bytes, 300), { mimeType, ...options });

    it("R29 a cut at any byte is taken up where the server is", async () => {
      for (const take of [0, 1, 7, 8, 9, 299, 300, 301, 599, 600, 601, 899, 900, 999, 1000]) {
        const server = await serveUploads({ fault: once(data, { take, then: "reset" }) });
        const file = await upload(server);
        assert.equal(file.sha256, sha256(bytes), String(take));
        assertArrived(server, bytes);
        const last = take === 1000 ? "finalize @1000" : `${data} @${take}`;
        assert.deepEqual(server.log, ["start", `${data} @0`, "query", last]);
      }
    });

    it("R29 a refusal in the middle of a chunk is taken up inside that chunk", async () => {
      for (const status of [429, 500, 503]) {
        // An empty body, as the Files API sends it.
        const fault = (command: string, nth: number) =>
          command === "upload" && nth === 1 ? { take: 200, status } : undefined;
        const server = await serveUploads({ fault });
        const waits: Wait[] = [];
        const onWait = (wait: Wait) => waits.push(wait);
        const file = await upload(server, { chunkSize: 400, onWait });
        assert.equal(file.sha256, sha256(bytes));
        assertArrived(server, bytes);
        const expected = ["start", "upload @0", "upload @400", "query", "upload, finalize @600"];
        assert.deepEqual(server.log, expected);
        assert.deepEqual(
          waits.map(({ attempt, error }) => [attempt, error.status]),
          [[1, status]],
        );
      }
    });

    it("R29 a reset at any step is survived", async () => {
      for (const step of ["start", data, "finalize", "query"]) {
        const server = await serveUploads({
          fault: (command, nth) => {
            if (command === step && nth === 0) return { take: step === data ? 500 : 0, then: "reset" };
            // Leads to the later steps.
            if (command === data && nth === 0)
              return { take: step === "finalize" ? 1000 : 500, then: "reset" };
            return undefined;
          },
        });
        const file = await upload(server);
        assert.equal(file.sha256, sha256(bytes), step);
        assertArrived(server, bytes);
      }
    });

    it("R29 a connection that falls silent is noticed, and another goes on", async () => {
      for (const step of [data, "query"]) {
        const server = await serveUploads({
          fault: (command, nth) => {
            if (command === step && nth === 0) return { take: 300, then: "stall" };
            return command === data && nth === 0 ? { take: 300, then: "reset" } : undefined;
          },
        });
        const client = server.client({ fetch, timeouts: { fileMs: 150, sendMs: 150 } });
        const file = await client.uploadFile(reusing(bytes, 300), { mimeType });
        assert.equal(file.sha256, sha256(bytes), step);
        assertArrived(server, bytes);
      }
    });

    it("R30 an abort stops the upload at any step, and the server is told", async () => {
      for (const step of ["start", data, "finalize", "query"]) {
        const server = await serveUploads({
          fault: (command) => {
            if (command === step) return { take: step === data ? 500 : 0, then: "stall" };
            return command === data ? { take: step === "finalize" ? 1000 : 500, then: "reset" } : undefined;
          },
        });
        const abort = new AbortController();
        const reason = new Error(`enough of ${step}`);
        const source = reusing(bytes, 300);
        const sessions: (UploadSession | undefined)[] = [];
        const onSession = (session: UploadSession | undefined) => sessions.push(session);
        const options = { mimeType, signal: abort.signal, onSession };
        const uploading = server.client({ fetch }).uploadFile(source, options);
        await server.seen("stalled");
        abort.abort(reason);
        await assert.rejects(uploading, (error) => error === reason);
        assert.equal(sessions.at(-1), undefined);
        if (step !== "start") {
          await server.seen("cancel");
          assert.equal([...server.sessions.values()][0]?.state, "cancelled");
        }
        assert.equal(server.files.size, 0);
        assert.equal(source.open(), 0);
      }
    });

    it("R29 an answer, a reset or silence while most has still to leave is survived, and the source left", async () => {
      const large = patterned(24_000_000);
      for (const end of [{ status: 503 }, { then: "reset" }, { then: "stall" }] as const) {
        const server = await serveUploads({ fault: once(data, { take: 5_000_000, ...end }) });
        const source = reusing(large, 1_000_000);
        // Where the system's buffers grow to tens of megabytes, everything leaves, and it is the answer that is missed.
        const client = server.client({ fetch, timeouts: { sendMs: 1_000, fileMs: 1_000 } });
        const file = await client.uploadFile(source, { mimeType });
        assert.equal(file.sha256, sha256(large));
        assertArrived(server, large);
        assert.equal(source.open(), 0);
      }
    });

    it("R30 an abort while a piece cannot leave is not kept waiting", async () => {
      const server = await serveUploads({ fault: once(data, { take: 5_000_000, then: "stall" }) });
      const source = reusing(patterned(24_000_000), 1_000_000);
      const abort = new AbortController();
      const uploading = server.client({ fetch }).uploadFile(source, { mimeType, signal: abort.signal });
      await server.seen("stalled");
      abort.abort();
      await assert.rejects(uploading, (error) => error === abort.signal.reason);
      await server.seen("cancel");
      assert.equal(source.open(), 0);
    });

    it("R30 a redirect is not followed with the bytes and the key", async () => {
      const elsewhere = await serveUploads();
      const redirect = { status: 307, headers: { location: `${elsewhere.url}/upload` } };
      const server = await serveUploads({ fault: (command) => (command === data ? redirect : undefined) });
      const error = await failureOf(upload(server));
      // Fetch tells of no redirect that it was not to follow.
      assert.equal(error.kind, name === "fetch" ? "network" : "redirect");
      assert.deepEqual(elsewhere.log, []);
    });

    it("R33 no more of a file is held than is on its way, however slowly it is taken", async () => {
      const size = 64 * 1024 * 1024;
      const server = await serveUploads({ slow: true, forgetful: true, file: () => ({ sha256Hash: "" }) });
      const before = heldBytes();
      let [held, under] = [0, 0];
      const source = {
        size,
        async *read(offset: number) {
          for (let start = offset; start < size; start += 4 * 1024 * 1024) {
            under = Math.max(under, start - server.read);
            held = Math.max(held, heldBytes() - before);
            yield await Promise.resolve(new Uint8Array(4 * 1024 * 1024));
          }
        },
      };
      await server.client({ fetch }).uploadFile(source, { mimeType });
      assert.equal(server.read, size);
      // A piece or two, what the system's own buffers hold of a connection, and what is not swept yet.
      assert.ok(held < size / 2, `${held} bytes were held`);
      assert.ok(under < size / 2, `${under} bytes were on their way`);
    });

    for (const pieceSize of [1000, 64 * 1024 - 1, 64 * 1024, 700_000]) {
      it(`R33 a piece of ${pieceSize} bytes is overwritten only after it has left`, async () => {
        const some = patterned(16_000_000);
        const source = reusing(some, pieceSize);
        const server = await serveUploads({ beforeBody: source.untilStuck });
        const file = await server.client({ fetch }).uploadFile(source, { mimeType });
        assert.equal(file.sha256, sha256(some));
        assertArrived(server, some);
      });
    }
  });
}
