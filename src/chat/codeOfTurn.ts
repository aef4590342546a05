import { isActive, type Transcript, type Turn } from "../shared/transcript.ts";

export interface CodeOfTurn {
  /** Addresses of the files that the turn is about: those its question names, else those of the questions before it. */
  readonly about: readonly string[];
  /** The answer is at the end of this code and still goes on. */
  readonly isOpen: boolean;
}

/** What the conversation tells of code that stands in a turn. */
export function codeOfTurn({ turns }: Transcript, turnId: string, code: string): CodeOfTurn {
  const at = turns.findIndex(({ id }) => id === turnId);
  const asked = turns.slice(0, at + 1).findLast((turn) => filesOf(turn).length > 0);
  return {
    about: asked === undefined ? [] : [...new Set(filesOf(asked))],
    isOpen: isWriting(turns[at], code),
  };
}

function isWriting(turn: Turn | undefined, code: string): boolean {
  const part = turn?.parts.at(-1);
  return (
    turn?.role === "model" &&
    isActive(turn.status) &&
    part?.type === "text" &&
    part.text.trimEnd().endsWith(code.trimEnd())
  );
}

function filesOf(turn: Turn): readonly string[] {
  if (turn.role !== "user") {
    return [];
  }
  return turn.parts.flatMap((part) => {
    if (part.type === "code") {
      return [part.code.uri];
    }
    return part.type === "file" && part.file.mimeType.startsWith("text/") ? [part.file.uri] : [];
  });
}
