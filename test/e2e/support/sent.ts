import assert from "node:assert/strict";
import type { Emulator, RecordedRequest } from "../../emulator/emulator.ts";
import type { GenerateContentRequest } from "../../emulator/wire.ts";
import type { Chat } from "./chat.ts";

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
