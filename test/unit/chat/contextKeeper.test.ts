import assert from "node:assert/strict";
import { ConversationTree } from "../../../src/chat/conversationTree.ts";
import { conversationFile, recordsOf } from "../../../src/chat/files/conversationFile.ts";
import { parseConversationFile } from "../../../src/chat/files/fileSchema.ts";
import { estimateHistory } from "../../../src/chat/tokenEstimate.ts";
import type { UserTurn } from "../../../src/shared/transcript.ts";
import { askedOf } from "../../e2e/support/requests.ts";
import { ended, say, startTalk, type Talk } from "./support.ts";

describe("ContextKeeper", () => {
  let talk: Talk;
  const none = new AbortController().signal;
  beforeEach(async () => {
    talk = await startTalk();
    for (const text of ["One", "Two", "Three"]) {
      talk.session.send(say(text));
      await ended(talk.session);
    }
  });
  afterEach(() => talk.close());

  const cutOf = ({ transcript: { turns } } = talk.session): UserTurn | undefined =>
    turns.find((turn): turn is UserTurn => turn.role === "user" && turn.contextCut === true);
  const sent = () => askedOf(talk.emulator.requests.at(-1));

  async function summarized(): Promise<string> {
    assert.equal(await talk.session.context.summarize(none, () => undefined), true);
    return cutOf()?.contextSummary ?? "";
  }

  it("has the older half summarized, which goes before the first question that is still sent", async () => {
    const seen: string[] = [];
    assert.equal(await talk.session.context.summarize(none, (text) => seen.push(text)), true);
    const asked = sent();
    assert.deepEqual(
      asked.map(({ role }) => role),
      ["user", "model", "user", "model", "user"].slice(0, asked.length),
    );
    assert.match(asked.at(-1)?.text ?? "", /^The conversation has become too long/);
    const summary = cutOf()?.contextSummary ?? "";
    assert.equal(seen.at(-1)?.trim(), summary);
    assert.equal(talk.session.transcript.turns.length, 6, "all of it stays to be seen");

    talk.session.send(say("Four"));
    assert.equal((await ended(talk.session)).status.type, "done");
    const [first, ...rest] = sent();
    assert.ok(first?.text.startsWith(`Summary of what was said before:\n\n${summary}`));
    assert.doesNotMatch(JSON.stringify(talk.emulator.requests.at(-1)?.json), /"text":"One"/);
    assert.equal(rest.at(-1)?.text, "Four");
    assert.deepEqual(
      sent().map(({ role }) => role),
      ["user", ...rest.map((_, index) => (index % 2 === 0 ? "model" : "user"))],
    );
  });

  it("keeps the summary over a reload and a way through a file, and takes it back", async () => {
    const summary = await summarized();
    const again = await talk.reload();
    assert.equal(cutOf(again)?.contextSummary, summary);
    again.dispose();
    const file: unknown = JSON.parse(JSON.stringify(conversationFile(talk.session.tree, new Date())));
    const back = new ConversationTree("d", recordsOf(parseConversationFile(file), 0));
    assert.deepEqual(back.transcript.turns, JSON.parse(JSON.stringify(talk.session.transcript.turns)));

    talk.session.context.sendAll(cutOf()?.id ?? "");
    assert.equal(cutOf(), undefined);
    talk.session.send(say("Four"));
    await ended(talk.session);
    assert.deepEqual(
      sent().flatMap(({ role, text }) => (role === "user" ? [text] : [])),
      ["One", "Two", "Three", "Four"],
    );
  });

  it("summarizes the summary too, when the conversation has become too long again", async () => {
    const summary = await summarized();
    talk.session.send(say("Four"));
    await ended(talk.session);
    assert.equal(await talk.session.context.summarize(none, () => undefined), true);
    assert.ok(sent()[0]?.text.includes(summary));
  });

  it("counts no more what was left out", () => {
    const { model } = talk.options;
    const before = estimateHistory(talk.session.transcript, model);
    assert.ok(talk.session.context.leaveOut());
    const after = estimateHistory(talk.session.transcript, model);
    assert.ok(after < before, `${after} of ${before}`);
    talk.session.context.sendAll(cutOf()?.id ?? "");
    assert.ok(estimateHistory(talk.session.transcript, model) > after);
  });

  it("leaves out nothing where no summary came, it was stopped, or there is nothing older", async () => {
    talk.emulator.scenario("blocked-prompt");
    await assert.rejects(talk.session.context.summarize(none, () => undefined));
    const controller = new AbortController();
    const stopped = talk.session.context.summarize(controller.signal, () => controller.abort());
    await assert.rejects(stopped);
    assert.equal(cutOf(), undefined);
    talk.session.newChat();
    assert.equal(await talk.session.context.summarize(none, () => undefined), false);
    assert.equal(talk.session.context.leaveOut(), false);
  });

  it("says nothing of another conversation that was opened meanwhile", async () => {
    const { id } = talk.session.transcript;
    const done = talk.session.context.summarize(none, () => {
      if (talk.session.transcript.id === id) {
        talk.session.newChat();
      }
    });
    assert.equal(await done, false);
    await talk.session.open(id);
    assert.equal(cutOf(), undefined);
  });
});
