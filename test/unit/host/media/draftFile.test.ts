import assert from "node:assert/strict";
import { readDraft, writeDraft } from "../../../../src/host/media/draftFile.ts";
import type { FileReference } from "../../../../src/shared/transcript.ts";

const file: FileReference = {
  uri: "file:///%E6%BD%AE.mp4",
  label: "潮\n汐.mp4",
  mimeType: "video/mp4",
  size: 10,
  modified: 5,
  hash: "0123456789abcdef".repeat(4),
  facts: { seconds: 4, width: 320, height: 200 },
  view: { start: 1, end: 2, framesPerSecond: 0.5, resolution: "low" },
};

describe("drafts with files", () => {
  it("come back as they were kept", () => {
    for (const [text, files] of [
      ["What happens?\n", [file]],
      ["", [file, { ...file, label: "b" }]],
      ["", [{ uri: "file:///a.zip", label: "a.zip" }, file]],
      ["", [{ uri: "file:///b.bmp", label: "b.bmp", hash: "ab".repeat(32) }]],
      ["Just words", []],
      ["", []],
    ] as const) {
      assert.deepEqual(readDraft(writeDraft(text, files)), { text, files });
    }
  });

  it("have what was set aside beside them", () => {
    assert.deepEqual(readDraft(writeDraft("now", [], "before")), { text: "now", files: [], aside: "before" });
    assert.deepEqual(readDraft(writeDraft("", [file], "before")), {
      text: "",
      files: [file],
      aside: "before",
    });
    assert.deepEqual(readDraft('{"castorDraft":1,"text":"now","aside":7}'), { text: "now", files: [] });
  });

  it("are the text itself without files, as they always were", () => {
    assert.equal(writeDraft("Just words", []), "Just words");
    assert.deepEqual(readDraft('{"json": true}'), { text: '{"json": true}', files: [] });
    assert.deepEqual(readDraft(undefined), { text: "", files: [] });
  });

  it("may say what a kept draft begins with", () => {
    const text = '{"castorDraft":1,"text":"';
    assert.deepEqual(readDraft(writeDraft(text, [])), { text, files: [] });
  });

  it("are empty when nothing of them can be read", () => {
    const kept = writeDraft("Words", [file]);
    for (const damaged of [
      kept.slice(0, -5),
      '{"castorDraft":1,}',
      '{"castorDraft":1,"text":1,"files":{}}',
    ]) {
      assert.deepEqual(readDraft(damaged), { text: "", files: [] });
    }
  });

  for (const [field, values] of [
    ["uri", [undefined, 1, "", "no uri", "file:////host/a.png"]],
    ["label", [undefined, null]],
    ["mimeType", [undefined, "", "video", "text/plain\n"]],
    ["size", [undefined, "x", -1, null]],
    ["modified", ["today", null]],
    ["hash", [7, "", "ab", "../".repeat(21) + "x", "A".repeat(64)]],
    ["facts", [1, "x", { seconds: "4" }, { pages: -1 }, { width: null }, { height: [] }]],
    ["view", ["low", { start: "1" }, { end: -2 }, { framesPerSecond: null }, { resolution: "sharp" }]],
  ] as const) {
    it(`leave out a file whose ${field} is damaged, and keep the words and the others`, () => {
      for (const value of values) {
        const damaged = { ...file, [field]: value };
        const kept = writeDraft("Words", [damaged, file]);
        assert.deepEqual(readDraft(kept), { text: "Words", files: [file] }, JSON.stringify(value));
      }
    });
  }

  it("take whatever VS Code takes for an address", () => {
    for (const uri of [
      "untitled:Untitled-1",
      "vscode-vfs://github/a/b.png",
      "file:///C%3A/a.png",
      "memfs:/a",
    ]) {
      assert.deepEqual(readDraft(writeDraft("", [{ ...file, uri }])).files, [{ ...file, uri }]);
    }
  });
});
