import { mediaKind } from "../../src/shared/attachment.ts";
import type { TranscriptStore } from "../state/transcriptStore.ts";

/** A sound or film that was sent along. */
export interface Playable {
  readonly turnId: string;
  readonly part: number;
  readonly mimeType: string;
}

/** What the times in an answer are times of: the last sound or film that was sent before it. */
export function playableBefore(transcript: TranscriptStore, turnId: string): Playable | undefined {
  const ids = transcript.turnIds.peek();
  for (const id of ids.slice(0, Math.max(0, ids.indexOf(turnId))).reverse()) {
    const turn = transcript.turn(id)?.peek();
    const found = turn?.role === "user" ? turn.parts.findLastIndex(isPlayable) : -1;
    const part = turn?.role === "user" ? turn.parts[found] : undefined;
    if (part?.type === "file") {
      return { turnId: id, part: found, mimeType: part.file.mimeType };
    }
  }
  return undefined;
}

function isPlayable(part: { readonly type: string; readonly file?: { readonly mimeType: string } }): boolean {
  return part.type === "file" && ["audio", "video"].includes(mediaKind(part.file?.mimeType ?? ""));
}
