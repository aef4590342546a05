import assert from "node:assert/strict";
import fc from "fast-check";
import { contextParts } from "../../../src/chat/contextParts.ts";
import type { FileReference, UserTurn } from "../../../src/shared/transcript.ts";
import { answer, question } from "./store/records.ts";

describe("contextParts", () => {
  const film: FileReference = {
    uri: "file:///a.mp3",
    label: "a.mp3",
    mimeType: "audio/mpeg",
    size: 1,
    facts: { seconds: 4 },
  };
  const withFilm = (extra: Partial<UserTurn> = {}, leftOut?: true): UserTurn => ({
    ...question("q1"),
    parts: [{ type: "file", file: film, ...(leftOut && { leftOut }) }],
    ...extra,
  });
  const sources = {
    transcript: { id: "c", turns: [withFilm(), answer("a1")] },
    model: "gemini-test",
    systemInstruction: "12345678",
    text: "1234",
    attached: 50,
  };

  it("tells what the request consists of; what cannot be told apart was said before", () => {
    assert.deepEqual(contextParts(1000, sources), { system: 2, history: 847, files: 150, message: 1 });
  });

  it("counts no file that is not sent any more", () => {
    const gone = [withFilm({}, true), answer("a1"), { ...question("q2"), contextCut: true }];
    for (const turns of [gone.slice(0, 2), [withFilm(), ...gone.slice(1)]]) {
      const parts = contextParts(1000, { ...sources, transcript: { id: "c", turns } });
      assert.deepEqual(parts, { system: 2, history: 947, files: 50, message: 1 });
    }
  });

  it("gives what is over to the files where nothing was said before", () => {
    const parts = contextParts(1000, { ...sources, transcript: { id: "c", turns: [] } });
    assert.deepEqual(parts, { system: 2, history: 0, files: 997, message: 1 });
  });

  it("is always the whole, however far the estimates are off", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.string(), (tokens, attached, text) => {
        const { system, history, files, message } = contextParts(tokens, { ...sources, attached, text });
        assert.equal(system + history + files + message, tokens);
        assert.ok(Math.min(system, history, files, message) >= 0);
      }),
    );
  });
});
