import assert from "node:assert/strict";
import fc from "fast-check";
import { differences } from "../../../src/chat/branches.ts";
import { ConversationTree } from "../../../src/chat/conversationTree.ts";
import type { ConversationRecord } from "../../../src/chat/store/records.ts";
import { reduce } from "../../../src/shared/transcript.ts";
import { answered, anyRecord, asked } from "./store/records.ts";

const talk = [asked("q1"), answered("a1", "q1"), asked("q2", "a1"), answered("a2", "q2")];

function shown(tree: ConversationTree): string {
  return tree.transcript.turns
    .map(({ id, versions }) => (versions ? `${id}(${versions.join("|")})` : id))
    .join(" ");
}

function grown(...records: readonly ConversationRecord[]): ConversationTree {
  return new ConversationTree("c", [...talk, ...records]);
}

describe("ConversationTree", () => {
  it("shows the branch that was added to last, and what stands beside its turns", () => {
    assert.equal(shown(grown()), "q1 a1 q2 a2");
    assert.equal(shown(grown(answered("a1x", "q1"))), "q1 a1x(a1|a1x)");
    assert.equal(shown(grown(answered("a1x", "q1"), asked("q3", "a1x"))), "q1 a1x(a1|a1x) q3");
    assert.equal(shown(grown(asked("p1"))), "p1(q1|p1)");
  });

  it("leads back to a branch with all that followed, to where it was left", () => {
    const tree = grown(answered("a2x", "q2"), { type: "head", turnId: "a2" }, answered("a1x", "q1"));
    assert.equal(tree.leafOf("a1"), "a2");
    tree.apply({ type: "head", turnId: tree.leafOf("a1") });
    assert.equal(shown(tree), "q1 a1(a1|a1x) q2 a2(a2|a2x)");
  });

  it("takes turns out of the middle and puts them back where they were", () => {
    const tree = grown({ type: "removed", turnIds: ["q1", "a1"] });
    assert.equal(shown(tree), "q2 a2");
    tree.apply(asked("q3", "a2"));
    tree.apply({ type: "restored", turnIds: ["q1", "a1"] });
    assert.equal(shown(tree), "q1 a1 q2 a2 q3");
    tree.apply({ type: "removed", turnIds: ["a2", "q3"] });
    assert.equal(shown(tree), "q1 a1 q2");
  });

  it("stays on its branch while another window chooses or begins another, and follows one that goes on", () => {
    const tree = grown();
    tree.apply({ type: "head", turnId: "a1" }, true);
    tree.apply(asked("q9", "a1"), true);
    assert.equal(shown(tree), "q1 a1 q2(q2|q9) a2");
    tree.apply(asked("q3", "a2"), true);
    assert.equal(shown(tree), "q1 a1 q2(q2|q9) a2 q3");
  });

  it("lets a person's title stand against one that comes later by itself", () => {
    const tree = grown({ type: "title", title: "Tides", byPerson: true });
    tree.apply({ type: "title", title: "About the sea", byPerson: false });
    assert.deepEqual([tree.facts.title, tree.facts.named], ["Tides", true]);
  });

  it("keeps what follows a turn that was lost", () => {
    assert.equal(shown(new ConversationTree("c", talk.toSpliced(1, 1))), "q1 q2 a2");
  });

  it("is given back by its own records, whatever has happened", () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 30 }), (records) => {
        const tree = new ConversationTree("c", records);
        const again = new ConversationTree("c", tree.records());
        assert.deepEqual(again.transcript, tree.transcript);
        assert.deepEqual(again.facts, tree.facts);
        assert.deepEqual(again.turns, tree.turns);
        assert.deepEqual(again.queue, tree.queue);
      }),
    );
  });

  it("tells a view all it needs to show the same", () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 30 }), fc.array(fc.boolean()), (records, foreign) => {
        const tree = new ConversationTree("c");
        let view = tree.transcript;
        records.forEach((record, index) => {
          const before = tree.transcript;
          tree.apply(record, foreign[index] ?? false);
          const events = record.type === "change" ? [record.change] : differences(before, tree.transcript);
          view = events.reduce(reduce, view);
          assert.deepEqual(view, tree.transcript);
        });
      }),
    );
  });
});
