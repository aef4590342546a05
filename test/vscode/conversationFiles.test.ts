import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { commands, Uri, window, workspace } from "vscode";
import { HumanError } from "../../src/base/humanError.ts";
import type { ConversationFile } from "../../src/chat/files/conversationFile.ts";
import { ConversationTree } from "../../src/chat/conversationTree.ts";
import type { ConversationRecord } from "../../src/chat/store/records.ts";
import { redactor } from "../../src/gemini/redact.ts";
import { AttachmentFiles } from "../../src/host/attachmentFiles.ts";
import { copiedTurn, openExport, writeExport } from "../../src/host/exchange/exportConversation.lazy.ts";
import { fileName, mediaName } from "../../src/host/exchange/exportNames.ts";
import { importConversation } from "../../src/host/exchange/importConversation.lazy.ts";
import { newFolder } from "./support.ts";

const key = "A-secret-key-of-somebody";

describe("conversations as files", () => {
  let folder: Uri;
  let attachments: AttachmentFiles;
  let added: ConversationRecord[][];
  let tree: ConversationTree;
  let hash: string;

  before(async () => {
    folder = await newFolder();
    attachments = new AttachmentFiles(Uri.joinPath(folder, "media"));
    hash = await attachments.put(Buffer.from("a picture"));
    const image = { uri: "file:///boats.png", label: "boats (1).png", mimeType: "image/png", size: 9, hash };
    tree = new ConversationTree("c", [
      { type: "begun", at: 1 },
      {
        type: "turn",
        turn: {
          role: "user",
          id: "q",
          at: 1,
          parts: [
            { type: "image", image },
            { type: "text", text: `What is it? My key is ${key}.` },
          ],
        },
        source: {
          role: "user",
          prompt: [
            { type: "file", file: image },
            { type: "text", text: "What is it?" },
          ],
        },
      },
      {
        type: "turn",
        parent: "q",
        turn: {
          role: "model",
          id: "a",
          at: 2,
          model: "gemini-test",
          parts: [{ type: "text", text: `A boat, and a key: ${key}` }],
          status: { type: "done", finishReason: "STOP" },
        },
        source: { role: "model", model: "gemini-test", content: { role: "model", parts: [{ text: key }] } },
      },
    ]);
  });
  beforeEach(() => (added = []));
  after(async () => {
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await workspace.fs.delete(folder, { recursive: true });
  });

  const ports = () => ({ attachments, redact: redactor(key) });
  const importing = (store = attachments) => ({
    attachments: store,
    mediaFolder: Uri.joinPath(folder, "media"),
    add: (records: readonly ConversationRecord[]) => {
      added.push([...records]);
      return Promise.resolve();
    },
  });
  const at = (name: string) => Uri.joinPath(folder, name);
  const read = async (name: string) => new TextDecoder().decode(await workspace.fs.readFile(at(name)));

  it("become Markdown with their media beside it, and come back", async () => {
    assert.equal(await writeExport(tree, "markdown", at("tides (2).md"), ports()), 0);
    const content = await read("tides (2).md");
    const name = mediaName({ hash, mimeType: "image/png", label: "boats (1).png" });
    assert.match(content, /!\[boats \(1\)\.png\]\(tides%20%282%29-media\//);
    assert.ok(
      content.includes(
        `(tides%20%282%29-media/${encodeURIComponent(name).replaceAll("(", "%28").replaceAll(")", "%29")})`,
      ),
    );
    assert.equal(await read(`tides (2)-media/${name}`), "a picture");
    await importConversation(importing(), at("tides (2).md"));
    const [turn] = new ConversationTree("d", added[0]).transcript.turns;
    assert.equal(turn?.id, "q");
  });

  it("become JSON with everything in it, and come back where nothing of it is kept", async () => {
    assert.equal(await writeExport(tree, "json", at("tides.json"), ports()), 0);
    const elsewhere = new AttachmentFiles(Uri.joinPath(folder, "elsewhere"));
    await importConversation(importing(elsewhere), at("tides.json"));
    assert.deepEqual(await elsewhere.get(hash), new Uint8Array(Buffer.from("a picture")));
    const back = new ConversationTree("d", added[0]);
    assert.equal(back.turns.length, 2);
    assert.equal(back.source("a")?.role, "model");
  });

  it("hold the key in none of the formats, wherever it was written", async () => {
    for (const format of ["markdown", "html", "json"] as const) {
      await writeExport(tree, format, at(`key.${format}`), ports());
      assert.doesNotMatch(await read(`key.${format}`), new RegExp(key), format);
    }
    await importConversation(importing(), at("key.markdown"));
    assert.doesNotMatch(JSON.stringify(added), new RegExp(key));
    assert.equal(copiedTurn(tree.turns[1]!, redactor(key)), "A boat, and a key: [key]");
  });

  it("tell how many files are missing", async () => {
    const nothing = { ...ports(), attachments: new AttachmentFiles(Uri.joinPath(folder, "nothing")) };
    for (const format of ["markdown", "html", "json"] as const) {
      assert.equal(await writeExport(tree, format, at(`missing.${format}`), nothing), 1, format);
    }
  });

  it("take along files of the workspace as they were sent, and none that has changed since or holds the key", async () => {
    const attached = async (name: string, text: string) => {
      await workspace.fs.writeFile(at(name), Buffer.from(text));
      const { size, mtime } = await workspace.fs.stat(at(name));
      return { uri: at(name).toString(), label: name, mimeType: "text/plain", size, modified: mtime };
    };
    const files = [await attached("log.txt", "All is well"), await attached(".env", `KEY=${key}`)];
    const changed = await attached("plan.txt", "Sail at dawn");
    await workspace.fs.writeFile(at("plan.txt"), Buffer.from("Sail at dusk, and quickly"));
    const parts = [...files, changed].map((file) => ({ type: "file" as const, file }));
    const talk = new ConversationTree("f", [
      { type: "begun", at: 1 },
      {
        type: "turn",
        turn: { role: "user", id: "q", at: 1, parts },
        source: { role: "user", prompt: parts },
      },
    ]);
    const sum = createHash("sha256").update("All is well").digest("hex");
    for (const format of ["markdown", "html", "json"] as const) {
      assert.equal(await writeExport(talk, format, at(`along.${format}`), ports()), 2, format);
      assert.doesNotMatch(await read(`along.${format}`), new RegExp(key), format);
    }
    const name = mediaName({ hash: sum, mimeType: "text/plain", label: "log.txt" });
    assert.deepEqual(
      (await workspace.fs.readDirectory(at("along-media"))).map(([each]) => each),
      [name],
    );
    assert.equal(await read(`along-media/${name}`), "All is well");
    const { media } = JSON.parse(await read("along.json")) as ConversationFile;
    assert.deepEqual(media, { [sum]: Buffer.from("All is well").toString("base64") });
  });

  it("open as documents that are not saved", async () => {
    await openExport(tree, "markdown", ports());
    const document = window.activeTextEditor?.document;
    assert.deepEqual([document?.isUntitled, document?.languageId], [true, "markdown"]);
    assert.match(document?.getText() ?? "", /^- \*boats \(1\)\.png\*$/m);
  });

  for (const [what, content, sentence] of [
    ["is no conversation", "Dear sea,", /no conversation that Castor can read/],
    ["is broken", '{"format":"castor-conversation",', /damaged/],
    ["is newer", '{"format":"castor-conversation","version":9}', /newer version of Castor\. Update/],
    ["is empty", '{"chunkedPrompt":{"chunks":[]}}', /nothing to import/],
  ] as const) {
    it(`leave all as it is where a file ${what}, with one sentence`, async () => {
      await workspace.fs.writeFile(at("broken"), Buffer.from(content));
      await assert.rejects(
        importConversation(importing(), at("broken")),
        (error) => error instanceof HumanError && sentence.test(error.message),
      );
      assert.deepEqual(added, []);
    });
  }

  it("have names that every system takes", () => {
    assert.equal(fileName('Why: "tides"? / a\\b\n<c>|*', "x"), "Why tides a b c");
    assert.equal(fileName("../../etc/passwd", "x"), "etc passwd");
    for (const nothing of ["", "...", "CON", "///", "\u0000"])
      assert.equal(fileName(nothing, "x"), "x", nothing);
    assert.equal(mediaName({ hash, mimeType: "image/png" }), `media-${hash.slice(0, 8)}.png`);
    assert.equal(mediaName({ hash, mimeType: "x/y", label: "../a b.c" }), `a-b-${hash.slice(0, 8)}.bin`);
  });
});
