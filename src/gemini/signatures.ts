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
 * Stands for a signature that another model gave, or that is lost, so that the answer is not refused for want of one:
 * https://ai.google.dev/gemini-api/docs/thought-signatures
 */
const FOREIGN = "skip_thought_signature_validator";

/** The contents of a history with the signatures that `model` may see: its own, byte for byte, where they were. */
export function ownSignatures(turns: readonly HistoryTurn[], model: string): readonly Content[] {
  return turns.map(({ content, model: author, edited }) => {
    const foreign = author !== undefined && modelName(author) !== modelName(model);
    return content.role !== "model" || (!foreign && edited !== true)
      ? content
      : { ...content, parts: (content.parts ?? []).map(withoutSignature) };
  });
}

/** The contents with a stand-in where `model` would miss a signature: on the calls since a person last spoke. */
export function withStandIns<T extends Content>(contents: readonly T[], model: string): readonly T[] {
  if (!demandsSignatures(model)) {
    return contents;
  }
  const currentTurn = contents.findLastIndex(isQuestion);
  return contents.map((content, index) => {
    const { role, parts = [] } = content;
    const call = index > currentTurn ? parts.findIndex(({ functionCall }) => functionCall !== undefined) : -1;
    const isBare = parts.every(({ thoughtSignature }) => thoughtSignature === undefined);
    // An image model wants every answer signed.
    const first = call < 0 && isBare && role === "model" && makesImages(model) ? 0 : call;
    return { ...content, parts: parts.map((part, at) => (at === first ? signed(part) : part)) };
  });
}

/** What a person said, as opposed to the results of calls. */
function isQuestion({ role, parts = [] }: Content): boolean {
  return role !== "model" && parts.every(({ functionResponse }) => functionResponse === undefined);
}

function withoutSignature({ thoughtSignature: _, ...part }: Part): Part {
  return part;
}

/** Of calls made together only the first bears a signature. */
function signed(part: Part): Part {
  return { ...part, thoughtSignature: part.thoughtSignature ?? FOREIGN };
}

/** The models up to Gemini 2.5 do without. */
function demandsSignatures(model: string): boolean {
  return !/\bgemini-[12]\b/.test(model);
}

function makesImages(model: string): boolean {
  return /\bimage\b|\bbanana\b/.test(model);
}
