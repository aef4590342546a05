import assert from "node:assert/strict";
import type { Emulator, RecordedRequest } from "../../emulator/emulator.ts";
import type { GenerateContentRequest } from "../../emulator/wire.ts";
import type { Chat } from "./chat.ts";
import { eventually } from "./eventually.ts";

/** Does what asks a question without typing it, and waits for the whole answer. */
export async function answerTo(chat: Chat, act: () => Promise<void>): Promise<void> {
  const count = await chat.messages.count();
  await act();
  await chat.messages.nth(count + 1).waitFor();
  await chat.answered();
}

/** The questions that reached the emulator since its last reset. */
export function questions(emulator: Emulator): readonly RecordedRequest[] {
  return emulator.requests.filter(({ path }) => path.endsWith(":streamGenerateContent"));
}

/** What the only question since the emulator's last reset said. */
export function theQuestion(emulator: Emulator): GenerateContentRequest {
  const asked = questions(emulator);
  assert.equal(asked.length, 1, "exactly one question was sent");
  return asked[0]?.json as GenerateContentRequest;
}

/** The commands of uploads that have reached the emulator since its last reset. */
function uploadCommands(emulator: Emulator): readonly string[] {
  return emulator.requests.flatMap(({ headers }) =>
    String(headers["x-goog-upload-command"] ?? "")
      .split(", ")
      .filter((command) => command !== ""),
  );
}

/** Waits until an upload has sent this command since the emulator's last reset. */
export async function uploadCommand(
  emulator: Emulator,
  name: "cancel" | "finalize" | "query",
): Promise<void> {
  await eventually(
    () => uploadCommands(emulator),
    (commands) => commands.includes(name),
  );
}

/** Names under which files were uploaded since the emulator's last reset, one for each upload. */
export function uploadedNames(emulator: Emulator): readonly string[] {
  return emulator.requests
    .filter(({ headers }) => headers["x-goog-upload-command"] === "start")
    .map(
      ({ json }) => (json as { readonly file?: { readonly displayName?: string } }).file?.displayName ?? "",
    );
}

/** Addresses of the uploaded files that a question speaks of, in order. */
export function sentFiles({ contents = [] }: GenerateContentRequest): readonly string[] {
  return contents.flatMap(({ parts = [] }) => parts.flatMap((part) => part.fileData?.fileUri ?? []));
}
