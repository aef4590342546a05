import assert from "node:assert/strict";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { decodeSegment, encodeEntry, encodeHeader, type Entry } from "../../../../src/chat/store/journal.ts";
import { anyRecord } from "./records.ts";

const checksum = (text: string) => crc32(text);
const entries = fc
  .array(anyRecord, { maxLength: 8 })
  .map((records) => records.map((record, index): Entry => ({ n: index + 1, record })));

function encode(all: readonly Entry[]): Buffer {
  const header = encodeHeader(checksum, { replaces: [], torn: {} });
  return Buffer.from(header + all.map((entry) => encodeEntry(checksum, entry)).join(""));
}

describe("a segment of a journal", () => {
  it("gives back what was written", () => {
    fc.assert(
      fc.property(entries, (all) => {
        const read = decodeSegment(checksum, encode(all));
        assert.deepEqual(read.entries, JSON.parse(JSON.stringify(all)));
        assert.deepEqual([read.header?.version, read.torn, read.damaged, read.unknown], [1, 0, 0, 0]);
      }),
    );
  });

  it("cut anywhere, gives every whole line and says how much is torn", () => {
    fc.assert(
      fc.property(entries, fc.double({ min: 0, max: 1, noNaN: true }), (all, part) => {
        const bytes = encode(all);
        const cut = bytes.subarray(0, Math.floor(bytes.length * part));
        const read = decodeSegment(checksum, cut);
        const whole = cut.toString("latin1").split("\n").length - 1;
        assert.equal(read.entries.length, Math.max(0, whole - 1));
        assert.equal(read.length + read.torn, cut.length);
        assert.deepEqual(read.entries, JSON.parse(JSON.stringify(all.slice(0, read.entries.length))));
      }),
    );
  });

  it("with any byte changed, says nothing that was not written", () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.integer({ min: 1, max: 255 }), (all, at, change) => {
        const bytes = encode(all);
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ change;
        const read = decodeSegment(checksum, bytes);
        const known = new Set(all.map((entry) => JSON.stringify(entry)));
        assert.ok(read.entries.every((entry) => known.has(JSON.stringify(entry))));
        assert.ok(read.entries.length >= all.length - 2);
        assert.ok(read.damaged + read.torn > 0);
      }),
    );
  });

  it("takes any bytes for no more than damage", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        assert.deepEqual(decodeSegment(checksum, bytes).entries, []);
      }),
    );
  });

  it("counts records of a newer version, and reads on", () => {
    const newer = { n: 1, record: { type: "hologram" } } as unknown as Entry;
    const known: Entry = { n: 2, record: { type: "pinned", pinned: true } };
    const read = decodeSegment(checksum, encode([newer, known]));
    assert.deepEqual([read.unknown, read.entries], [1, [known]]);
  });
});
