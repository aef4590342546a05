import assert from "node:assert/strict";
import { Disposable, EventEmitter, type FileChangeEvent, FileType, Uri, workspace } from "vscode";
import { HumanError } from "../../src/base/humanError.ts";
import type { UploadSource } from "../../src/gemini/uploadBody.ts";
import { workspaceFileSource } from "../../src/host/workspaceFileSource.ts";
import { newFolder } from "./support.ts";

const megabyte = 1024 * 1024;
const bytes = Uint8Array.from({ length: megabyte }, (_, index) => index % 251);

async function read(source: UploadSource, offset = 0): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of source.read(offset)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

describe("workspaceFileSource", () => {
  let folder: Uri;
  let provider: Disposable;

  before(async () => {
    folder = await newFolder();
    const { event: onDidChangeFile } = new EventEmitter<FileChangeEvent[]>();
    const unsupported = () => assert.fail("Nobody may write.");
    provider = workspace.registerFileSystemProvider("elsewhere", {
      onDidChangeFile,
      watch: () => new Disposable(() => undefined),
      stat: () => ({ type: FileType.File, ctime: 0, mtime: 0, size: bytes.length }),
      readDirectory: () => [],
      readFile: () => bytes,
      createDirectory: unsupported,
      writeFile: unsupported,
      delete: unsupported,
      rename: unsupported,
    });
  });
  after(async () => {
    provider.dispose();
    await workspace.fs.delete(folder, { recursive: true });
  });

  it("reads a file on disk, and notices that it changed", async () => {
    const uri = Uri.joinPath(folder, "日本 語.mp4");
    await workspace.fs.writeFile(uri, bytes);
    const source = await workspaceFileSource(uri);
    assert.equal(source.size, bytes.length);
    assert.deepEqual(await read(source, 5), Buffer.from(bytes.subarray(5)));
    await workspace.fs.writeFile(uri, bytes.subarray(1));
    await assert.rejects(read(source), { kind: "fileChanged" });
  });

  it("says so when it has vanished since it was found", async () => {
    const uri = Uri.joinPath(folder, "fleeting.mp4");
    await workspace.fs.writeFile(uri, bytes);
    const source = await workspaceFileSource(uri);
    await workspace.fs.delete(uri);
    await assert.rejects(read(source), (error) => {
      return (
        error instanceof HumanError && error.message.includes("fleeting.mp4 cannot be read. Is it still")
      );
    });
  });

  it("reads what only VS Code can reach, up to a size", async () => {
    const uri = Uri.parse("elsewhere:/film.mp4");
    assert.deepEqual(await read(await workspaceFileSource(uri, 1)), Buffer.from(bytes));
    await assert.rejects(workspaceFileSource(uri, 0.9), (error) => {
      return (
        error instanceof HumanError && /film\.mp4 .*larger than 0\.9 MB\. Save a copy/.test(error.message)
      );
    });
  });

  it("says what cannot be read", async () => {
    for (const uri of [Uri.joinPath(folder, "none.mp4"), Uri.parse("nowhere:/none.mp4")]) {
      await assert.rejects(workspaceFileSource(uri), (error) => {
        return error instanceof HumanError && error.message.includes("none.mp4 cannot be read");
      });
    }
  });
});
