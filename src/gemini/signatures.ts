import { modelName } from "./endpoint.ts";
import type { Content, Part } from "./wire.ts";

/** A turn of a conversation as it is kept. */
export interface HistoryTurn {
  readonly content: Content;
  /** The model that was asked for this answer; its signatures mean nothing to another. */
  readonly model?: string | undefined;
  /** True if a person changed the answer, which makes its signatures false. */
  readonly edited?: boolean | undefined;
}

/**
 * Stands for the signature of a call that another model made, so that the call is not refused for want of one:
 * https://ai.google.dev/gemini-api/docs/thought-signatures
 */
const FOREIGN_CALL = "skip_thought_signature_validator";

/** The contents of a history with the signatures that `model` may see: its own, byte for byte, where they were. */
export function signedContents(turns: readonly HistoryTurn[], model: string): readonly Content[] {
  const currentTurn = turns.findLastIndex(({ content }) => isQuestion(content));
  return turns.map(({ content, model: author, edited }, index) => {
    const foreign = author !== undefined && modelName(author) !== modelName(model);
    if (content.role !== "model" || (!foreign && edited !== true)) {
      return content;
    }
    const bare = (content.parts ?? []).map(withoutSignature);
    return {
      ...content,
      parts: index > currentTurn && demandsSignatures(model) ? withForeignCall(bare) : bare,
    };
  });
}

/** What a person said, as opposed to the results of calls. */
function isQuestion({ role, parts = [] }: Content): boolean {
  return role !== "model" && parts.some(({ functionResponse }) => functionResponse === undefined);
}

function withoutSignature({ thoughtSignature: _, ...part }: Part): Part {
  return part;
}

/** The models up to Gemini 2.5 do without. */
function demandsSignatures(model: string): boolean {
  return !/\bgemini-[12]\b/.test(model);
}

/** Of calls made together only the first bears a signature. */
function withForeignCall(parts: readonly Part[]): readonly Part[] {
  const first = parts.findIndex(({ functionCall }) => functionCall !== undefined);
  return parts.map((part, index) => (index === first ? { ...part, thoughtSignature: FOREIGN_CALL } : part));
}
