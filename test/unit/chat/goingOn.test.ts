import assert from "node:assert/strict";
import type { GenerateContentRequest } from "../../emulator/wire.ts";
import { joinedSource, joinedSources, joinedUsage } from "../../../src/chat/goingOn.ts";
import { type ModelTurn, visibleText } from "../../../src/shared/transcript.ts";
import { ended, lastAnswer, say, startTalk, type Talk, until } from "./support.ts";

describe("going on with an answer", () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await startTalk();
  });
  afterEach(() => talk.close());

  const asked = () => (talk.emulator.requests.at(-1)?.json as GenerateContentRequest).contents ?? [];
  const goOn = async (): Promise<ModelTurn> => {
    talk.session.goOn(lastAnswer(talk.session).id);
    return ended(talk.session);
  };

  it("writes on in its place after a cut, and replays both parts as one answer", async () => {
    talk.emulator.scenario("cut after=3");
    talk.session.send(say("Hello"));
    const cut = await ended(talk.session);
    assert.equal(cut.status.type, "failed");
    const whole = await goOn();
    assert.deepEqual(whole.status, { type: "done", finishReason: "STOP" });
    assert.equal(whole.id, cut.id);
    assert.ok(visibleText(whole).startsWith(visibleText(cut)));
    assert.ok(visibleText(whole).length > visibleText(cut).length);
    assert.equal(whole.parts.length, 1, "one text, so that a block of code stays one");
    assert.equal(talk.session.transcript.turns.length, 2);
    assert.deepEqual(
      asked().map(({ role }) => role),
      ["user", "model", "user"],
    );
    assert.equal(asked()[1]?.parts?.[0]?.text, visibleText(cut));
    assert.match(asked()[2]?.parts?.[0]?.text ?? "", /^Continue exactly where you stopped\./);

    talk.session.send(say("And now?"));
    await ended(talk.session);
    assert.deepEqual(
      asked().map(({ role }) => role),
      ["user", "model", "user"],
      "the wish to go on is no part of the conversation",
    );
    const replayed = (asked()[1]?.parts ?? []).map(({ text }) => text ?? "").join("");
    assert.equal(replayed, visibleText(whole));
  });

  it("keeps what had come when it is stopped or cut once more, and goes on from there", async () => {
    talk.emulator.scenario("cut after=3");
    talk.session.send(say("Hello"));
    const first = visibleText(await ended(talk.session));
    talk.emulator.scenario("cut after=3");
    const again = await goOn();
    assert(again.status.type === "failed");
    assert.equal(again.status.problem.title, "broken off: network");
    const second = visibleText(again);
    assert.ok(second.startsWith(first) && second.length > first.length);
    const whole = await goOn();
    assert.equal(whole.status.type, "done");
    assert.ok(visibleText(whole).startsWith(second));
    const sent = (asked()[1]?.parts ?? []).map(({ text }) => text ?? "").join("");
    assert.equal(sent, second);
  });

  it("goes on after a crash with what was seen, also what came after it had gone on once", async () => {
    talk.emulator.scenario("cut after=3");
    talk.session.send(say("Hello"));
    const cut = visibleText(await ended(talk.session));
    talk.emulator.hold(4);
    talk.session.goOn(lastAnswer(talk.session).id);
    const seen = await until(talk.session, (turn) => visibleText(turn).length > cut.length);
    const crashed = await talk.reload();
    const last = lastAnswer(crashed);
    assert.equal(last.status.type, "failed");
    assert.ok(visibleText(last).length >= visibleText(seen).length);
    crashed.goOn(last.id);
    assert.equal((await ended(crashed)).status.type, "done");
    const sent = (asked()[1]?.parts ?? []).map(({ text }) => text ?? "").join("");
    assert.equal(sent, visibleText(last));
    crashed.dispose();
  });

  it("leaves alone what is not last, and an answer under way; asks again for one that has no words", async () => {
    talk.session.send(say("One"));
    const first = await ended(talk.session);
    talk.emulator.scenario("rate-limit seconds=60");
    talk.session.send(say("Two"));
    talk.session.goOn(lastAnswer(talk.session).id);
    await until(talk.session, ({ status }) => status.type === "retrying");
    talk.session.stop();
    const empty = await ended(talk.session);
    talk.session.goOn(first.id);
    assert.equal(talk.session.active, false);
    talk.session.goOn(empty.id);
    assert.equal((await ended(talk.session)).status.type, "done");
    assert.deepEqual(
      asked().map(({ role }) => role),
      ["user", "model", "user"],
    );
    assert.equal(asked()[2]?.parts?.[0]?.text, "Two");
  });

  it("does not lose the question and the answer where going on is refused", async () => {
    talk.emulator.scenario("cut after=3");
    talk.session.send(say("Hello"));
    await ended(talk.session);
    talk.emulator.scenario("blocked-prompt");
    await goOn();
    talk.session.send(say("And now?"));
    await ended(talk.session);
    assert.equal(asked().length, 3);
  });

  const turn = (text: string, more: Partial<ModelTurn> = {}): ModelTurn => ({
    role: "model",
    id: "m",
    at: 1,
    model: "a",
    parts: [{ type: "text", text }],
    status: { type: "stopped" },
    ...more,
  });

  it("takes no signature to another model", () => {
    const before = {
      role: "model",
      model: "a",
      content: { role: "model", parts: [{ text: "x", thoughtSignature: "s" }] },
    } as const;
    const after = { ...before, content: { role: "model", parts: [{ text: "y", thoughtSignature: "t" }] } };
    assert.deepEqual(joinedSource(turn("x"), before, after).content?.parts, [
      { text: "x", thoughtSignature: "s" },
      { text: "y", thoughtSignature: "t" },
    ]);
    assert.deepEqual(joinedSource(turn("x"), before, { ...after, model: "b" }).content?.parts, [
      { text: "x" },
      { text: "y", thoughtSignature: "t" },
    ]);
  });

  it("adds up tokens, and counts places of sources from the beginning of all", () => {
    assert.deepEqual(joinedUsage({ answer: 3, prompt: 9 }, { answer: 4, prompt: 12, total: 16 }), {
      answer: 7,
      prompt: 12,
      total: 16,
    });
    const page = (url: string) => ({ title: "", url });
    const sources = (url: string) => ({
      pages: [page(url)],
      marks: [{ at: 2, pages: [0] }],
      queries: [],
      read: [],
    });
    assert.deepEqual(joinedSources(turn("12345", { sources: sources("u") }), sources("v")), {
      pages: [page("u"), page("v")],
      marks: [
        { at: 2, pages: [0] },
        { at: 7, pages: [1] },
      ],
      queries: [],
      read: [],
    });
    const [before, after] = [
      { ...sources("u"), suggestions: "<b>u</b>" },
      { ...sources("v"), suggestions: "<b>v</b>" },
    ];
    assert.equal(joinedSources(turn("1", { sources: before }), after).suggestions, "<b>u</b><b>v</b>");
    assert.equal(joinedSources(turn("1", { sources: before }), sources("v")).suggestions, "<b>u</b>");
  });
});
