import assert from "node:assert/strict";
import fc from "fast-check";
import {
  emptyTranscript,
  type ModelTurn,
  reduce,
  type Transcript,
  type TranscriptEvent,
  visibleText,
} from "../../../src/shared/transcript.ts";

const question: TranscriptEvent = {
  type: "turnAdded",
  turn: { role: "user", id: "u1", at: 1, parts: [{ type: "text", text: "Why?" }] },
};
const answer: TranscriptEvent = {
  type: "turnAdded",
  turn: {
    role: "model",
    id: "m1",
    at: 2,
    model: "gemini-flash-latest",
    parts: [],
    status: { type: "waiting" },
  },
};

function play(...events: readonly TranscriptEvent[]): Transcript {
  return events.reduce(reduce, emptyTranscript("t"));
}

function lastAnswer(transcript: Transcript): ModelTurn {
  const turn = transcript.turns.at(-1);
  assert(turn?.role === "model");
  return turn;
}

function textAdded(kind: "text" | "thought", text: string): TranscriptEvent {
  return { type: "textAdded", turnId: "m1", kind, text };
}

describe("reduce", () => {
  it("appends text to the last part of the same kind and opens a new part for another kind", () => {
    const transcript = play(
      question,
      answer,
      textAdded("thought", "Hm"),
      textAdded("thought", "m."),
      textAdded("text", "Be"),
      textAdded("text", "cause."),
    );
    assert.deepEqual(lastAnswer(transcript).parts, [
      { type: "thought", text: "Hmm." },
      { type: "text", text: "Because." },
    ]);
    assert.equal(visibleText(lastAnswer(transcript)), "Because.");
  });

  it("keeps the identity of turns an event does not touch", () => {
    const before = play(question, answer);
    const after = reduce(before, textAdded("text", "x"));
    assert.equal(after.turns[0], before.turns[0]);
    assert.notEqual(after.turns[1], before.turns[1]);
  });

  it("changes nothing for an unknown turn, and nothing but model turns", () => {
    const before = play(question, answer);
    assert.equal(reduce(before, { type: "textAdded", turnId: "gone", kind: "text", text: "x" }), before);
    assert.equal(reduce(before, { type: "textAdded", turnId: "u1", kind: "text", text: "x" }), before);
    assert.equal(reduce(before, { type: "turnsRemoved", fromTurnId: "gone" }), before);
  });

  it("keeps token counts that a later report leaves out", () => {
    const transcript = play(
      question,
      answer,
      { type: "usageReported", turnId: "m1", usage: { prompt: 7, total: 7 } },
      { type: "usageReported", turnId: "m1", usage: { answer: 3, total: 10 } },
    );
    assert.deepEqual(lastAnswer(transcript).usage, { prompt: 7, answer: 3, total: 10 });
  });

  it("starts a turn afresh: no part, no usage, no ending of the first try remains", () => {
    const transcript = play(
      question,
      answer,
      textAdded("text", "old"),
      { type: "usageReported", turnId: "m1", usage: { total: 1 } },
      { type: "statusChanged", turnId: "m1", status: { type: "stopped" } },
      { type: "turnRestarted", turnId: "m1", model: "gemini-pro-latest", at: 9 },
    );
    assert.deepEqual(lastAnswer(transcript), {
      role: "model",
      id: "m1",
      at: 9,
      model: "gemini-pro-latest",
      parts: [],
      status: { type: "waiting" },
    });
  });

  it("removes a turn and all that follow", () => {
    const transcript = play(question, answer, { type: "turnsRemoved", fromTurnId: "m1" });
    assert.deepEqual(
      transcript.turns.map((turn) => turn.id),
      ["u1"],
    );
  });

  it("gives the same transcript for the same text, however it is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (pieces) => {
        const cut = play(question, answer, ...pieces.map((piece) => textAdded("text", piece)));
        assert.equal(visibleText(lastAnswer(cut)), pieces.join(""));
      }),
    );
  });
});
