import assert from "node:assert/strict";
import { visibleText } from "../../../src/shared/transcript.ts";
import { saying } from "../../emulator/scenarios/say.ts";
import { ended, lastAnswer, say, startTalk, type Talk, until } from "./support.ts";

interface SentBody {
  readonly contents: readonly {
    readonly role: string;
    readonly parts: readonly { readonly text?: string }[];
  }[];
}

function sentContents(talk: Talk, index = -1): SentBody["contents"] {
  return (talk.emulator.requests.at(index)?.json as SentBody).contents;
}

describe("ChatSession", () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await startTalk();
  });
  afterEach(() => talk.close());

  it("streams an answer into the transcript and ends it with its usage and the model that answered", async () => {
    talk.session.send(say("What is a beaver?"));
    assert.deepEqual(lastAnswer(talk.session).status, { type: "waiting" });
    const turn = await ended(talk.session);
    assert.deepEqual(turn.status, { type: "done", finishReason: "STOP" });
    assert.match(visibleText(turn), /What is a beaver\?/);
    assert.ok((turn.usage?.total ?? 0) > 0);
    assert.notEqual(turn.model, "gemini-flash-latest", "an alias is replaced by the model's own name");
    assert.equal(talk.session.active, false);
  });

  it("asks when the question is on the disk, not before", async () => {
    const disk = Promise.withResolvers<undefined>();
    talk.store.disk = disk.promise;
    talk.session.send(say("What is a beaver?"));
    // Asked later, and answered: a question on its way would have arrived, too.
    for (let times = 0; times < 3; times++) await talk.client.listModels().next();
    assert.ok(talk.emulator.requests.every(({ path }) => path.endsWith("/models")));
    disk.resolve(undefined);
    assert.match(visibleText(await ended(talk.session)), /beaver/);
  });

  it("stops though the disk does not answer, and asks nothing", async () => {
    talk.store.disk = new Promise(() => undefined);
    talk.session.send(say("What is a beaver?"));
    await talk.client.listModels().next();
    talk.session.stop();
    assert.deepEqual((await ended(talk.session)).status, { type: "stopped" });
    assert.ok(talk.emulator.requests.every(({ path }) => path.endsWith("/models")));
  });

  it("sends what was said before, the model's turns as they came, signatures included", async () => {
    talk.session.send(say("First"));
    await ended(talk.session);
    talk.session.send(say("Second"));
    await ended(talk.session);
    const contents = sentContents(talk);
    assert.deepEqual(
      contents.map(({ role }) => role),
      ["user", "model", "user"],
    );
    assert.equal(contents[2]?.parts[0]?.text, "Second");
    assert.ok(contents[1]?.parts.some((part) => "thoughtSignature" in part));
  });

  it("keeps the bytes of what the model makes in the store alone, and sends them back to the letter", async () => {
    const data = "iVBORw0KGgo=";
    const made = { inlineData: { mimeType: "image/png", data }, thoughtSignature: "c2lnbmVk" };
    talk.emulator.scenario(saying([{ text: "Here it is:" }, made]));
    talk.session.send(say("Draw a beaver"));
    const turn = await ended(talk.session);
    const [hash] = turn.parts.flatMap((part) => (part.type === "media" ? [part.hash] : []));
    assert.ok(hash !== undefined && (await talk.attachments.getBase64(hash)) === data);
    const lines = [...talk.store.lines.values()].flat();
    assert.ok(lines.some((line) => line.includes(`"hash":"${hash}"`) && line.includes("c2lnbmVk")));
    assert.ok(!lines.some((line) => line.includes(data)));
    talk.session.send(say("And another one"));
    await ended(talk.session);
    assert.deepEqual(sentContents(talk)[1]?.parts.at(-1), made);
  });

  it("keeps the text of a stopped answer, closes the connection, and sends the text with the next question", async () => {
    await talk.close();
    talk = await startTalk({ tokensPerSecond: 100 });
    talk.session.send(say("Tell me a lot"));
    await until(talk.session, (turn) => visibleText(turn).length > 20);
    talk.session.stop();
    const turn = await ended(talk.session);
    assert.deepEqual(turn.status, { type: "stopped" });
    await talk.emulator.waitForRequest(({ closedEarly }) => closedEarly);
    talk.session.send(say("And now?"));
    await talk.emulator.waitForRequest(({ json }) => JSON.stringify(json).includes("And now?"));
    assert.equal(sentContents(talk)[1]?.parts[0]?.text, visibleText(turn));
  });

  it("asks again beside the answer that was there, which stays with all that came after it", async () => {
    talk.session.send(say("One"));
    const first = await ended(talk.session);
    talk.session.send(say("Two"));
    const second = await ended(talk.session);
    talk.options = { ...talk.options, model: "gemini-pro-latest" };
    talk.session.regenerate(first.id);
    assert.equal(talk.session.transcript.turns.length, 2);
    const again = await ended(talk.session);
    assert.deepEqual(again.versions, [first.id, again.id]);
    assert.equal(again.status.type, "done");
    assert.match(talk.emulator.requests.at(-1)?.path ?? "", /gemini-pro-latest/);
    assert.equal(sentContents(talk).length, 1);
    talk.session.showVersion(first.id);
    assert.deepEqual(
      talk.session.transcript.turns
        .map(({ id }) => id)
        .slice(1, 4)
        .filter((_, index) => index !== 1),
      [first.id, second.id],
    );
  });

  it("announces the wait after a 429, and does not wait when hurried", async () => {
    talk.emulator.scenario("rate-limit seconds=60");
    talk.session.send(say("Hello"));
    const waiting = await until(talk.session, ({ status }) => status.type === "retrying");
    assert(waiting.status.type === "retrying");
    assert.equal(waiting.status.problem.title, "quotaPerMinute");
    assert.ok(waiting.status.at > Date.now() + 50_000);
    talk.session.retryNow();
    assert.equal((await ended(talk.session)).status.type, "done");
    assert.equal(talk.emulator.requests.length, 2);
  });

  it("asks another model instead of waiting, and nothing of the wait remains", async () => {
    talk.emulator.scenario("rate-limit seconds=60");
    talk.session.send(say("Hello"));
    const waiting = await until(talk.session, ({ status }) => status.type === "retrying");
    talk.session.regenerate(waiting.id, "gemini-pro-latest");
    assert.equal((await ended(talk.session)).status.type, "done");
    assert.match(talk.emulator.requests.at(-1)?.path ?? "", /gemini-pro-latest/);
    assert.deepEqual(
      talk.session.transcript.turns.map(({ role }) => role),
      ["user", "model"],
    );
    assert.equal(talk.emulator.requests.length, 2);
  });

  it("stops while it waits", async () => {
    talk.emulator.scenario("rate-limit seconds=60");
    talk.session.send(say("Hello"));
    await until(talk.session, ({ status }) => status.type === "retrying");
    talk.session.stop();
    assert.deepEqual((await ended(talk.session)).status, { type: "stopped" });
    assert.equal(talk.emulator.requests.length, 1);
  });

  it("announces the wait before a long answer is taken up again, keeping what is shown, and can be hurried or stopped", async () => {
    for (const wish of ["hurry", "stop"]) {
      talk.emulator.scenario("checkpoints every=2 after=5");
      const asked = talk.emulator.requests.length;
      talk.session.send(say("Hello"));
      const waiting = await until(talk.session, ({ status }) => status.type === "retrying");
      assert(waiting.status.type === "retrying");
      assert.equal(waiting.status.problem.title, "network");
      const shown = visibleText(waiting);
      assert.notEqual(shown, "");
      if (wish === "hurry") {
        talk.session.retryNow();
        assert.equal((await ended(talk.session)).status.type, "done");
      } else {
        talk.session.stop();
        const turn = await ended(talk.session);
        assert.deepEqual([turn.status, visibleText(turn)], [{ type: "stopped" }, shown]);
      }
      assert.equal(talk.emulator.requests.length - asked, wish === "hurry" ? 2 : 1);
    }
  });

  it("keeps the partial answer of a connection that was cut and says so", async () => {
    talk.emulator.scenario("cut after=3");
    talk.session.send(say("Hello"));
    const turn = await ended(talk.session);
    assert(turn.status.type === "failed");
    assert.equal(turn.status.problem.title, "broken off: network");
    assert.notEqual(visibleText(turn), "");
  });

  it("does not take a stream without a finish reason for a whole answer", async () => {
    talk.emulator.scenario("silent-eof after=3");
    talk.session.send(say("Hello"));
    const turn = await ended(talk.session);
    assert(turn.status.type === "failed");
    assert.equal(turn.status.problem.title, "incomplete");
  });

  it("R28 asks once more by itself after an empty answer, and only once", async () => {
    talk.emulator.scenario("empty-answer");
    talk.session.send(say("Hello"));
    assert.equal((await ended(talk.session)).status.type, "done");
    assert.equal(talk.emulator.requests.length, 2);
    assert.notEqual(visibleText(lastAnswer(talk.session)), "");
    talk.emulator.scenario("empty-answer", { times: 2 });
    talk.session.send(say("Again"));
    const turn = await ended(talk.session);
    assert(turn.status.type === "done");
    assert.equal(turn.status.note?.title, "empty");
    assert.equal(talk.emulator.requests.length, 4);
  });

  it("leaves a refused question out of what it sends next", async () => {
    talk.emulator.scenario("blocked-prompt");
    talk.session.send(say("Forbidden"));
    assert.equal((await ended(talk.session)).status.type, "failed");
    talk.session.send(say("Allowed"));
    await ended(talk.session);
    assert.deepEqual(
      sentContents(talk).map(({ parts }) => parts[0]?.text),
      ["Allowed"],
    );
  });

  it("sends messages that come while an answer streams one after the other", async () => {
    talk.session.send(say("One"));
    talk.session.send(say("Two"));
    assert.equal(talk.session.transcript.turns.length, 2);
    await until(talk.session, () => talk.session.transcript.turns.length === 4);
    assert.equal((await ended(talk.session)).status.type, "done");
    assert.equal(talk.emulator.requests.length, 2);
  });

  it("begins a new chat at any moment; nothing of the old answer gets into it", async () => {
    await talk.close();
    talk = await startTalk({ tokensPerSecond: 100 });
    talk.session.send(say("Tell me a lot"));
    await until(talk.session, (turn) => visibleText(turn) !== "");
    talk.session.newChat();
    await talk.emulator.waitForRequest(({ closedEarly }) => closedEarly);
    assert.deepEqual(talk.session.transcript.turns, []);
    assert.equal(talk.session.active, false);
  });
});

describe("ChatSession over a reload", () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await startTalk();
  });
  afterEach(() => talk.close());

  it("opens the conversation again and goes on with it", async () => {
    talk.session.send(say("Short"));
    await ended(talk.session);
    const again = await talk.reload();
    assert.deepEqual(again.transcript, JSON.parse(JSON.stringify(talk.session.transcript)));
    again.send(say("More"));
    await ended(again);
    assert.equal(sentContents(talk).length, 3);
    again.dispose();
  });

  it("keeps what had come of an answer that was cut off, says so, and sends it along", async () => {
    await talk.close();
    talk = await startTalk({ tokensPerSecond: 100 });
    talk.session.send(say("Tell me a lot"));
    await until(talk.session, (turn) => visibleText(turn).length > 20);
    const again = await talk.reload();
    talk.session.dispose();
    const turn = lastAnswer(again);
    assert(turn.status.type === "failed");
    assert.equal(turn.status.problem.title, "interrupted");
    again.send(say("Go on"));
    await talk.emulator.waitForRequest(({ json }) => JSON.stringify(json).includes("Go on"));
    assert.equal(sentContents(talk)[1]?.parts[0]?.text, visibleText(turn));
    again.dispose();
  });
});
