import assert from "node:assert/strict";
import { readdirSync, utimesSync } from "node:fs";
import path from "node:path";
import { commands, TabInputCustom, Uri, window, workspace } from "vscode";
import { openGenerated } from "../../src/host/media/generatedFiles.lazy.ts";
import { newFolder, repositoryFile } from "./support.ts";

describe("What the model made", () => {
  const hash = "0123456789abcdef".repeat(4);
  afterEach(() => commands.executeCommand("workbench.action.closeAllEditors"));

  it("opens in VS Code's own viewer, from a copy that goes when it is old", async () => {
    const folder = await newFolder();
    const bytes = await workspace.fs.readFile(await repositoryFile("test/fixtures/images/flag.png"));
    await openGenerated(folder, { hash: "f".repeat(64), mimeType: "image/jpeg", bytes });
    assert.deepEqual(readdirSync(folder.fsPath), ["gemini-ffffffff.jpg"]);
    utimesSync(path.join(folder.fsPath, "gemini-ffffffff.jpg"), 1, 1);

    await openGenerated(folder, { hash, mimeType: "image/png", bytes });
    assert.deepEqual(readdirSync(folder.fsPath), ["gemini-01234567.png"]);
    const input = window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof TabInputCustom, "an image has the image preview");
    assert.equal(input.uri.toString(), Uri.joinPath(folder, "gemini-01234567.png").toString());
    assert.deepEqual(await workspace.fs.readFile(input.uri), bytes);
  });

  it("is asked for again where its bytes are gone", async () => {
    const folder = await newFolder();
    await assert.rejects(
      openGenerated(folder, { hash, mimeType: undefined, bytes: undefined }),
      /no longer on this machine. Ask for it again/,
    );
  });
});
