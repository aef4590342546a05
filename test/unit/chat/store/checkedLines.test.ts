import assert from "node:assert/strict";
import { parseIndexLine } from "../../../../src/chat/store/indexEntry.ts";
import { parseRecord } from "../../../../src/chat/store/records.ts";

const turn = { role: "user", id: "t1", at: 1, parts: [] };
const source = { role: "user", prompt: [] };

/** One record of each kind, with what makes it none. */
const kinds: readonly (readonly [
  Readonly<Record<string, unknown>>,
  Readonly<Record<string, readonly unknown[]>>,
])[] = [
  [{ type: "begun", at: 1, workspace: { uri: "file:///a", name: "a" } }, { at: [undefined, "1"] }],
  [
    { type: "turn", turn, parent: "t0", source },
    {
      turn: [undefined, null, [turn], { ...turn, role: "system" }, { ...turn, id: 1 }, { ...turn, at: "1" }],
      parent: [1, null],
      source: [null, "user", { role: "tool" }],
    },
  ],
  [
    { type: "change", change: { type: "modelNamed", turnId: "t1", model: "a" } },
    { change: [undefined, null, { type: "modelNamed" }, { turnId: "t1" }, { type: "later", turnId: "t1" }] },
  ],
  [
    { type: "source", turnId: "t1", source },
    { turnId: [undefined, 1], source: [undefined, {}] },
  ],
  [{ type: "head", turnId: "t1" }, { turnId: [undefined, 1] }],
  [{ type: "removed", turnIds: ["t1"] }, { turnIds: [undefined, "t1", [1]] }],
  [{ type: "restored", turnIds: [] }, { turnIds: [undefined, "t1", [1]] }],
  [
    { type: "title", title: "a", byPerson: true },
    { title: [undefined, 1], byPerson: [undefined, 1] },
  ],
  [{ type: "pinned", pinned: true }, { pinned: [undefined, "true"] }],
  [{ type: "deleted", deleted: false }, { deleted: [undefined, 0] }],
];

describe("Records of a journal", () => {
  for (const [record, wrong] of kinds) {
    it(`of the kind ${String(record.type)} are taken as they are, and only if they are whole`, () => {
      const later = { ...record, ofALaterVersion: 1 };
      assert.equal(parseRecord(later), later);
      for (const [field, values] of Object.entries(wrong)) {
        for (const value of values) {
          assert.equal(
            parseRecord({ ...record, [field]: value }),
            undefined,
            `${field}: ${JSON.stringify(value)}`,
          );
        }
      }
    });
  }

  it("are none of a kind that is not known, or of none at all", () => {
    for (const value of [{ type: "toString" }, { type: "later" }, {}, [], null, "turn", 1]) {
      assert.equal(parseRecord(value), undefined);
    }
  });
});

describe("Lines of the list of conversations", () => {
  const entry = { id: "c", title: "a", begun: 1, updated: 2, turns: 3, pinned: false, searchable: 3 };
  const optional = { named: true, workspace: { uri: "file:///a", name: "a" }, deleted: 4 };
  const read = (value: unknown) => parseIndexLine(JSON.stringify(value));

  it("say how a conversation is", () => {
    assert.deepEqual(read(entry), entry);
    assert.deepEqual(read({ ...entry, ...optional }), { ...entry, ...optional });
    assert.deepEqual(read({ id: "c", touched: true }), { id: "c", touched: true });
  });

  it("are left out where anything of them is missing or something else", () => {
    for (const field of Object.keys(entry)) {
      assert.equal(read({ ...entry, [field]: undefined }), undefined, field);
      assert.equal(read({ ...entry, [field]: [] }), undefined, field);
    }
    for (const field of Object.keys(optional)) {
      assert.equal(read({ ...entry, [field]: "a" }), undefined, field);
    }
    assert.equal(read({ ...entry, workspace: { uri: 1, name: "a" } }), undefined);
    assert.equal(read({ id: 1, touched: true }), undefined);
    assert.equal(read({ id: "c", touched: "yes" }), undefined);
    for (const line of ["", "{", "null", "[]", "1"]) {
      assert.equal(parseIndexLine(line), undefined, line);
    }
  });
});
