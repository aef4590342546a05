import type { FileReference, ModelTurn, Transcript, UserPart } from "../shared/transcript.ts";

/** Only images of the conversation that is open are handed out, and those that wait in the composer. */
export function imageType(
  { turns }: Transcript,
  waiting: readonly FileReference[],
  hash: string,
): string | undefined {
  for (const turn of turns) {
    const found = turn.role === "user" ? sentImage(turn.parts, hash) : madeImage(turn, hash);
    if (found !== undefined) {
      return found;
    }
  }
  return waiting.find((file) => file.hash === hash)?.mimeType;
}

function sentImage(parts: readonly UserPart[], hash: string): string | undefined {
  const part = parts.find((candidate) => candidate.type === "image" && candidate.image.hash === hash);
  return part?.type === "image" ? part.image.mimeType : undefined;
}

function madeImage(turn: ModelTurn, hash: string): string | undefined {
  const part = turn.parts.find((candidate) => candidate.type === "media" && candidate.hash === hash);
  return part?.type === "media" ? part.mimeType : undefined;
}
