import { ApiFailure, type Violation, badRequest } from "../failure.ts";
import type { Content, GenerateContentRequest, Part } from "../wire.ts";
import { schema } from "./schema.ts";
import { turnAt, turnsOf } from "./turns.ts";

/** "function" is what the role of responses was called before. */
const roles: readonly string[] = ["user", "model", "function"];
const dataFields = schema.messages.Part?.oneofs?.data ?? [];

/** Throws for a conversation the service would not continue: empty turns, roles, calls without their responses. */
export function checkConversation(request: GenerateContentRequest, prefix: string): void {
  const contents = request.contents ?? [];
  const turns = turnsOf(contents);
  const violations = [
    ...(contents.length === 0
      ? [{ field: "contents", description: `* ${prefix}contents: contents is not specified` }]
      : []),
    ...contents.flatMap((content, i) => emptiness(content, `${prefix}contents[${i}]`, turnAt(turns, i))),
    ...(request.systemInstruction
      ? systemProblems(request.systemInstruction, `${prefix}system_instruction`)
      : []),
  ];
  if (violations.length > 0) {
    throw badRequest(violations);
  }
  for (const { role } of contents) {
    // A single turn needs no role.
    if (!roles.includes(role ?? (contents.length === 1 ? "user" : ""))) {
      throw new ApiFailure(400, "Please use a valid role: user, model.");
    }
  }
  if (contents[0]?.role === "model") {
    throw new ApiFailure(400, "Please ensure that multiturn requests begin with a user turn.");
  }
  turns.forEach((turn, i) => checkTurn(turn, turns[i - 1], turns[i + 1]));
}

function emptiness(content: Content, path: string, turn: Content = content): readonly Violation[] {
  const parts = content.parts ?? [];
  if (parts.length === 0) {
    const field = `${path}.parts`;
    return [{ field, description: `* ${field}: contents.parts must not be empty.` }];
  }
  // An empty text that carries a signature is part of an answer; a turn of nothing but empty texts is not one.
  const onlyEmpty = turn.parts?.every((part) => part.text === "" && part.thoughtSignature === undefined);
  return parts.flatMap((part, i) => {
    const field = `${path}.parts[${i}].data`;
    const missing = onlyEmpty === true || !dataFields.some((name) => Object.hasOwn(part, name));
    return missing
      ? [{ field, description: `* ${field}: required oneof field 'data' must have one initialized field` }]
      : namelessness(part, `${path}.parts[${i}]`);
  });
}

function namelessness(part: Part, path: string): readonly Violation[] {
  const required = [
    [part.functionCall, part.functionCall?.name, "function_call.name", "Name cannot be empty."],
    [part.functionResponse, part.functionResponse?.name, "function_response.name", "Name cannot be empty."],
    [part.fileData, part.fileData?.fileUri, "file_data.file_uri", "file_uri must be set."],
  ] as const;
  return required.flatMap(([message, value, name, sentence]) => {
    const field = `${path}.${name}`;
    return message !== undefined && (value ?? "") === ""
      ? [{ field, description: `* ${field}: ${sentence}` }]
      : [];
  });
}

/** Only texts may instruct. */
function systemProblems(content: Content, path: string): readonly Violation[] {
  const empty = emptiness(content, path);
  if (empty.length > 0) {
    return empty;
  }
  return (content.parts ?? []).flatMap((part, i) => {
    const field = `${path}.parts[${i}]`;
    return part.text === undefined
      ? [{ field, description: `* ${field}: only text is supported in a system instruction` }]
      : [];
  });
}

const calls = (content: Content | undefined) => count(content, (part) => part.functionCall !== undefined);
const responses = (content: Content | undefined) =>
  count(content, (part) => part.functionResponse !== undefined);

function count(content: Content | undefined, matches: (part: Part) => boolean): number {
  return content?.parts?.filter(matches).length ?? 0;
}

function checkTurn(content: Content, previous: Content | undefined, next: Content | undefined): void {
  const isModel = content.role === "model";
  if (calls(content) > 0 && (!isModel || previous === undefined || previous.role === "model")) {
    throw new ApiFailure(
      400,
      "Please ensure that function call turn comes immediately after a user turn or after a function response turn.",
    );
  }
  if (responses(content) > 0 && (isModel || calls(previous) === 0)) {
    throw new ApiFailure(
      400,
      "Please ensure that function response turn comes immediately after a function call turn.",
    );
  }
  if (calls(content) > 0 && next !== undefined && responses(next) !== calls(content)) {
    throw new ApiFailure(
      400,
      "Please ensure that the number of function response parts is equal to the number of function call parts of " +
        "the function call turn.",
    );
  }
}
