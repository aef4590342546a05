import assert from "node:assert/strict";
import { codeOfTurn } from "../../../src/chat/codeOfTurn.ts";
import type { ModelTurn, Transcript, UserPart } from "../../../src/shared/transcript.ts";

const user = (id: string, ...parts: readonly UserPart[]) => ({ role: "user", id, at: 1, parts }) as const;
const model = (id: string, status: ModelTurn["status"], text = "") =>
  ({ role: "model", id, at: 1, model: "m", status, parts: [{ type: "text", text }] }) as const;
const code = (uri: string): UserPart => ({
  type: "code",
  code: { uri, label: "a", languageId: "ts", startLine: 0, endLine: 1 },
});
const file = (uri: string, mimeType: string): UserPart => ({
  type: "file",
  file: { uri, label: "a", mimeType, size: 1 },
});
const done = { type: "done", finishReason: "STOP" } as const;

describe("codeOfTurn", () => {
  const transcript: Transcript = {
    id: "t",
    turns: [
      user(
        "u1",
        code("file:///a.ts"),
        file("file:///p.png", "image/png"),
        file("file:///b.txt", "text/plain"),
      ),
      model("m1", done),
      user("u2", { type: "text", text: "And now?" }),
      model("m2", done),
      user("u3", code("file:///c.ts"), code("file:///c.ts")),
      model("m3", { type: "streaming" }, "Here:\n\n```ts\nrun();\n"),
    ],
  };

  it("names the text files of the question, or of the last one that had some", () => {
    assert.deepEqual(codeOfTurn(transcript, "m1", "x").about, ["file:///a.ts", "file:///b.txt"]);
    assert.deepEqual(codeOfTurn(transcript, "m2", "x").about, ["file:///a.ts", "file:///b.txt"]);
    assert.deepEqual(codeOfTurn(transcript, "m3", "x").about, ["file:///c.ts"]);
    assert.deepEqual(codeOfTurn(transcript, "gone", "x").about, []);
  });

  it("knows code that is still being written", () => {
    assert.equal(codeOfTurn(transcript, "m3", "run();").isOpen, true);
    assert.equal(codeOfTurn(transcript, "m3", "walk();").isOpen, false);
    assert.equal(codeOfTurn(transcript, "m2", "").isOpen, false);
  });
});
