import assert from "node:assert/strict";
import fc from "fast-check";
import { ConversationTree } from "../../../../src/chat/conversationTree.ts";
import { conversationFile, recordsOf } from "../../../../src/chat/files/conversationFile.ts";
import { parseConversationFile } from "../../../../src/chat/files/fileSchema.ts";
import { ImportProblem } from "../../../../src/chat/files/importProblem.ts";
import type { Turn } from "../../../../src/shared/transcript.ts";
import { answered, asked } from "../store/records.ts";
import { anyConversation } from "./anyConversation.ts";

const at = new Date("2026-11-30T12:00:00Z");
const overJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("a conversation's file", () => {
  it("gives back every branch, and what was really sent and received", () => {
    fc.assert(
      fc.property(anyConversation, (tree) => {
        fc.pre(tree.turns.length > 0);
        const file = conversationFile(tree, at);
        const back = new ConversationTree("d", recordsOf(parseConversationFile(overJson(file)), 0));
        assert.deepEqual(overJson(conversationFile(back, at)), overJson(file));
        assert.deepEqual(back.turns, overJson(tree.turns));
        // Where all of the branch that was shown is deleted, another one is.
        if (tree.transcript.turns.length > 0)
          assert.deepEqual(alike(back.transcript.turns), overJson(alike(tree.transcript.turns)));
        assert.deepEqual(back.facts.title, overJson(tree.facts.title));
        for (const { id } of tree.turns) assert.deepEqual(back.source(id), clone(tree.source(id)));
      }),
    );
  });

  it("holds nothing of what was deleted, and joins what stood around it", () => {
    const tree = new ConversationTree("c", [
      asked("q1"),
      answered("a1", "q1"),
      asked("q2", "a1"),
      answered("a2", "q2"),
      asked("q3", "a2"),
      { type: "removed", turnIds: ["q2", "a2"] },
    ]);
    const file = conversationFile(tree, at);
    assert.deepEqual(
      file.turns.map(({ turn, parent }) => [turn.id, parent]),
      [
        ["q1", undefined],
        ["a1", "q1"],
        ["q3", "a1"],
      ],
    );
    assert.doesNotMatch(JSON.stringify(file), /question q2|answer a2/);
  });

  const whole = overJson(
    conversationFile(new ConversationTree("c", [asked("q"), answered("a", "q")]), at),
  ) as {
    readonly turns: readonly { readonly turn: object }[];
  };
  const [first, second] = whole.turns;
  for (const [what, value, kind] of [
    ["something else", { format: "other" }, "unknown"],
    ["a list", [], "unknown"],
    ["nothing", null, "unknown"],
    ["a newer format", { ...whole, version: 2 }, "newer"],
    ["no version", { ...whole, version: undefined }, "damaged"],
    ["no turns", { ...whole, turns: [] }, "empty"],
    ["turns that are none", { ...whole, turns: [{ turn: { role: "user" } }] }, "damaged"],
    ["parts that are none", { ...whole, turns: [{ turn: { ...first?.turn, parts: "text" } }] }, "damaged"],
    ["a turn twice", { ...whole, turns: [first, first] }, "damaged"],
    ["an answer before its question", { ...whole, turns: [second, first] }, "damaged"],
    ["a branch that is not there", { ...whole, shown: "elsewhere" }, "damaged"],
    [
      "a source of the other role",
      { ...whole, turns: [{ ...first, source: { role: "model", model: "m" } }] },
      "damaged",
    ],
    ["ids that break lines", { ...whole, turns: [{ turn: { ...first?.turn, id: "a\tb\n" } }] }, "damaged"],
    ["media under no hash", { ...whole, media: { "../../x": "AA==" } }, "damaged"],
    ["an address that VS Code cannot read", withFile("boats.png"), "damaged"],
    ["an address without an authority", withFile("file:////etc"), "damaged"],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => parseConversationFile(value),
        (error) => error instanceof ImportProblem && error.kind === kind,
      );
    });
  }

  function withFile(uri: string): unknown {
    const file = { uri, label: "x", mimeType: "image/png", size: 1 };
    return { ...whole, turns: [{ turn: { ...first?.turn, parts: [{ type: "file", file }] } }] };
  }

  it("takes whatever JSON comes, or says what is wrong with it", () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.jsonValue().map((turns) => ({ ...whole, turns })),
      fc.jsonValue().map((parts) => ({ ...whole, turns: [{ turn: { ...first?.turn, parts } }] })),
      fc.jsonValue().map((source) => ({ ...whole, turns: [{ ...first, source }] })),
    );
    fc.assert(
      fc.property(anything, (value) => {
        try {
          parseConversationFile(overJson(value));
        } catch (error) {
          assert.ok(error instanceof ImportProblem);
        }
      }),
    );
  });
});

/** Versions in any order: where something between was deleted they stand in the order in which they were added. */
function alike(turns: readonly Turn[]): unknown {
  return turns.map(({ versions, ...turn }) => ({ ...turn, versions: versions?.toSorted() ?? [] }));
}

function clone(value: unknown): unknown {
  return value === undefined ? undefined : overJson(value);
}
