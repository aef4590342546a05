import assert from "node:assert/strict";
import { readDraft, writeDraft } from "../../../../src/host/media/draftFile.ts";
import type { FileReference } from "../../../../src/shared/transcript.ts";

const file: FileReference = {
  uri: "file:///%E6%BD%AE.mp4",
  label: "潮\n汐.mp4",
  mimeType: "video/mp4",
  size: 10,
  modified: 5,
  hash: "aa",
  facts: { seconds: 4, width: 320, height: 200 },
  view: { start: 1, end: 2, framesPerSecond: 0.5, resolution: "low" },
};

describe("drafts with files", () => {
  it("come back as they were kept", () => {
    for (const [text, files] of [
      ["What happens?\n", [file]],
      ["", [file, { ...file, label: "b" }]],
      ["Just words", []],
      ["", []],
    ] as const) {
      assert.deepEqual(readDraft(writeDraft(text, files)), { text, files });
    }
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

  it("are empty when they are damaged", () => {
    const kept = writeDraft("Words", [file]);
    for (const damaged of [
      kept.slice(0, -5),
      kept.replace('"size":10', '"size":"x"'),
      '{"castorDraft":1,}',
    ]) {
      assert.deepEqual(readDraft(damaged), { text: "", files: [] });
    }
  });
});
