import assert from "node:assert/strict";
import { labelsOf, messageWith, takenApart } from "../../../../src/host/media/fileMessage.ts";
import type { FileReference } from "../../../../src/shared/transcript.ts";

function file(label: string, mimeType: string, hash?: string): FileReference {
  return { uri: `file:///${label}`, label, mimeType, size: 1, ...(hash !== undefined && { hash }) };
}

const clip = file("clip.mp4", "video/mp4");
const flag = file("flag.png", "image/png", "ab");
const notes = file("notes.txt", "text/plain");

describe("messageWith", () => {
  it("sends one file without its name, before the words", () => {
    assert.deepEqual(messageWith([clip], "What happens?"), {
      parts: [
        { type: "file", file: clip },
        { type: "text", text: "What happens?" },
      ],
      prompt: [
        { type: "file", file: clip },
        { type: "text", text: "What happens?" },
      ],
    });
  });

  it("sends each of several behind its name; a text has its own", () => {
    assert.deepEqual(messageWith([clip, notes, flag], "").prompt, [
      { type: "text", text: "clip.mp4" },
      { type: "file", file: clip },
      { type: "file", file: notes },
      { type: "text", text: "flag.png" },
      { type: "file", file: flag },
    ]);
  });

  it("shows an image where there is a copy of it, and a file otherwise", () => {
    const large = file("large.png", "image/png");
    const memo = file("memo.mp3", "audio/mpeg", "cd");
    assert.deepEqual(messageWith([flag, large, memo], "").parts, [
      { type: "image", image: flag },
      { type: "file", file: large },
      { type: "file", file: memo },
    ]);
  });

  it("has no part for words that are none", () => {
    assert.deepEqual(messageWith([], " \n"), { parts: [], prompt: [] });
    assert.deepEqual(messageWith([clip], " ").parts, [{ type: "file", file: clip }]);
  });
});

describe("takenApart", () => {
  it("gives back the words and the files that a message was made of", () => {
    const message = messageWith([clip, notes, flag], "What are these?");
    assert.deepEqual(takenApart(message), { text: "What are these?", files: [clip, notes, flag] });
    assert.deepEqual(labelsOf(message), ["clip.mp4", "notes.txt", "flag.png"]);
  });

  it("keeps code that came with a question in the words", () => {
    const code = { uri: "file:///a.ts", label: "a.ts", languageId: "typescript", startLine: 0, endLine: 0 };
    const message = {
      parts: [{ type: "code", code } as const, { type: "text", text: "Explain it" } as const],
      prompt: [
        { type: "text", text: "Explain it" } as const,
        { type: "text", text: "```\nlet a;\n```" } as const,
      ],
    };
    assert.deepEqual(takenApart(message), { text: "Explain it\n\n```\nlet a;\n```", files: [] });
  });
});
