import type { HistoryTurn } from "../gemini/signatures.ts";
import { toContents } from "../gemini/turns.ts";
import type { Content, GenerateContentRequest, Part } from "../gemini/wire.ts";
import { visibleText, type Turn } from "../shared/transcript.ts";
import type { Conversation, PromptPart, TurnSource } from "./conversation.ts";
import type { AttachmentStore, GenerationOptions } from "./ports.ts";
import { requestFrame } from "./requestFrame.ts";

/** The request for the model turn `turnId`: all that was said before it, as it was really sent and received. */
export async function buildRequest(
  conversation: Conversation,
  turnId: string,
  options: GenerationOptions,
  attachments: AttachmentStore,
): Promise<GenerateContentRequest> {
  const history = await Promise.all(
    sentTurns(conversation, turnId).map(async ({ turn, source }): Promise<HistoryTurn> => {
      const content = await contentOf(turn, source, attachments);
      return source?.role === "model" ? { content, model: source.model } : { content };
    }),
  );
  return { contents: toContents(history, options.model), ...requestFrame(options) };
}

interface SentTurn {
  readonly turn: Turn;
  readonly source: TurnSource | undefined;
}

/** The turns before `turnId`, without questions that the server refused: it would refuse them again. */
function sentTurns({ transcript, sources }: Conversation, turnId: string): readonly SentTurn[] {
  const end = transcript.turns.findIndex((turn) => turn.id === turnId);
  const turns = transcript.turns.slice(0, end).map((turn) => ({ turn, source: sources[turn.id] }));
  const isRefused = ({ source }: SentTurn) => source?.role === "model" && source.refused === true;
  return turns.filter((sent, index) => {
    const next = turns[index + 1];
    const answerRefused = sent.turn.role === "user" && next !== undefined && isRefused(next);
    return !isRefused(sent) && !answerRefused;
  });
}

async function contentOf(
  turn: Turn,
  source: TurnSource | undefined,
  attachments: AttachmentStore,
): Promise<Content> {
  if (turn.role === "model") {
    // An answer that a crash cut off has left its text on the screen only.
    const content = source?.role === "model" ? source.content : undefined;
    return content ?? { role: "model", parts: [{ text: visibleText(turn) }] };
  }
  const prompt = source?.role === "user" ? source.prompt : [];
  return { role: "user", parts: await Promise.all(prompt.map((part) => partOf(part, attachments))) };
}

async function partOf(part: PromptPart, attachments: AttachmentStore): Promise<Part> {
  if (part.type === "text") {
    return { text: part.text };
  }
  const data = await attachments.getBase64(part.hash);
  return data === undefined
    ? { text: "[An image was here that is no longer available.]" }
    : { inlineData: { mimeType: part.mimeType, data } };
}
