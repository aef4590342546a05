import { thinkingConfig } from "../gemini/options.ts";
import type { GenerateContentRequest, SafetySetting } from "../gemini/wire.ts";
import type { GenerationOptions } from "./ports.ts";

/** Everything of a request but its contents, as the person has set it. */
export function requestFrame(options: GenerationOptions): Omit<GenerateContentRequest, "contents"> {
  const { model, temperature, systemInstruction, thinkingLevel, includeThoughts, safety } = options;
  const thinking = thinkingConfig(model, {
    level: thinkingLevel?.toUpperCase(),
    // Asking a model without thoughts for them is refused, so they are only asked for when they are wanted.
    includeThoughts: includeThoughts || undefined,
  });
  const generationConfig = {
    ...(temperature !== undefined && { temperature }),
    ...(thinking !== undefined && { thinkingConfig: thinking }),
  };
  const safetySettings = Object.entries(safety).map(([category, threshold]): SafetySetting => ({
    category,
    threshold,
  }));
  return {
    ...(systemInstruction !== undefined && { systemInstruction: { parts: [{ text: systemInstruction }] } }),
    ...(Object.keys(generationConfig).length > 0 && { generationConfig }),
    ...(safetySettings.length > 0 && { safetySettings }),
  };
}
