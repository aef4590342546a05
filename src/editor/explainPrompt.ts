import { codeFence, codeSpan } from "./codeFence.ts";

/** A `CodeContext` is one. */
export interface ExplainRequest {
  readonly fileName: string;
  readonly languageId: string;
  readonly code: string;
  /** What stands around the code; may be empty. */
  readonly before: string;
  readonly after: string;
}

/** What the model is asked about a piece of code. */
export function explainPrompt({ fileName, languageId, code, before, after }: ExplainRequest): string {
  const parts = [
    `Explain this code from ${codeSpan(fileName)} (${languageId}): what it does, how, and what one should watch out for.`,
    codeFence(code, languageId),
  ];
  const surroundings = [
    ...surrounding("Before it stands:", before, languageId),
    ...surrounding("After it stands:", after, languageId),
  ];
  if (surroundings.length > 0) {
    parts.push("Its surroundings are for your understanding only; do not explain them.", ...surroundings);
  }
  return parts.join("\n\n");
}

function surrounding(label: string, code: string, languageId: string): readonly string[] {
  return code.trim() === "" ? [] : [`${label}\n\n${codeFence(code, languageId)}`];
}
