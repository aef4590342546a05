import * as v from "valibot";
import { type ConversationFile, FILE_FORMAT, FILE_VERSION } from "./conversationFile.ts";
import { ImportProblem } from "./importProblem.ts";

/**
 * What a file must be so that nothing in it can harm what reads conversations. Fields that are not named here are kept as
 * they are: a part of the API may have some.
 */
const id = v.pipe(v.string(), v.regex(/^[\w.:-]{1,100}$/));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const time = v.pipe(v.number(), v.finite());
const line = v.pipe(v.string(), v.maxLength(10_000));
const numbers = (names: readonly string[]) =>
  v.looseObject(Object.fromEntries(names.map((name) => [name, v.optional(v.pipe(v.number(), v.finite()))])));

/** As VS Code takes it: an address that it cannot read would keep every request from being made. */
const address = v.pipe(line, v.regex(/^[A-Za-z][\w+.-]*:(?:\/\/[^/?#]*(?:[/?#].*)?|\/(?!\/).*|[^/].*)$/s));
const fileFields = {
  uri: address,
  label: line,
  mimeType: line,
  size: v.pipe(v.number(), v.minValue(0)),
  modified: v.optional(time),
  facts: v.optional(numbers(["seconds", "pages", "width", "height"])),
  view: v.optional(
    v.intersect([
      numbers(["start", "end", "framesPerSecond"]),
      v.looseObject({ resolution: v.optional(v.picklist(["low", "medium", "high"])) }),
    ]),
  ),
};
const file = v.looseObject({ ...fileFields, hash: v.optional(hash) });
const image = v.looseObject({ ...fileFields, hash });
const leftOut = v.optional(v.literal(true));

const code = v.looseObject({
  uri: line,
  label: line,
  languageId: line,
  startLine: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  endLine: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
const userPart = v.variant("type", [
  v.looseObject({ type: v.literal("text"), text: v.string() }),
  v.looseObject({ type: v.literal("code"), code }),
  v.looseObject({ type: v.literal("image"), image, leftOut }),
  v.looseObject({ type: v.literal("file"), file, leftOut }),
]);
const modelPart = v.variant("type", [
  v.looseObject({ type: v.picklist(["text", "thought"]), text: v.string() }),
  v.looseObject({ type: v.literal("code"), language: v.string(), code: v.string() }),
  v.looseObject({ type: v.literal("codeResult"), outcome: v.string(), output: v.string() }),
  v.looseObject({ type: v.literal("functionCall"), name: v.string(), args: v.string() }),
  v.looseObject({ type: v.literal("media"), mimeType: line, hash }),
  v.looseObject({ type: v.literal("unknown"), kind: v.string() }),
]);
const problem = v.looseObject({
  title: v.string(),
  detail: v.optional(v.string()),
  links: v.optional(v.array(v.looseObject({ label: v.string(), url: v.string() }))),
  actions: v.array(
    v.picklist([
      "retry",
      "setKey",
      "pickModel",
      "openSettings",
      "openNetworkSettings",
      "newChat",
      "showLog",
      "continue",
      "retryWithoutFiles",
      "leaveOutOldest",
      "summarizeOldest",
    ]),
  ),
});
const status = v.variant("type", [
  v.looseObject({ type: v.picklist(["waiting", "streaming", "stopped"]) }),
  v.looseObject({ type: v.literal("uploading"), label: line, sent: v.number(), size: v.number() }),
  v.looseObject({ type: v.literal("retrying"), problem, at: time, attempt: v.number() }),
  v.looseObject({ type: v.literal("done"), finishReason: v.string(), note: v.optional(problem) }),
  v.looseObject({ type: v.literal("failed"), problem }),
]);
const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const sources = v.looseObject({
  pages: v.array(v.looseObject({ title: v.string(), url: v.string(), license: v.optional(v.string()) })),
  marks: v.array(v.looseObject({ at: index, pages: v.array(index) })),
  queries: v.array(v.string()),
  suggestions: v.optional(v.string()),
  read: v.array(
    v.looseObject({ url: v.string(), status: v.picklist(["read", "paywall", "unsafe", "failed"]) }),
  ),
});
const turn = v.variant("role", [
  v.looseObject({
    role: v.literal("user"),
    id,
    at: time,
    parts: v.array(userPart),
    contextCut: v.optional(v.boolean()),
    contextCutAt: v.optional(time),
    contextSummary: v.optional(v.string()),
  }),
  v.looseObject({
    role: v.literal("model"),
    id,
    at: time,
    model: line,
    parts: v.array(modelPart),
    status,
    usage: v.optional(numbers(["prompt", "cached", "answer", "thoughts", "toolUse", "total"])),
    sources: v.optional(sources),
  }),
]);

const optionalText = v.optional(v.string());
const part = v.looseObject({
  text: optionalText,
  thought: v.optional(v.boolean()),
  thoughtSignature: optionalText,
  inlineData: v.optional(
    v.union([
      v.looseObject({ mimeType: v.string(), data: v.string() }),
      v.looseObject({ mimeType: v.string(), hash }),
    ]),
  ),
  functionCall: v.optional(v.looseObject({ name: v.string() })),
  functionResponse: v.optional(v.looseObject({ name: v.string() })),
  executableCode: v.optional(v.looseObject({ code: v.string() })),
  codeExecutionResult: v.optional(v.looseObject({})),
});
const source = v.variant("role", [
  v.looseObject({
    role: v.literal("user"),
    prompt: v.array(
      v.variant("type", [
        v.looseObject({ type: v.literal("text"), text: v.string() }),
        v.looseObject({ type: v.literal("image"), hash, mimeType: line }),
        v.looseObject({ type: v.literal("file"), file }),
      ]),
    ),
  }),
  v.looseObject({
    role: v.literal("model"),
    model: line,
    content: v.optional(v.looseObject({ role: v.optional(v.string()), parts: v.optional(v.array(part)) })),
    refused: v.optional(v.boolean()),
  }),
]);

const fileSchema = v.looseObject({
  format: v.literal(FILE_FORMAT),
  version: v.literal(FILE_VERSION),
  exported: v.string(),
  begun: v.optional(time),
  workspace: v.optional(v.looseObject({ uri: line, name: line })),
  title: v.optional(line),
  named: v.optional(v.boolean()),
  pinned: v.optional(v.boolean()),
  shown: v.optional(id),
  turns: v.array(v.looseObject({ turn, parent: v.optional(id), source: v.optional(source) })),
  media: v.record(hash, v.string()),
});

/** Checks what came from outside; throws an `ImportProblem` for what is not a conversation's file. */
export function parseConversationFile(value: unknown): ConversationFile {
  if (!isObject(value) || value.format !== FILE_FORMAT) {
    throw new ImportProblem("unknown");
  }
  if (typeof value.version === "number" && value.version > FILE_VERSION) {
    throw new ImportProblem("newer");
  }
  const found = v.safeParse(fileSchema, value);
  if (!found.success) {
    throw new ImportProblem("damaged", found.issues[0].message);
  }
  // What was checked, not what the check has made of it: so every field stays that is not named above.
  const file = value as unknown as ConversationFile;
  if (file.turns.length === 0) {
    throw new ImportProblem("empty");
  }
  checkOrder(file);
  return file;
}

/** Each turn once, behind the one that it follows, with what was sent or received for one of its role. */
function checkOrder({ turns, shown }: ConversationFile): void {
  const known = new Set<string>();
  for (const { turn: each, parent, source: origin } of turns) {
    const isRight =
      !known.has(each.id) &&
      (parent === undefined || known.has(parent)) &&
      (origin === undefined || origin.role === each.role);
    if (!isRight) {
      throw new ImportProblem("damaged", `turn ${each.id}`);
    }
    known.add(each.id);
  }
  if (shown !== undefined && !known.has(shown)) {
    throw new ImportProblem("damaged", "shown");
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
