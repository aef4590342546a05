import fc from "fast-check";
import { ConversationTree } from "../../../../src/chat/conversationTree.ts";
import type { ConversationRecord } from "../../../../src/chat/store/records.ts";
import type { FileWords } from "../../../../src/chat/files/turnMarkdown.ts";
import type { ModelPart, Turn, TurnStatus, UserPart } from "../../../../src/shared/transcript.ts";
import type { PromptPart, TurnSource } from "../../../../src/chat/conversation.ts";

export const words: FileWords = {
  you: "You",
  gemini: "Gemini",
  untitled: "Conversation",
  thoughts: "Thoughts",
  sources: "Sources",
  result: "Result",
  call: (name) => `Function call: ${name}`,
  made: () => "Image",
  stopped: "Stopped.",
  unknownPart: (kind) => `Unknown: ${kind}`,
  leftOut: "Left out.",
  summarized: "Summarized.",
};

/** What breaks careless writers of Markdown, HTML and JSON. */
const awkward = fc.constantFrom(
  "```js\nlet x = 1;",
  "~~~\nopen",
  "- a\n  ```\n  b",
  "<!-- open",
  "-->",
  "<script>alert(1)</script>",
  "<!-- castor:turn user -->",
  "\n<!-- castor:data sha256:00\n\n-->",
  "---\n# Heading\r\nline\rline",
  "[a](javascript:alert(1)) ![x](https://example.com/x.png)",
  "| a | b |\n|---|---|\n| 1",
  "\u0000\u2028\ud800 é 漢字 👩‍💻",
  "<kbd><img/src=x onerror=alert(1) //",
  "$$\\frac{a",
  "__proto__",
);
export const text = fc.oneof(
  awkward,
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.array(awkward).map((all) => all.join("\n")),
);
const hash = fc.constantFrom("a".repeat(64), "b".repeat(64));
const mimeType = fc.constantFrom("image/png", "audio/mpeg", "application/pdf");
const file = fc.record(
  {
    uri: fc.constantFrom("file:///work/sea/boats.png", "vscode-remote://host/a%20b", "untitled:Untitled-1"),
    label: text,
    mimeType,
    size: fc.nat(),
    modified: fc.nat(),
    hash,
    view: fc.record({ start: fc.nat(), resolution: fc.constantFrom("low" as const, "high" as const) }),
  },
  { requiredKeys: ["uri", "label", "mimeType", "size"] },
);
const userPart: fc.Arbitrary<UserPart> = fc.oneof(
  text.map((said) => ({ type: "text" as const, text: said })),
  file.map((each) => ({ type: "file" as const, file: each })),
  fc.tuple(file, hash).map(([each, name]) => ({ type: "image" as const, image: { ...each, hash: name } })),
  text.map((label) => ({
    type: "code" as const,
    code: { uri: "file:///a.ts", label, languageId: "typescript", startLine: 1, endLine: 4 },
  })),
);
const modelPart: fc.Arbitrary<ModelPart> = fc.oneof(
  text.map((said) => ({ type: "text" as const, text: said })),
  text.map((said) => ({ type: "thought" as const, text: said })),
  text.map((code) => ({ type: "code" as const, language: "python", code })),
  text.map((output) => ({ type: "codeResult" as const, outcome: "OUTCOME_OK", output })),
  text.map((args) => ({ type: "functionCall" as const, name: "tides", args })),
  fc.tuple(mimeType, hash).map(([type, name]) => ({ type: "media" as const, mimeType: type, hash: name })),
  text.map((kind) => ({ type: "unknown" as const, kind })),
);
const status: fc.Arbitrary<TurnStatus> = fc.oneof(
  fc.constant({ type: "stopped" as const }),
  fc.constant({ type: "done" as const, finishReason: "STOP" }),
  text.map((title) => ({ type: "failed" as const, problem: { title, actions: ["retry" as const] } })),
);
const prompt: fc.Arbitrary<PromptPart> = fc.oneof(
  text.map((said) => ({ type: "text" as const, text: said })),
  file.map((each) => ({ type: "file" as const, file: each })),
  fc.tuple(hash, mimeType).map(([name, type]) => ({ type: "image" as const, hash: name, mimeType: type })),
);
/** As the API sends them, with fields that nobody here knows. */
const content = fc.array(
  fc.oneof(
    fc.record({ text, thoughtSignature: fc.base64String() }, { requiredKeys: ["text"] }),
    fc.record({ functionCall: fc.record({ name: text, args: fc.dictionary(text, fc.jsonValue()) }) }),
    fc.record({ inlineData: fc.record({ mimeType, data: fc.base64String() }), newField: fc.jsonValue() }),
  ),
);

type Kind = "user" | "model";
const turnOf = (role: Kind, id: string): fc.Arbitrary<{ turn: Turn; source?: TurnSource }> =>
  role === "user"
    ? fc.record(
        {
          turn: fc.record(
            {
              role: fc.constant("user" as const),
              id: fc.constant(id),
              at: fc.nat(),
              parts: fc.array(userPart),
              contextCut: fc.boolean(),
              contextCutAt: fc.nat(),
              contextSummary: text,
            },
            { requiredKeys: ["role", "id", "at", "parts"] },
          ),
          source: fc.record({ role: fc.constant("user" as const), prompt: fc.array(prompt) }),
        },
        { requiredKeys: ["turn"] },
      )
    : fc.record(
        {
          turn: fc.record({
            role: fc.constant("model" as const),
            id: fc.constant(id),
            at: fc.nat(),
            model: fc.constantFrom("gemini-test", "gemini-3.8-flash"),
            parts: fc.array(modelPart),
            status,
            usage: fc.record({ prompt: fc.nat(), answer: fc.nat() }),
          }),
          source: fc.record({
            role: fc.constant("model" as const),
            model: fc.constant("gemini-test"),
            content: fc.record({ role: fc.constant("model"), parts: content }),
          }),
        },
        { requiredKeys: ["turn"] },
      );

const facts: fc.Arbitrary<readonly ConversationRecord[]> = fc
  .tuple(fc.nat(), text, fc.boolean(), fc.boolean())
  .map(([at, title, byPerson, pinned]) => [
    { type: "begun", at, workspace: { uri: "file:///work/sea", name: "sea" } },
    { type: "title", title, byPerson },
    { type: "pinned", pinned },
  ]);

/** Conversations with branches, and with turns that were deleted. */
export const anyConversation: fc.Arbitrary<ConversationTree> = fc
  .array(fc.tuple(fc.constantFrom<Kind>("user", "model"), fc.nat()), { minLength: 1, maxLength: 8 })
  .chain((shape) =>
    fc.tuple(
      fc.constant(shape),
      fc.tuple(...shape.map(([role], index) => turnOf(role, `t${index}`))),
      fc.subarray(shape.map((_, index) => `t${index}`)),
      fc.nat(),
      facts,
    ),
  )
  .map(([shape, turns, removed, head, begun]) => {
    const records: ConversationRecord[] = [...begun];
    turns.forEach((each, index) => {
      const parent = (shape[index]?.[1] ?? 0) % (index + 1);
      records.push({ type: "turn", ...each, ...(parent < index && { parent: `t${parent}` }) });
    });
    records.push({ type: "removed", turnIds: removed.slice(0, turns.length - 1) });
    records.push({ type: "head", turnId: `t${head % turns.length}` });
    return new ConversationTree("c", records);
  });
