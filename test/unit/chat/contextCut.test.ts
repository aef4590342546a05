import assert from "node:assert/strict";
import { firstOfNewerHalf, firstSent } from "../../../src/chat/contextCut.ts";
import { estimateHistory } from "../../../src/chat/tokenEstimate.ts";
import { askedOf } from "../../e2e/support/requests.ts";
import { ended, say, startTalk, type Talk } from "./support.ts";
import { answer, question } from "./store/records.ts";

describe("a conversation that is too long", () => {
  const long = "word ".repeat(200);
  const turns = [
    question("q1", long),
    answer("a1", long),
    question("q2", "short"),
    answer("a2", long),
    question("q3", "short"),
    answer("a3", ""),
  ];

  it("is cut before a question, so that about half of it is left", () => {
    assert.equal(firstOfNewerHalf({ id: "c", turns }, "a3", "gemini-test"), "q2");
    const cut = turns.map((turn) => (turn.id === "q2" ? { ...turn, contextCut: true } : turn));
    assert.equal(firstSent(cut), 2);
    assert.equal(firstOfNewerHalf({ id: "c", turns: cut }, "a3", "gemini-test"), "q3");
    assert.equal(firstOfNewerHalf({ id: "c", turns: cut.slice(0, 4) }, "a2", "gemini-test"), undefined);
    assert.ok(estimateHistory({ id: "c", turns: cut }, "gemini-test") < 300);
  });

  describe("in a chat", () => {
    let talk: Talk;
    beforeEach(async () => {
      talk = await startTalk();
    });
    afterEach(() => talk.close());

    const sent = () =>
      askedOf(talk.emulator.requests.at(-1)).map(({ role, text }) => (role === "user" ? text : role));

    it("is sent without its oldest part, which stays, over a reload too, until that is taken back", async () => {
      for (const text of ["One", "Two", "Three"]) {
        talk.session.send(say(text));
        await ended(talk.session);
      }
      assert.ok(talk.session.leaveOutOldest(talk.session.transcript.turns.at(-1)?.id ?? ""));
      await ended(talk.session);
      assert.deepEqual(sent(), ["Two", "model", "Three"]);
      assert.equal(talk.session.transcript.turns.length, 6);
      const again = await talk.reload();
      const cut = again.transcript.turns.find((turn) => turn.role === "user" && turn.contextCut === true);
      assert.equal(cut?.id, talk.session.transcript.turns[2]?.id);
      again.dispose();
      talk.session.context.sendAll(cut?.id ?? "");
      talk.session.send(say("Four"));
      await ended(talk.session);
      assert.deepEqual(sent(), ["One", "model", "Two", "model", "Three", "model", "Four"]);
    });

    it("has nothing to leave out where it is one question", async () => {
      talk.session.send(say("One"));
      await ended(talk.session);
      assert.equal(talk.session.leaveOutOldest(talk.session.transcript.turns.at(-1)?.id ?? ""), false);
      assert.equal(talk.session.transcript.turns.length, 2);
    });
  });
});
