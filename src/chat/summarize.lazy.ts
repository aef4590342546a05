import { Aggregator } from "../gemini/aggregate.ts";
import { GeminiError } from "../gemini/errors.ts";
import type { ContextPorts } from "./contextKeeper.ts";
import type { Conversation } from "./conversation.ts";
import { endingOf } from "./ending.ts";
import { nextRequest } from "./request.ts";

const INSTRUCTION =
  "The conversation has become too long to be sent as a whole. Summarise all of it up to here for yourself: what was asked " +
  "and why, what was found out and decided, names, numbers, files and code that later questions may refer to, what is " +
  "still open. Keep what is needed to go on, leave out the rest: at most 500 words, in the language of the conversation. " +
  "Write the summary alone.";

/** What the model makes of a conversation in few words, signatures and files of it as they are always sent. */
export async function summarize(
  { client, options, attachments, media }: ContextPorts,
  conversation: Conversation,
  signal: AbortSignal,
  onText: (text: string) => void,
): Promise<string> {
  const { model, safety } = options();
  const frame = { model, safety, includeThoughts: false };
  const sources = { attachments, media, signal, onProgress: () => undefined };
  const prompt = [{ type: "text", text: INSTRUCTION } as const];
  const { request } = await nextRequest(conversation, prompt, frame, sources);
  const aggregator = new Aggregator();
  const chunks = client.streamGenerateContent(model, request, { signal, onWait: () => undefined });
  for await (const chunk of chunks) {
    aggregator.add(chunk);
    onText(aggregator.answer.text);
  }
  signal.throwIfAborted();
  const { answer } = aggregator;
  if (endingOf(answer).type !== "finished" || answer.text.trim() === "") {
    throw new GeminiError("protocol", "The model has written no summary.");
  }
  return answer.text.trim();
}
