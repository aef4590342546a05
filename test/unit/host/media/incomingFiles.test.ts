import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { MAX_FILE_SIZE } from "../../../../src/gemini/uploadLimits.ts";
import { IncomingFiles } from "../../../../src/host/media/incomingFiles.ts";
import { patterned, sha256 } from "../../gemini/uploadSources.ts";

describe("IncomingFiles", () => {
  const bytes = patterned(1000);
  let root: string;
  let folder: string;
  let incoming: IncomingFiles;
  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), "castor-incoming-"));
    folder = path.join(root, "attachments");
    incoming = new IncomingFiles(folder);
  });
  afterEach(() => rm(root, { recursive: true }));

  it("puts the pieces together under their hash", async () => {
    await incoming.begin("a", bytes.length);
    for (let start = 0; start < bytes.length; start += 300) {
      await incoming.add("a", bytes.subarray(start, start + 300));
    }
    const received = await incoming.finish("a");
    assert.deepEqual(received, { path: path.join(folder, sha256(bytes)), hash: sha256(bytes) });
    assert.deepEqual(await readFile(received.path), bytes);
    assert.deepEqual(await readdir(folder), [sha256(bytes)]);
  });

  it("clears away what a window that ended in the middle has left, and nothing that may still come", async () => {
    await mkdir(folder);
    for (const name of ["old.part", "new.part", "old"]) await writeFile(path.join(folder, name), "half");
    const longAgo = Date.now() / 1000 - 25 * 60 * 60;
    for (const name of ["old.part", "old"]) await utimes(path.join(folder, name), longAgo, longAgo);
    await incoming.begin("a", bytes.length);
    await incoming.discard("a");
    assert.deepEqual((await readdir(folder)).sort(), ["new.part", "old"]);
  });

  it("writes pieces in their order though nobody waits, several files at once", async () => {
    const other = patterned(900, 2);
    await Promise.all([incoming.begin("a", bytes.length), incoming.begin("b", other.length)]);
    const pieces: Promise<void>[] = [];
    for (let start = 0; start < 1000; start += 100) {
      pieces.push(incoming.add("a", bytes.subarray(start, start + 100)));
      if (start < 900) pieces.push(incoming.add("b", other.subarray(start, start + 100)));
    }
    await Promise.all(pieces);
    assert.equal((await incoming.finish("a"))?.hash, sha256(bytes));
    assert.equal((await incoming.finish("b"))?.hash, sha256(other));
  });

  it("refuses more bytes than were announced, and leaves none of them", async () => {
    await incoming.begin("a", 500);
    await incoming.add("a", bytes.subarray(0, 400));
    await assert.rejects(incoming.add("a", bytes.subarray(400, 501)));
    assert.equal(await incoming.finish("a"), undefined);
    assert.deepEqual(await readdir(folder), []);
  });

  it("gives nothing where bytes are missing, and leaves none of them", async () => {
    await incoming.begin("a", 500);
    await incoming.add("a", bytes.subarray(0, 499));
    assert.equal(await incoming.finish("a"), undefined);
    assert.deepEqual(await readdir(folder), []);
  });

  it("leaves nothing of what is discarded, whatever is under way", async () => {
    await incoming.begin("a", 1000);
    const adding = incoming.add("a", bytes.subarray(0, 500)).catch(() => undefined);
    await incoming.discard("a");
    await adding;
    await incoming.discard("a");
    assert.deepEqual(await readdir(folder), []);
  });

  it("takes nothing that nobody announced, nothing twice, and nothing too large", async () => {
    await assert.rejects(incoming.add("a", bytes));
    assert.equal(await incoming.finish("a"), undefined);
    await assert.rejects(incoming.begin("a", MAX_FILE_SIZE + 1));
    await incoming.begin("a", 1);
    await assert.rejects(incoming.begin("a", 1));
    await incoming.discard("a");
  });
});
