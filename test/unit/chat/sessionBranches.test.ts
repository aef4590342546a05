import assert from "node:assert/strict";
import { editedMessage } from "../../../src/chat/editing.ts";
import type { FileReference, UserTurn } from "../../../src/shared/transcript.ts";
import { ended, say, startTalk, type Talk } from "./support.ts";

describe("ChatSession's branches", () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await startTalk();
  });
  afterEach(() => talk.close());

  async function converse(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      talk.session.send(say(text));
      await ended(talk.session);
    }
  }

  const turns = () => talk.session.transcript.turns;
  const asked = () =>
    turns()
      .flatMap(({ parts }) => parts.flatMap((part) => (part.type === "text" ? [part.text] : [])))
      .filter((_, index) => index % 2 === 0);
  const sent = () => JSON.stringify(talk.emulator.requests.at(-1)?.json);

  it("has another model answer the same, this one time", async () => {
    await converse("One");
    const [, first] = turns();
    talk.session.regenerate(first?.id ?? "", "gemini-3.1-pro-preview");
    await ended(talk.session);
    const asking = () =>
      talk.emulator.requests
        .filter(({ path }) => path.includes("streamGenerateContent"))
        .map(({ path }) => /models\/([^:]+)/.exec(path)?.[1]);
    assert.deepEqual(asking(), ["gemini-flash-latest", "gemini-3.1-pro-preview"]);
    assert.equal(turns()[1]?.versions?.length, 2);
    const source = talk.session.tree.source(turns()[1]?.id ?? "");
    assert.equal(source?.role === "model" && source.model, "gemini-3.1-pro-preview");
    await converse("Two");
    assert.equal(asking().at(-1), "gemini-flash-latest");
  });

  it("asks a question in other words beside the old one, which stays with its answers", async () => {
    await converse("One", "Two", "Three");
    const before = turns();
    assert.ok(talk.session.editPrompt(before[2]?.id ?? "", "Zwei"));
    await ended(talk.session);
    assert.deepEqual(asked(), ["One", "Zwei"]);
    assert.equal(turns()[2]?.versions?.length, 2);
    assert.doesNotMatch(sent(), /"Two"|"Three"/);
    talk.session.showVersion(before[2]?.id ?? "");
    assert.deepEqual(asked(), ["One", "Two", "Three"]);
    const again = await talk.reload();
    assert.deepEqual(again.transcript, JSON.parse(JSON.stringify(talk.session.transcript)));
    again.dispose();
  });

  it("asks the first question in other words", async () => {
    await converse("One");
    talk.session.editPrompt(turns()[0]?.id ?? "", "Eins");
    await ended(talk.session);
    assert.deepEqual(asked(), ["Eins"]);
    assert.equal(turns()[0]?.versions?.length, 2);
  });

  it("takes a question with its answer out of what is shown and sent, and puts it back", async () => {
    await converse("One", "Two", "Three");
    const all = turns();
    const removed = talk.session.removePair(all[2]?.id ?? "");
    assert.deepEqual(removed, [all[2]?.id, all[3]?.id]);
    assert.deepEqual(asked(), ["One", "Three"]);
    await converse("Four");
    assert.doesNotMatch(sent(), /"Two"/);
    talk.session.restoreTurns(talk.session.transcript.id, removed);
    assert.deepEqual(asked(), ["One", "Two", "Three", "Four"]);
  });

  it("puts it back also when another conversation is open by then", async () => {
    await converse("One", "Two");
    const { id } = talk.session.transcript;
    const removed = talk.session.removePair(turns()[3]?.id ?? "");
    assert.equal(removed.length, 2);
    talk.session.newChat();
    talk.session.restoreTurns(id, removed);
    await talk.session.open(id);
    assert.deepEqual(asked(), ["One", "Two"]);
  });

  it("goes on from a turn in a conversation of its own; the one before stays as it was", async () => {
    await converse("One", "Two", "Three");
    const { id, turns: before } = talk.session.transcript;
    await talk.session.fork(before[3]?.id ?? "");
    assert.notEqual(talk.session.transcript.id, id);
    assert.deepEqual(asked(), ["One", "Two"]);
    await converse("Vier");
    assert.match(sent(), /"One".*"Two".*"Vier"/);
    await talk.session.open(id);
    assert.deepEqual(asked(), ["One", "Two", "Three"]);
  });

  it("changes nothing while an answer streams", async () => {
    await converse("One");
    talk.session.send(say("Two"));
    assert.equal(talk.session.editPrompt(turns()[0]?.id ?? "", "Eins"), false);
    assert.deepEqual(talk.session.removePair(turns()[2]?.id ?? ""), []);
    talk.session.regenerate(turns()[1]?.id ?? "");
    assert.deepEqual(asked().slice(0, 2), ["One", "Two"]);
    await ended(talk.session);
  });
});

describe("a question in other words", () => {
  const file: FileReference = {
    uri: "file:///sea.pdf",
    label: "sea.pdf",
    mimeType: "application/pdf",
    size: 3,
  };
  const turn: UserTurn = {
    role: "user",
    id: "q",
    at: 1,
    parts: [
      { type: "file", file },
      { type: "text", text: "Why?" },
    ],
  };

  it("keeps its files, in what is shown and in what is sent", () => {
    const prompt = [
      { type: "file", file },
      { type: "text", text: "Why?" },
    ] as const;
    assert.deepEqual(editedMessage(turn, { role: "user", prompt }, "Why not?"), {
      parts: [
        { type: "file", file },
        { type: "text", text: "Why not?" },
      ],
      prompt: [
        { type: "file", file },
        { type: "text", text: "Why not?" },
      ],
    });
  });

  it("stands behind what a command sent that said more than was shown", () => {
    const prompt = [{ type: "text", text: "Explain this code: let x;" }] as const;
    assert.deepEqual(editedMessage(turn, { role: "user", prompt }, "Shorter")?.prompt, [
      ...prompt,
      { type: "text", text: "Shorter" },
    ]);
  });

  it("is none where a model has spoken", () => {
    assert.equal(editedMessage(turn, undefined, "x"), undefined);
  });
});
