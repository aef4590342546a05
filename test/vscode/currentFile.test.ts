import assert from "node:assert/strict";
import { readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Uri } from "vscode";
import type { AttachmentFiles } from "../../src/host/attachmentFiles.ts";
import { currentFile } from "../../src/host/media/currentFile.ts";
import { takeIn } from "../../src/host/media/intake.ts";
import type { FileReference } from "../../src/shared/transcript.ts";
import { attachmentFolder, repositoryFile } from "./support.ts";

describe("currentFile", () => {
  let folder: string;
  let store: AttachmentFiles;
  let remove: () => void;
  before(async () => {
    ({ folder, store, remove } = await attachmentFolder());
  });
  after(() => remove());

  async function attach(name: string, content: string | Uint8Array): Promise<FileReference> {
    writeFileSync(path.join(folder, name), content);
    return takeIn({ uri: Uri.file(path.join(folder, name)), label: name }, store);
  }

  const now = (file: FileReference) => currentFile(file, Uri.parse(file.uri), store);

  it("is the file itself while nothing has happened to it", async () => {
    const file = await attach("same.txt", "Low water at noon.");
    assert.equal(await now(file), file);
  });

  it("is what has taken its place, read anew, with the look that was asked for", async () => {
    const file: FileReference = { ...(await attach("grown.txt", "Low.")), view: { resolution: "low" } };
    await attach("grown.txt", "Low water at noon.");
    const grown = await now(file);
    assert.equal(grown?.size, 18);
    assert.deepEqual(grown.view, { resolution: "low" });
    const picture = new Uint8Array(
      readFileSync((await repositoryFile("test/fixtures/images/flag.png")).fsPath),
    );
    await attach("grown.txt", picture);
    const { mimeType, facts } = (await now(file)) ?? {};
    assert.deepEqual([mimeType, facts], ["image/png", { width: 60, height: 40 }]);
  });

  it("tells a change that leaves the size by its time", async () => {
    const file = await attach("level.txt", "noon");
    utimesSync(path.join(folder, "level.txt"), 1_000_000_000, 1_000_000_000);
    assert.equal((await now(file))?.modified, 1_000_000_000_000);
  });

  it("is a kept copy, whatever became of the original", async () => {
    const file = await attach("flag.txt", "gone");
    rmSync(path.join(folder, "flag.txt"));
    assert.equal(await currentFile(file, Uri.joinPath(Uri.file(folder), "copy"), store), file);
  });

  it("is nothing where nothing is left, or nothing that can be sent", async () => {
    const file = await attach("fleeting.txt", "Low water.");
    assert.equal(await currentFile(file, undefined, store), undefined);
    writeFileSync(path.join(folder, "fleeting.txt"), "");
    assert.equal(await now(file), undefined);
    rmSync(path.join(folder, "fleeting.txt"));
    assert.equal(await now(file), undefined);
  });
});
