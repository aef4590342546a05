import assert from "node:assert/strict";
import type { CountTokensRequest } from "../../../../src/gemini/wireModels.ts";
import { type Counting, createCounting } from "../../../../src/host/media/counting.ts";
import { TokenCounter } from "../../../../src/host/media/tokenCounter.ts";
import type { Attachment, AttachmentState, TokenCount } from "../../../../src/shared/attachment.ts";
import type { FileReference } from "../../../../src/shared/transcript.ts";
import { ask, type FileTalk, startFileTalk } from "../../chat/fileSupport.ts";
import { ended } from "../../chat/support.ts";

const ready: AttachmentState = { type: "ready" };

describe("TokenCounter", () => {
  let talk: FileTalk;
  let counter: TokenCounter;
  let counting: Counting;
  let told: (TokenCount | undefined)[];
  let listener: (() => void) | undefined;

  beforeEach(async () => {
    talk = await startFileTalk(1000);
    talk.options = { ...talk.options, systemInstruction: "Be brief." };
    told = [];
    const { session, client, delivery } = talk;
    counting = createCounting({
      session,
      delivery,
      settings: {
        get model() {
          return talk.options.model;
        },
        get generation() {
          return talk.options;
        },
      },
      gemini: {
        countTokens: async (request, signal) =>
          (await client.countTokens(talk.options.model, request, { signal })).totalTokens ?? NaN,
        inputLimit: async (signal) => (await client.getModel(talk.options.model, { signal })).inputTokenLimit,
      },
    });
    const onCount = (count: TokenCount | undefined) => {
      told.push(count);
      listener?.();
    };
    counter = new TokenCounter({ ...counting, onCount });
  });
  afterEach(async () => {
    counter.dispose();
    await talk.close();
  });

  function attachment(file: FileReference, state = ready, tokens = 0): Attachment {
    return { id: file.uri, label: file.label, file, state, tokens };
  }

  /** The first count that is so, from now on. */
  async function count(wanted: (count: TokenCount | undefined) => boolean): Promise<TokenCount | undefined> {
    return new Promise((resolve) => {
      listener = () => {
        if (wanted(told.at(-1))) {
          resolve(told.at(-1));
        }
      };
    });
  }

  const counts = () => talk.emulator.requests.filter(({ path }) => path.endsWith(":countTokens"));

  it("tells an estimate at once and then the server's count, with what the model takes", async () => {
    const flag = talk.disk.add("flag.png", "image/png", "images/flag.png");
    counter.update("What is it?", [attachment(flag, ready, 1120)]);
    const frame = Math.ceil("Be brief.".length / 4);
    assert.deepEqual(told, [{ tokens: 1120 + 3 + frame, estimated: true }]);
    const counted = await count((known) => known?.estimated === false);
    assert.equal(counted?.limit, 1_048_576);
    assert.ok(counted.tokens >= 1120);
  });

  it("counts all that would be sent: instruction, history with its files, files and words", async () => {
    const flag = talk.disk.add("flag.png", "image/png", "images/flag.png");
    talk.session.send(ask("First question", flag));
    await ended(talk.session);
    const notes = talk.disk.add("notes.txt", "text/plain", Buffer.from("Low water at noon."));
    counter.update("Second question", [attachment(notes)]);
    const counted = await count((known) => known?.estimated === false);
    const { generateContentRequest: counting } = counts()[0]?.json as CountTokensRequest;
    assert.deepEqual(counting?.systemInstruction, { parts: [{ text: "Be brief." }] });
    assert.deepEqual(
      counting.contents.map(({ role }) => role),
      ["user", "model", "user"],
    );
    assert.equal(counting.contents[0]?.parts?.[0]?.inlineData?.mimeType, "image/png");
    talk.session.send(ask("Second question", notes));
    const { usage } = await ended(talk.session);
    assert.equal(counted?.tokens, usage?.prompt);
  });

  it("estimates the history by what the server has counted last", async () => {
    const flag = talk.disk.add("flag.png", "image/png", "images/flag.png");
    talk.session.send(ask("First question", flag));
    const { usage } = await ended(talk.session);
    counter.update("12345678", []);
    const tokens = (usage?.prompt ?? NaN) + (usage?.answer ?? NaN) + 2;
    assert.deepEqual(told, [{ tokens, estimated: true }]);
    assert.deepEqual(await count(() => true), { tokens, estimated: true, limit: 1_048_576 });
    assert.deepEqual(counts(), []);
  });

  it("tells what a conversation takes that is only words, without asking; its limit when somebody looks", async () => {
    talk.session.send(ask("First question"));
    const { usage } = await ended(talk.session);
    const asked = talk.emulator.requests.length;
    counter.update("", []);
    const tokens = (usage?.prompt ?? NaN) + (usage?.answer ?? NaN);
    assert.deepEqual(told, [{ tokens, estimated: true }]);
    assert.equal(talk.emulator.requests.length, asked);
    counter.watch();
    counter.update("", []);
    assert.deepEqual(await count(({ limit } = { tokens: 0, estimated: true }) => limit !== undefined), {
      tokens,
      estimated: true,
      limit: 1_048_576,
    });
  });

  it("hears of it when something is left out, or sent again", async () => {
    for (const text of ["First", "Second"]) {
      talk.session.send(ask(text));
      await ended(talk.session);
    }
    let heard = 0;
    const subscription = counting.onDidChange(() => heard++);
    assert.ok(talk.session.context.leaveOut());
    assert.equal(heard, 1);
    talk.session.context.sendAll(talk.session.transcript.turns[2]?.id ?? "");
    assert.equal(heard, 2);
    subscription.dispose();
  });

  it("says nothing of words alone", () => {
    counter.update("Hello", []);
    assert.deepEqual(told, [undefined]);
  });

  it("asks for the newest state only, and tells no count of an older one", async () => {
    const flag = talk.disk.add("flag.png", "image/png", "images/flag.png");
    counter.update("a", [attachment(flag)]);
    counter.update("ab", [attachment(flag)]);
    counter.update("ab", [attachment(flag)]);
    counter.update("abc", [attachment(flag)]);
    assert.equal(told.length, 3);
    await count((known) => known?.estimated === false);
    assert.equal(counts().length, 1);
    assert.match(JSON.stringify(counts()[0]?.json), /"abc"/);
  });

  it("ends a count that is under way when something changes, and tells nothing of it", async () => {
    const asked = Promise.withResolvers<AbortSignal>();
    const late = Promise.withResolvers<number>();
    const stale = new TokenCounter({
      model: () => "m",
      history: () => ({ tokens: 0, hasFiles: false }),
      limit: () => Promise.resolve(undefined),
      count: (_text, _files, signal) => {
        asked.resolve(signal);
        return late.promise;
      },
      onCount: (counted) => told.push(counted),
    });
    const flag = talk.disk.add("flag.png", "image/png", "images/flag.png");
    stale.update("a", [attachment(flag)]);
    const signal = await asked.promise;
    stale.update("ab", []);
    assert.equal(signal.aborted, true);
    late.resolve(111);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(told, [{ tokens: 1, estimated: true }, undefined]);
  });

  it("keeps the estimate, marked, where the server does not count", async () => {
    // Of the kind that is listed and does not count.
    talk.options = { ...talk.options, model: "gemini-3.8-flash-live" };
    const flag = talk.disk.add("flag.png", "image/png", "images/flag.png");
    counter.update("What is it?", [attachment(flag, ready, 1120)]);
    const [estimate] = told;
    assert.deepEqual(await count(() => true), { ...estimate, limit: 1_048_576 });
    assert.equal(counts().length, 1);
  });

  it("uploads nothing to count it, and refers to what was uploaded", async () => {
    const report = talk.disk.add("report.pdf", "application/pdf", "media/report.pdf");
    assert.ok(report.size > 1000);
    counter.update("What is it?", [attachment(report, ready, 1)]);
    assert.equal((await count(() => true))?.estimated, true);
    assert.deepEqual(counts(), []);
    talk.session.send(ask("Read this", report));
    await ended(talk.session);
    counter.update("And now?", [attachment(report, ready, 1)]);
    await count((known) => known?.estimated === false);
    assert.match(JSON.stringify(counts()[0]?.json), /"fileUri"/);
  });

  it("does not count a file that cannot be sent, nor ask before all have arrived", async () => {
    const flag = talk.disk.add("flag.png", "image/png", "images/flag.png");
    const failed: AttachmentState = { type: "failed", reason: "No.", retryable: false };
    counter.update("x", [attachment(flag, failed, 1120)]);
    assert.deepEqual(told, [undefined]);
    counter.update("x", [attachment(flag, { type: "uploading", sent: 0 }, 1120)]);
    assert.equal((await count(() => true))?.estimated, true);
    assert.deepEqual(counts(), []);
  });
});
