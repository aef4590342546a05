import { lastUserText } from "../request.ts";
import type { GenerateContentRequest } from "../wire.ts";
import { sampleOf } from "./sample.ts";

/** True when the request asks for JSON, in the current way or in the older one. */
export function wantsJson({ generationConfig }: GenerateContentRequest): boolean {
  return (
    generationConfig?.responseMimeType === "application/json" ||
    generationConfig?.responseFormat?.text?.mimeType === "APPLICATION_JSON"
  );
}

export function answerJson(request: GenerateContentRequest): string {
  const config = request.generationConfig;
  const schema = config?.responseFormat?.text?.schema ?? config?.responseJsonSchema ?? config?.responseSchema;
  const text = lastUserText(request);
  return JSON.stringify(schema === undefined ? { emulated: true, request: text } : sampleOf(schema, text));
}
