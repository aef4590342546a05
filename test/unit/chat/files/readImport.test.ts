import assert from "node:assert/strict";
import fc from "fast-check";
import { ConversationTree } from "../../../../src/chat/conversationTree.ts";
import { conversationFile, recordsOf } from "../../../../src/chat/files/conversationFile.ts";
import { ImportProblem } from "../../../../src/chat/files/importProblem.ts";
import { filesElsewhere, readImport, withoutFiles } from "../../../../src/chat/files/readImport.ts";
import type { FileReference } from "../../../../src/shared/transcript.ts";
import { MemoryAttachments } from "../support.ts";

const at = new Date("2026-11-30T12:00:00Z");
const words = { driveFile: "File in Google Drive", inlineFile: "File" };

describe("importing a conversation", () => {
  let attachments: MemoryAttachments;
  beforeEach(() => (attachments = new MemoryAttachments()));

  const read = (content: string) =>
    readImport(content, {
      words,
      at,
      keep: async (base64) => {
        const hash = await attachments.putBase64(base64);
        return { hash, uri: `file:///here/media/${hash}` };
      },
    });

  const reference = (hash?: string): FileReference => ({
    uri: `file:///there/${hash === undefined ? "secret.txt" : `media/${hash}`}`,
    label: "secret.txt",
    mimeType: "text/plain",
    size: 3,
    ...(hash !== undefined && { hash }),
  });

  function exported(file: FileReference, media: Readonly<Record<string, string>> = {}): string {
    const tree = new ConversationTree("c", [
      {
        type: "turn",
        turn: { role: "user", id: "q", at: 1, parts: [{ type: "file", file }] },
        source: { role: "user", prompt: [{ type: "file", file }] },
      },
    ]);
    return JSON.stringify({ ...conversationFile(tree, at), media });
  }

  it("keeps the media of the file, and finds them where they lie now", async () => {
    const hash = await new MemoryAttachments().putBase64("QUJD");
    const { file } = await read(exported(reference(hash), { [hash]: "QUJD" }));
    assert.deepEqual(await attachments.getBase64(hash), "QUJD");
    const [turn] = new ConversationTree("d", recordsOf(file, 0)).transcript.turns;
    const [part] = turn?.role === "user" ? turn.parts : [];
    assert.equal(part?.type === "file" && part.file.uri, `file:///here/media/${hash}`);
    assert.deepEqual(file.media, {});
  });

  it("refuses media that are not what they are called", async () => {
    const content = exported(reference("a".repeat(64)), { ["a".repeat(64)]: "QUJD" });
    await assert.rejects(
      read(content),
      (error) => error instanceof ImportProblem && error.kind === "damaged",
    );
  });

  it("knows the files that would be read from this machine, and leaves them out", async () => {
    const { file } = await read(exported(reference()));
    const has = async (hash: string) => (await attachments.get(hash)) !== undefined;
    const elsewhere = await filesElsewhere(file, has);
    assert.deepEqual(elsewhere, [reference()]);
    const without = withoutFiles(file, elsewhere);
    assert.deepEqual(await filesElsewhere(without, has), []);
    assert.deepEqual(without.turns[0]?.turn.parts, [{ type: "file", file: reference(), leftOut: true }]);
    const source = without.turns.map((each) => each.source);
    assert.match(JSON.stringify(source), /secret\.txt was here/);
    assert.doesNotMatch(JSON.stringify(source), /there\/secret/);
  });

  it("says one thing about whatever else comes", async () => {
    for (const content of [
      "",
      "{",
      "{}",
      "[1]",
      "null",
      "[".repeat(100_000),
      "{".repeat(50),
      '{"format":7}',
      "\u0000\u0001",
    ]) {
      await assert.rejects(read(content), ImportProblem, content.slice(0, 20));
    }
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `{"chunkedPrompt":${json}}`),
        ),
        async (content) => {
          await assert.rejects(read(content), ImportProblem);
        },
      ),
    );
  });

  describe("from Google AI Studio", () => {
    const studio = (chunks: readonly object[], more: object = {}) =>
      read(
        JSON.stringify({
          runSettings: { model: "models/gemini-2.5-pro" },
          chunkedPrompt: { chunks },
          ...more,
        }),
      );

    it("makes turns of its pieces", async () => {
      const { file, missingFiles, systemInstruction } = await studio(
        [
          { driveImage: { id: "drive-1" }, role: "user", tokenCount: 258 },
          { text: "What is this?", role: "user", createTime: "2026-06-01T10:00:00.000Z" },
          {
            text: "**Looking**",
            role: "model",
            isThought: true,
            thinkingBudget: -1,
            parts: [{ text: "**Looking**", thought: true }],
          },
          {
            text: "A boat.",
            role: "model",
            finishReason: "MAX_TOKENS",
            parts: [{ text: "A " }, { text: "boat.", thoughtSignature: "c2ln" }],
          },
          { text: "Thanks", role: "user" },
          { role: "model", errorMessage: "An internal error has occurred." },
        ],
        { systemInstruction: { text: "Be brief." } },
      );
      const { turns } = new ConversationTree("d", recordsOf(file, 0)).transcript;
      assert.deepEqual(
        turns.map(({ role }) => role),
        ["user", "model", "user", "model"],
      );
      const [question, answer, , failed] = turns;
      assert.ok(question?.role === "user" && answer?.role === "model" && failed?.role === "model");
      assert.deepEqual(
        question.parts.map((part) => (part.type === "file" ? [part.file.label, part.leftOut] : part)),
        [["File in Google Drive", true], { type: "text", text: "What is this?" }],
      );
      assert.deepEqual(answer.parts, [
        { type: "thought", text: "**Looking**" },
        { type: "text", text: "A boat." },
      ]);
      assert.deepEqual(
        [answer.model, answer.status],
        ["gemini-2.5-pro", { type: "done", finishReason: "MAX_TOKENS" }],
      );
      assert.equal(failed.status.type, "failed");
      assert.deepEqual(file.turns[1]?.source, {
        role: "model",
        model: "gemini-2.5-pro",
        content: { role: "model", parts: [{ text: "A " }, { text: "boat.", thoughtSignature: "c2ln" }] },
      });
      assert.deepEqual([missingFiles, systemInstruction], [1, "Be brief."]);
    });

    it("keeps what lies in it: images, and code that was run", async () => {
      const { file } = await studio([
        { role: "user", inlineImage: { mimeType: "image/png", data: "QUJD" } },
        { role: "model", executableCode: { language: "PYTHON", code: "1+1" } },
        { role: "model", codeExecutionResult: { outcome: "OUTCOME_OK", output: "2" } },
        { role: "model", parts: [{ inlineData: { mimeType: "image/png", data: "REVG" } }] },
      ]);
      const [question, answer] = file.turns.map(({ turn }) => turn);
      const [image] = question?.role === "user" ? question.parts : [];
      assert.equal(image?.type === "image" && (await attachments.getBase64(image.image.hash)), "QUJD");
      assert.deepEqual(
        answer?.parts.map(({ type }) => type),
        ["code", "codeResult", "media"],
      );
    });

    it("says when there is nothing in it", async () => {
      for (const chunks of [[], [{ role: "user", text: "" }], [{ role: "model", parts: [] }]]) {
        await assert.rejects(
          studio(chunks),
          (error) => error instanceof ImportProblem && error.kind === "empty",
        );
      }
    });
  });
});
