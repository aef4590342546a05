import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type Uri, workspace } from "vscode";
import { AttachmentFiles } from "../../src/host/attachmentFiles.ts";
import { newFolder } from "./support.ts";

const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
const hash = createHash("sha256").update(bytes).digest("hex");

describe("AttachmentFiles", () => {
  let folder: Uri;
  let files: AttachmentFiles;

  beforeEach(async () => {
    folder = await newFolder();
    files = new AttachmentFiles(folder);
  });
  afterEach(async () => workspace.fs.delete(folder, { recursive: true }));

  async function names(): Promise<readonly string[]> {
    return (await workspace.fs.readDirectory(folder)).map(([name]) => name);
  }

  it("gives back what was put, as plain bytes that a webview can be posted", async () => {
    assert.equal(await files.put(bytes), hash);
    const found = await files.get(hash);
    assert.equal(Object.getPrototypeOf(found), Uint8Array.prototype);
    assert.deepEqual(found, bytes);
  });

  it("reads and writes base64", async () => {
    const base64 = Buffer.from(bytes).toString("base64");
    assert.equal(await files.putBase64(base64), hash);
    assert.deepEqual(await files.get(hash), bytes);
    assert.equal(await files.getBase64(hash), base64);
  });

  it("keeps the same bytes once, and nothing half-written beside them", async () => {
    await Promise.all([files.put(bytes), files.put(bytes), files.put(bytes.slice())]);
    await files.put(bytes);
    assert.deepEqual(await names(), [hash]);
    await files.put(bytes.subarray(1));
    assert.equal((await names()).length, 2);
  });

  it("puts what lies inside a larger buffer, and no more", async () => {
    const inside = new Uint8Array(bytes.buffer, 10, 20);
    const found = await files.get(await files.put(inside));
    assert.deepEqual(found, bytes.slice(10, 30));
  });

  it("has nothing under a hash that was never put", async () => {
    await files.put(bytes);
    assert.equal(await files.get("0".repeat(64)), undefined);
    assert.equal(await files.getBase64("0".repeat(64)), undefined);
  });
});
