import assert from "node:assert/strict";
import { type UploadRecord, UploadRecords } from "../../../../src/host/media/uploadRecords.ts";
import type { FileReference } from "../../../../src/shared/transcript.ts";
import { MemoryText } from "../../chat/fileSupport.ts";

const hour = 60 * 60_000;
const start = 1_700_000_000_000;
const file: FileReference = {
  uri: "file:///a.mp4",
  label: "a.mp4",
  mimeType: "video/mp4",
  size: 10,
  modified: 5,
};
const record: UploadRecord = {
  name: "files/f1",
  fileUri: "https://example.com/v1beta/files/f1",
  mimeType: "video/mp4",
  size: 10,
  expires: start + 48 * hour,
  project: "mine",
  uri: "file:///a.mp4",
  modified: 5,
  sha256: "aa",
};

describe("UploadRecords", () => {
  let text: MemoryText;
  let now: number;
  let records: UploadRecords;
  beforeEach(async () => {
    text = new MemoryText();
    now = start;
    records = new UploadRecords(text, () => now);
    await records.add(record);
  });

  const open = () => new UploadRecords(text, () => now);

  it("finds a file where it was, as long and as old as it was", async () => {
    assert.deepEqual(await records.find("mine", file), record);
    assert.equal(await records.find("mine", { ...file, size: 11 }), undefined);
    assert.equal(await records.find("mine", { ...file, modified: 6 }), undefined);
    assert.equal(await records.find("mine", { ...file, uri: "file:///b.mp4" }), undefined);
    assert.equal(await records.find("mine", { ...file, mimeType: "video/webm" }), undefined);
  });

  it("finds a file elsewhere by its bytes", async () => {
    const moved = { ...file, uri: "file:///b.mp4", modified: 9 };
    assert.deepEqual(await records.find("mine", moved, "aa"), record);
    assert.equal(await records.find("mine", moved, "bb"), undefined);
    assert.equal(await records.find("mine", { ...moved, mimeType: "video/webm" }, "aa"), undefined);
    assert.equal(await records.hasOfSize("mine", 10), true);
    assert.equal(await records.hasOfSize("mine", 11), false);
  });

  it("does not take one for the same where neither says its bytes", async () => {
    const { sha256: _, ...unhashed } = record;
    await records.add(unhashed);
    assert.equal(await records.find("mine", { ...file, modified: 6 }), undefined);
    assert.equal(await records.hasOfSize("mine", 10), false);
  });

  it("has nothing for another project", async () => {
    assert.equal(await records.find("theirs", file, "aa"), undefined);
    assert.equal(await records.hasOfSize("theirs", 10), false);
  });

  it("takes what expires within the hour for gone", async () => {
    now = record.expires - hour - 1;
    assert.deepEqual(await records.find("mine", file), record);
    now += 1;
    assert.equal(await records.find("mine", file), undefined);
    assert.equal(await records.hasOfSize("mine", 10), false);
  });

  it("keeps them over a reload, without those that have expired", async () => {
    const later = { ...record, name: "files/f2", uri: "file:///b.mp4", expires: start + 90 * hour };
    await records.add(later);
    assert.deepEqual(await open().find("mine", file), record);
    now = record.expires;
    await records.add({ ...later, name: "files/f3" });
    assert.doesNotMatch(text.text ?? "", /"name":"files\/f1"/);
    assert.deepEqual(await open().find("mine", { ...file, uri: "file:///b.mp4" }), later);
  });

  it("forgets those that are named", async () => {
    await records.add({ ...record, name: "files/f2", uri: "file:///b.mp4" });
    await records.forget(["files/f1"]);
    assert.equal(await records.find("mine", file), undefined);
    assert.equal((await open().find("mine", { ...file, uri: "file:///b.mp4" }))?.name, "files/f2");
  });

  it("takes over what another window has uploaded, and brings back nothing that it forgot itself", async () => {
    const other = open();
    await other.find("mine", file);
    const theirs = { ...record, name: "files/f2", uri: "file:///b.mp4" };
    await records.add(theirs);
    await other.forget(["files/f1"]);
    assert.deepEqual(await open().find("mine", { ...file, uri: "file:///b.mp4" }), theirs);
    await records.add({ ...record, name: "files/f3", uri: "file:///c.mp4" });
    await other.add({ ...record, name: "files/f4", uri: "file:///d.mp4" });
    const kept = JSON.parse(text.text ?? "") as { readonly records: readonly UploadRecord[] };
    assert.deepEqual(kept.records.map(({ name }) => name).sort(), ["files/f2", "files/f3", "files/f4"]);
  });

  for (const damaged of [
    "",
    "{",
    "[]",
    '{"version":2,"records":[]}',
    '{"version":1,"records":[{"name":1}]}',
  ]) {
    it(`begins anew with ${JSON.stringify(damaged)}`, async () => {
      text.text = damaged;
      const fresh = open();
      assert.equal(await fresh.find("mine", file), undefined);
      await fresh.add(record);
      assert.deepEqual(await open().find("mine", file), record);
    });
  }
});
