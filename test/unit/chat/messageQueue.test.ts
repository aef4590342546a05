import assert from "node:assert/strict";
import { ChatSession } from "../../../src/chat/session.ts";
import { visibleText } from "../../../src/shared/transcript.ts";
import { ended, MemoryText, say, startTalk, type Talk, until } from "./support.ts";

describe("Messages that wait", () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await startTalk({ tokensPerSecond: 200 });
  });
  afterEach(() => talk.close());

  const waiting = (session = talk.session) =>
    session.queue.messages.map(({ message: { parts } }) => (parts[0]?.type === "text" ? parts[0].text : ""));
  const idOf = (text: string) => talk.session.queue.messages[waiting().indexOf(text)]?.id ?? "";
  const asked = (session = talk.session) =>
    session.transcript.turns.flatMap(({ role, parts: [part] }) =>
      role === "user" && part?.type === "text" ? [part.text] : [],
    );
  const begun = () => until(talk.session, (turn) => visibleText(turn) !== "");

  async function answerWith(...later: readonly string[]): Promise<void> {
    talk.session.send(say("One"));
    await begun();
    later.forEach((text) => talk.session.send(say(text)));
  }

  it("are shown in their order, and sent one after the other when each answer has come to a good end", async () => {
    await answerWith("Two", "Three");
    assert.deepEqual([waiting(), asked(), talk.session.queue.isHeld], [["Two", "Three"], ["One"], false]);
    await until(talk.session, () => talk.session.transcript.turns.length === 4);
    assert.deepEqual(waiting(), ["Three"]);
    await until(
      talk.session,
      ({ status }) => talk.session.transcript.turns.length === 6 && status.type === "done",
    );
    assert.deepEqual([waiting(), asked()], [[], ["One", "Two", "Three"]]);
  });

  it("are held when the answer is stopped, until a person sends them; then they go on by themselves", async () => {
    await answerWith("Two", "Three");
    talk.session.stop();
    await ended(talk.session);
    assert.deepEqual([waiting(), talk.session.queue.isHeld], [["Two", "Three"], true]);
    talk.session.queue.sendNow(idOf("Two"));
    await until(talk.session, () => talk.session.transcript.turns.length === 6);
    assert.deepEqual(asked(), ["One", "Two", "Three"]);
  });

  it("are held when the answer failed, and where it ended at a limit", async () => {
    for (const scenario of ["cut after=3", "finish MAX_TOKENS"] as const) {
      talk.emulator.scenario(scenario);
      await answerWith("Later");
      await ended(talk.session);
      assert.equal(waiting().at(-1), "Later", scenario);
      assert.ok(talk.session.queue.isHeld);
    }
  });

  it("stay where they are while something else is asked", async () => {
    await answerWith("Two");
    talk.session.stop();
    await ended(talk.session);
    talk.session.send(say("First this"));
    assert.equal((await ended(talk.session)).status.type, "done");
    assert.deepEqual([waiting(), asked()], [["Two"], ["One", "First this"]]);
  });

  it("go out at once on request: the answer is stopped, and what had come of it stays", async () => {
    await answerWith("Two", "Three");
    talk.session.queue.sendNow(idOf("Three"));
    await until(talk.session, () => talk.session.transcript.turns.length === 4);
    const [, first] = talk.session.transcript.turns;
    assert(first?.role === "model");
    assert.equal(first.status.type, "stopped");
    assert.notEqual(visibleText(first), "");
    assert.deepEqual([asked(), waiting()], [["One", "Three"], ["Two"]]);
    await until(talk.session, () => talk.session.transcript.turns.length === 6);
    assert.deepEqual(asked(), ["One", "Three", "Two"]);
  });

  it("are taken out, and put back where they stood", async () => {
    await answerWith("Two", "Three", "Four");
    const id = idOf("Three");
    talk.session.queue.remove(id);
    assert.deepEqual(waiting(), ["Two", "Four"]);
    talk.session.queue.restore(id);
    assert.deepEqual(waiting(), ["Two", "Three", "Four"]);
    talk.session.queue.restore(id);
    talk.session.queue.remove("no such message");
    assert.deepEqual(waiting(), ["Two", "Three", "Four"]);
  });

  it("are not sent while they are about to be changed", async () => {
    await answerWith("Two", "Three");
    assert.deepEqual(talk.session.queue.withhold(idOf("Two")), say("Two"));
    await until(talk.session, () => talk.session.transcript.turns.length === 4);
    assert.deepEqual([asked(), waiting()], [["One", "Three"], ["Two"]]);
  });

  it("are there after a crash, held, and belong each to its conversation", async () => {
    await answerWith("Two");
    const { id } = talk.session.transcript;
    const again = await talk.reload();
    talk.session.dispose();
    assert.deepEqual([waiting(again), again.queue.isHeld], [["Two"], true]);
    again.newChat();
    assert.deepEqual(waiting(again), []);
    await again.open(id);
    assert.deepEqual(waiting(again), ["Two"]);
    again.queue.sendNow(again.queue.messages[0]?.id ?? "");
    assert.deepEqual([waiting(again), asked(again)], [[], ["One", "Two"]]);
    again.dispose();
  });

  it("stay in the conversation that is left while its answer streams", async () => {
    await answerWith("Two");
    const { id } = talk.session.transcript;
    talk.session.newChat();
    assert.deepEqual(waiting(), []);
    await talk.session.open(id);
    assert.deepEqual([waiting(), asked(), talk.session.queue.isHeld], [["Two"], ["One"], true]);
  });

  it("are seen in every window, and sent by the one that answers alone", async () => {
    await answerWith();
    const { id } = talk.session.transcript;
    const current = new MemoryText();
    current.write(() => id);
    const ports = { workspace: () => undefined, onChanged: () => undefined };
    const other = new ChatSession({ ...talk.ports, ...ports, store: talk.store.window(), current });
    await other.open(id);
    other.send(say("From there"));
    assert.deepEqual(waiting(other), ["From there"]);
    assert.deepEqual(waiting(), ["From there"], "the window that answers has heard of it");
    await until(talk.session, ({ status }) => asked().length === 2 && status.type === "done");
    assert.deepEqual([waiting(other), asked(other)], [[], ["One", "From there"]]);
    assert.equal(talk.emulator.requests.length, 2);
    other.dispose();
  });

  it("go out once when they are sent by hand in two windows at the same instant", async () => {
    await answerWith("Two");
    talk.session.stop();
    await ended(talk.session);
    const { id } = talk.session.transcript;
    const ports = { workspace: () => undefined, onChanged: () => undefined };
    const store = talk.store.window();
    const other = new ChatSession({ ...talk.ports, ...ports, store, current: new MemoryText() });
    await other.open(id);
    const waitingThere = other.queue.messages[0]?.id ?? "";
    // What each window writes is heard in the other one only after both have begun.
    const late: (() => void)[] = [];
    for (const each of [store, talk.store]) {
      const hear = each.hear.bind(each);
      each.hear = (...said) => void late.push(() => hear(...said));
    }
    talk.session.queue.sendNow(idOf("Two"));
    other.queue.sendNow(waitingThere);
    assert.deepEqual(
      [asked(), asked(other), waiting(other), other.queue.isHeld],
      [["One", "Two"], ["One"], ["Two"], true],
    );
    await until(talk.session, ({ status }) => asked().length === 2 && status.type === "done");
    late.forEach((hear) => hear());
    assert.deepEqual([waiting(other), asked(other)], [[], ["One", "Two"]]);
    assert.equal(talk.session.transcript.turns.length, 4);
    assert.deepEqual(other.transcript.turns, talk.session.transcript.turns);
    assert.equal(talk.emulator.requests.length, 2);
    other.dispose();
  });
});
