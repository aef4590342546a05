import assert from "node:assert/strict";
import { titleIn } from "../../../src/chat/makeTitle.lazy.ts";
import { TitleMaker } from "../../../src/chat/titleMaker.ts";
import type { GenerateContentRequest } from "../../emulator/wire.ts";
import { GeminiClient } from "../../../src/gemini/client.ts";
import { ended, say, startTalk, type Talk, until } from "./support.ts";

describe("the title of a conversation", () => {
  let talk: Talk;
  let maker: TitleMaker;
  let kept: string[];
  let problems: string[];
  /** Settles when the maker is through with a conversation, one way or the other. */
  let settled: PromiseWithResolvers<undefined>;
  let isEnabled: boolean;

  beforeEach(async () => {
    talk = await startTalk();
    isEnabled = true;
    await begin();
  });
  afterEach(async () => {
    maker.dispose();
    await talk.close();
  });

  async function begin(options?: Parameters<typeof startTalk>[0]): Promise<void> {
    if (options !== undefined) {
      maker.dispose();
      await talk.close();
      talk = await startTalk(options);
    }
    [kept, problems] = [[], []];
    settled = Promise.withResolvers();
    const client = new GeminiClient({ apiKey: "test-key", baseUrl: talk.emulator.url });
    maker = new TitleMaker({
      session: talk.session,
      generate: (...call) => client.generateContent(...call),
      options: () => talk.options,
      isEnabled: () => isEnabled,
      keep: (id, title) => {
        kept.push(title);
        talk.session.annotate(id, { type: "title", title, byPerson: false });
        settled.resolve(undefined);
        return Promise.resolve();
      },
      log: (problem) => {
        problems.push(problem);
        settled.resolve(undefined);
      },
    });
  }

  const asked = () => talk.emulator.requests.filter(({ path }) => path.endsWith(":generateContent"));

  it("is made from the first exchange, in one short request, and is told", async () => {
    const told: string[] = [];
    talk.session.onTitle((title) => told.push(title));
    talk.session.send(say("Why does the sea have tides?"));
    await ended(talk.session);
    await settled.promise;
    assert.deepEqual(kept, ["About does, have, tides"]);
    assert.deepEqual(told, ["Why does the sea have tides?", "About does, have, tides"]);
    assert.equal(talk.session.title, "About does, have, tides");
    const request = asked()[0]?.json as GenerateContentRequest;
    assert.match(
      request.contents?.[0]?.parts?.[0]?.text ?? "",
      /Why does the sea have tides\?[^]*You wrote 6 words/,
    );
    assert.deepEqual(request.generationConfig?.thinkingConfig, { thinkingLevel: "LOW" });
    assert.ok((request.generationConfig.maxOutputTokens ?? Infinity) <= 512);

    talk.session.send(say("And twice a day?"));
    await ended(talk.session);
    assert.equal(asked().length, 1, "a conversation that has a title gets no other one");
  });

  it("is not made of an answer that was stopped, nor where it is switched off", async () => {
    await begin({ tokensPerSecond: 100 });
    talk.session.send(say("Tell me a lot"));
    await until(talk.session, ({ status }) => status.type === "streaming");
    talk.session.stop();
    await ended(talk.session);
    await begin({});
    isEnabled = false;
    talk.session.send(say("Hello"));
    await ended(talk.session);
    assert.deepEqual([asked(), problems], [[], []]);
  });

  it("stays the first words where the quota is used up: asked once, not again, and only the log knows", async () => {
    talk.session.send(say("Hello there"));
    await until(talk.session, ({ status }) => status.type === "streaming");
    talk.emulator.scenario("rate-limit seconds=1", { times: 5 });
    await settled.promise;
    assert.equal(asked().length, 1);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? "", /quota/i);
    assert.equal(talk.session.title, "Hello there");
  });

  it("does not take the place of a name that was given meanwhile", async () => {
    talk.session.send(say("Hello there"));
    await until(talk.session, ({ status }) => status.type === "streaming");
    const { id } = talk.session.transcript;
    const goOn = talk.emulator.hold(0);
    await talk.emulator.waitForRequest(({ path }) => path.endsWith(":generateContent"));
    talk.session.annotate(id, { type: "title", title: "Mine", byPerson: true });
    goOn();
    await settled.promise;
    assert.equal(talk.session.title, "Mine");
  });

  it("is given up with the window", async () => {
    talk.session.send(say("Hello there"));
    await until(talk.session, ({ status }) => status.type === "streaming");
    talk.emulator.hold(0);
    await talk.emulator.waitForRequest(({ path }) => path.endsWith(":generateContent"));
    maker.dispose();
    await talk.emulator.waitForRequest(({ closedEarly }) => closedEarly);
    assert.deepEqual([kept, problems], [[], []]);
  });

  it("is one line of plain words", () => {
    const titled = (text: string) => titleIn({ candidates: [{ content: { parts: [{ text }] } }] });
    assert.equal(titled("**Tides of the sea.**\n\nThey come twice."), "Tides of the sea");
    assert.equal(titled("Title: “Ebb\u202e and flow”"), "Ebb and flow");
    assert.equal(titled("## C++ and C#"), "C++ and C#");
    assert.equal(titled("x".repeat(300)).length, 80);
    assert.equal(titleIn({}), "");
    const parts = [{ text: "Thinking", thought: true }, { text: "Answer" }];
    assert.equal(titleIn({ candidates: [{ content: { parts } }] }), "Answer");
  });
});
