import { ApiFailure } from "../failure.ts";
import type { EmulatedModel } from "../models.ts";
import { isSignatureOf } from "../signatures.ts";
import type { Content, GenerateContentRequest } from "../wire.ts";
import { type Turn, turnsOf } from "./turns.ts";

/** Throws when a model since Gemini 3 would miss its own signatures, or find ones that are not its own. */
export function checkSignatures(request: GenerateContentRequest, model: EmulatedModel): void {
  if (model.generation < 3) {
    return;
  }
  const contents = request.contents ?? [];
  for (const signature of contents.flatMap(signaturesOf)) {
    if (!isSignatureOf(model, signature)) {
      throw new ApiFailure(400, "Corrupted thought signature.");
    }
  }
  const turns = turnsOf(contents);
  const question = turns.findLastIndex(isQuestion);
  turns.forEach((turn, i) => {
    if (i > question) {
      checkCalls(turn);
    }
    if (model.makesImages && turn.role === "model" && signaturesOf(turn).length === 0) {
      throw new ApiFailure(
        400,
        `Text part is missing a thought_signature in content position ${turn.index + 1}.`,
      );
    }
  });
}

function signaturesOf(content: Content): readonly string[] {
  return (content.parts ?? []).flatMap((part) => part.thoughtSignature ?? []);
}

/** What a person said, as opposed to the results of calls. */
function isQuestion(content: Content): boolean {
  return (
    content.role !== "model" && content.parts?.some((part) => part.functionResponse !== undefined) !== true
  );
}

/** Of calls made together only the first bears a signature. */
function checkCalls({ parts, index }: Turn): void {
  const first = parts?.find((part) => part.functionCall !== undefined);
  if (first !== undefined && first.thoughtSignature === undefined) {
    throw new ApiFailure(
      400,
      "Function call is missing a thought_signature in functionCall parts. This is required for tools to work " +
        "correctly, and missing thought_signature may lead to degraded model performance. Additional data, " +
        `function call \`default_api:${first.functionCall?.name ?? ""}\` , position ${index + 1}. Please refer to ` +
        "https://ai.google.dev/gemini-api/docs/thought-signatures for more details.",
    );
  }
}
