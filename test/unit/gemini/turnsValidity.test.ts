import assert from "node:assert/strict";
import fc from "fast-check";
import type { HistoryTurn } from "../../../src/gemini/signatures.ts";
import { toContents } from "../../../src/gemini/turns.ts";
import type { Content, Part } from "../../../src/gemini/wire.ts";
import type { EmulatedModel } from "../../emulator/models.ts";
import { modelFor } from "../../emulator/models.ts";
import { signatureFor } from "../../emulator/signatures.ts";
import { checkGenerate, parseBody } from "../../emulator/validate/validate.ts";
import type { GenerateContentRequest } from "../../emulator/wire.ts";

const models = [
  "gemini-2.5-flash",
  "gemini-3-flash-preview",
  "gemini-3.8-flash",
  "gemini-4-argon",
  "gemini-3.1-flash-image",
].map((id) => modelFor(id));

const name = fc.constantFrom("f", "g");
const id = fc.constantFrom({}, { id: "1" }, { id: "2" });
const response = fc.constantFrom<unknown>({ ok: true }, "text", null, [1]);
const data: fc.Arbitrary<object> = fc.oneof(
  fc.constantFrom<object[]>(
    { text: "x" },
    { text: "" },
    { text: null },
    {},
    { text: "hm", thought: true },
    { partMetadata: { a: 1 } },
    { videoMetadata: { fps: 1 } },
    { inlineData: { mimeType: "text/plain", data: "AAAA" } },
    { executableCode: { language: "PYTHON", code: "1" } },
    { codeExecutionResult: { outcome: "OUTCOME_OK", output: "1" } },
    { toolCall: { id: "t", toolType: "GOOGLE_SEARCH_WEB", args: { queries: ["q"] } } },
    { toolResponse: { id: "t", toolType: "GOOGLE_SEARCH_WEB", response: {} } },
  ),
  fc.tuple(name, id).map(([n, i]) => ({ functionCall: { ...i, name: n } })),
  fc.tuple(name, id, response).map(([n, i, r]) => ({ functionResponse: { ...i, name: n, response: r } })),
);

/** A turn of any kind, by any author, signed or not. */
const turn = fc
  .record({
    role: fc.constantFrom("user", "model", "model", "function", undefined),
    parts: fc.array(fc.tuple(data, fc.boolean()), { maxLength: 4 }),
    author: fc.constantFrom(...models),
    edited: fc.boolean(),
    known: fc.boolean(),
  })
  .map(({ role, parts, author, edited, known }) => ({
    author,
    known,
    edited,
    content: {
      ...(role && { role }),
      parts: parts.map(([part, signed]): Part => {
        const isSigned = signed && role === "model";
        return { ...part, ...(isSigned && { thoughtSignature: signatureFor(author) }) };
      }),
    },
  }));

/** Throws what the service would refuse the contents with. */
async function check(contents: readonly Content[], model: EmulatedModel): Promise<void> {
  const request = parseBody(JSON.stringify({ contents }), "GenerateContentRequest");
  await checkGenerate(request as GenerateContentRequest, model, true);
}

describe("toContents", () => {
  it("makes any history one that the service accepts, and leaves alone what it made", async () => {
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(turn, { maxLength: 8 }),
        fc.constantFrom(...models),
        async (history, model) => {
          // Where the author is not known, it is the model that is asked.
          const turns = history.map(({ content, author, known, edited }): HistoryTurn =>
            known || author !== model ? { content, edited, model: author.id } : { content, edited },
          );
          const contents = toContents(turns, model.id);
          for (const author of [undefined, model.id]) {
            const again = contents.map((content) => ({ content, model: author }));
            assert.deepEqual(toContents(again, model.id), contents);
          }
          if (contents.length > 0) {
            sent++;
            await check(contents, model);
          }
        },
      ),
      { numRuns: 1_000 },
    );
    assert.ok(sent > 300, `only ${sent} of the histories had anything to send`);
  });

  it("keeps what a valid history says, signatures byte for byte", () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { maxLength: 6 }),
        fc.constantFrom(...models),
        (withCalls, model) => {
          const signed = (part: Part): Part => ({ ...part, thoughtSignature: signatureFor(model) });
          const contents: readonly Content[] = withCalls.flatMap((withCall): readonly Content[] => [
            { role: "user", parts: [{ text: "question" }] },
            ...(withCall
              ? [
                  { role: "model", parts: [signed({ functionCall: { name: "f", id: "1" } })] },
                  { role: "user", parts: [{ functionResponse: { name: "f", id: "1", response: {} } }] },
                ]
              : []),
            { role: "model", parts: [{ text: "answer" }, signed({ text: "" })] },
          ]);
          const history = [...contents, { role: "user", parts: [{ text: "last" }] }];
          const turns = history.map((content) => ({ content, model: model.id }));
          assert.deepEqual(toContents(turns, `models/${model.id}`), history);
        },
      ),
    );
  });
});
