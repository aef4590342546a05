import assert from "node:assert/strict";
import { visibleText } from "../../../src/shared/transcript.ts";
import { ended, lastAnswer, say, startTalk, type Talk, until } from "./support.ts";

describe("ChatSession beside another window", () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await startTalk({ tokensPerSecond: 100 });
  });
  afterEach(() => talk.close());

  const question = { role: "user", id: "q", at: 1, parts: [{ type: "text", text: "Elsewhere?" }] } as const;
  const answer = {
    role: "model",
    id: "a",
    at: 2,
    model: "m",
    parts: [],
    status: { type: "streaming" },
  } as const;

  /** Another window asks behind what is here, and an answer begins. */
  function askElsewhere(): void {
    const { id, turns } = talk.session.transcript;
    const parent = turns.at(-1)?.id ?? "";
    talk.store.add(
      id,
      { type: "turn", turn: question, parent, source: { role: "user", prompt: question.parts } },
      { type: "turn", turn: answer, parent: "q" },
      { type: "change", change: { type: "textAdded", turnId: "a", kind: "text", text: "Yes" } },
    );
  }

  it("shows what is said there, and sends it along", async () => {
    talk.session.send(say("Short"));
    await until(talk.session, (turn) => visibleText(turn) !== "");
    talk.session.stop();
    await ended(talk.session);
    askElsewhere();
    assert.equal(visibleText(lastAnswer(talk.session)), "Yes");
    talk.session.stop();
    assert.deepEqual(lastAnswer(talk.session).status, { type: "stopped" });
    talk.session.send(say("And here?"));
    const { json } = await talk.emulator.waitForRequest((request) =>
      JSON.stringify(request.json).includes("And here?"),
    );
    assert.match(JSON.stringify(json), /Elsewhere\?.*Yes.*And here\?/);
  });

  it("stops its own answer when it is stopped there", async () => {
    talk.session.send(say("Tell me a lot"));
    const { id } = await until(talk.session, (turn) => visibleText(turn) !== "");
    const status = { type: "stopped" } as const;
    talk.store.add(talk.session.transcript.id, {
      type: "change",
      change: { type: "statusChanged", turnId: id, status },
    });
    await talk.emulator.waitForRequest(({ closedEarly }) => closedEarly);
    assert.deepEqual((await ended(talk.session)).status, { type: "stopped" });
  });

  it("says that an answer was broken off when the window is gone that was writing it", async () => {
    talk.session.send(say("Short"));
    await until(talk.session, (turn) => visibleText(turn) !== "");
    talk.session.stop();
    await ended(talk.session);
    askElsewhere();
    talk.store.orphan("q", "a");
    const { status } = lastAnswer(talk.session);
    assert.equal(status.type === "failed" && status.problem.title, "interrupted");
  });

  it("leaves its branch alone while another one is continued there", async () => {
    talk.session.send(say("One"));
    await until(talk.session, (turn) => visibleText(turn) !== "");
    talk.session.stop();
    const before = await ended(talk.session);
    const { id, turns } = talk.session.transcript;
    talk.store.add(id, { type: "turn", turn: { ...answer, id: "b" }, parent: turns[0]?.id ?? "" });
    assert.deepEqual(lastAnswer(talk.session).versions, [before.id, "b"]);
    assert.equal(lastAnswer(talk.session).id, before.id);
  });
});
