import fc from "fast-check";
import type { ConversationRecord } from "../../../../src/chat/store/records.ts";
import type { ModelTurn, UserTurn } from "../../../../src/shared/transcript.ts";

export function question(id: string, text = `question ${id}`): UserTurn {
  return { role: "user", id, at: 1, parts: [{ type: "text", text }] };
}

export function answer(id: string, text = `answer ${id}`): ModelTurn {
  const parts = [{ type: "text", text } as const];
  return { role: "model", id, at: 2, model: "gemini-test", parts, status: { type: "stopped" } };
}

/** A question below another turn, or the first one. */
export function asked(id: string, parent?: string): ConversationRecord {
  return {
    type: "turn",
    turn: question(id),
    ...(parent !== undefined && { parent }),
    source: { role: "user", prompt: [{ type: "text", text: `question ${id}` }] },
  };
}

export function answered(id: string, parent: string): ConversationRecord {
  return { type: "turn", turn: answer(id), parent };
}

export function written(turnId: string, text: string): ConversationRecord {
  return { type: "change", change: { type: "textAdded", turnId, kind: "text", text } };
}

const id = fc.constantFrom("a", "b", "c", "d", "e");
const text = fc.string({ unit: "binary", maxLength: 20 });

export const anyRecord: fc.Arbitrary<ConversationRecord> = fc.oneof(
  fc.record(
    {
      type: fc.constant("queued" as const),
      id,
      message: fc.record({
        parts: fc.constant([{ type: "text" as const, text: "Later" }]),
        prompt: fc.constant([{ type: "text" as const, text: "Later" }]),
      }),
      before: id,
    },
    { requiredKeys: ["type", "id", "message"] },
  ),
  fc.record({ type: fc.constant("unqueued" as const), ids: fc.array(id) }),
  fc.record({ type: fc.constant("begun" as const), at: fc.nat() }),
  fc.record(
    {
      type: fc.constant("turn" as const),
      turn: fc.oneof(
        fc.tuple(id, text).map(([turnId, words]) => question(turnId, words)),
        fc.tuple(id, text).map(([turnId, words]) => answer(turnId, words)),
      ),
      parent: id,
    },
    { requiredKeys: ["type", "turn"] },
  ),
  fc.tuple(id, text).map(([turnId, words]) => written(turnId, words)),
  fc.record({ type: fc.constant("head" as const), turnId: id }),
  fc.record({
    type: fc.constantFrom("removed" as const, "restored" as const),
    turnIds: fc.array(id, { maxLength: 3 }),
  }),
  fc.record({ type: fc.constant("title" as const), title: text, byPerson: fc.boolean() }),
  fc.record({ type: fc.constant("pinned" as const), pinned: fc.boolean() }),
);
