import { ApiFailure } from "../failure.ts";
import type { EmulatedModel } from "../models.ts";
import type { GenerateContentRequest, GenerationConfig } from "../wire.ts";

type Rule = (
  config: GenerationConfig,
  model: EmulatedModel,
  request: GenerateContentRequest,
  stream: boolean,
) => string | undefined;

/** What fits into one answer that is not streamed. */
const unaryOutputLimit = 32_768;

/** Gemini 2.5 Pro cannot do without thoughts; -1 leaves the budget to it. */
const leastProBudget = 128;

/** What one model takes and another refuses; each rule gives the sentence of its refusal. */
const rules: readonly Rule[] = [
  ({ thinkingConfig }) =>
    thinkingConfig?.thinkingBudget !== undefined && thinkingConfig.thinkingLevel !== undefined
      ? "You can only set only one of thinking budget and thinking level."
      : undefined,
  ({ thinkingConfig }, model) =>
    thinkingConfig?.thinkingBudget !== undefined && model.generation >= 4
      ? "Thinking budget is not supported for this model. Please use thinking level instead."
      : undefined,
  ({ thinkingConfig }, model) => {
    const budget = thinkingConfig?.thinkingBudget ?? -1;
    return model.id === "gemini-2.5-pro" && budget !== -1 && budget < leastProBudget
      ? `Budget ${budget} is invalid. This model only works in thinking mode.`
      : undefined;
  },
  ({ thinkingConfig }, model) => {
    const level = thinkingConfig?.thinkingLevel;
    if (
      level === undefined ||
      level === "THINKING_LEVEL_UNSPECIFIED" ||
      model.thinkingLevels.includes(level)
    ) {
      return undefined;
    }
    return model.thinkingLevels.length === 0
      ? "Thinking level is not supported for this model."
      : `Thinking level ${level} is not supported for this model. Please retry with other thinking level.`;
  },
  ({ thinkingConfig }, model) =>
    thinkingConfig?.includeThoughts === true && !model.thinking
      ? "Unable to submit request because thinking is not supported by this model."
      : undefined,
  ({ presencePenalty, frequencyPenalty }, model) =>
    model.generation >= 4 && (presencePenalty !== undefined || frequencyPenalty !== undefined)
      ? `Penalty is not enabled for models/${model.version}`
      : undefined,
  ({ candidateCount }, model) =>
    model.generation >= 3 && (candidateCount ?? 1) > 1
      ? "Multiple candidates is not enabled for this model"
      : undefined,
  ({ maxOutputTokens }, model, _request, stream) =>
    model.generation >= 4 && !stream && (maxOutputTokens ?? 0) > unaryOutputLimit
      ? `max_output_tokens above ${unaryOutputLimit} needs streamGenerateContent for this model.`
      : undefined,
  (_config, model, { contents }) =>
    model.generation >= 4 && contents?.at(-1)?.role === "model"
      ? "Prefilling the model turn is not supported for this model. Please end the conversation with a user turn."
      : undefined,
  (_config, model, { contents = [] }) =>
    model.generation < 3 && contents.some(({ parts = [] }) => parts.some((part) => part.mediaResolution))
      ? "Per part media_resolution is not supported for this model."
      : undefined,
  (_config, model, { cachedContent }) =>
    model.generation >= 4 && cachedContent !== undefined
      ? "Explicit caching is not supported for this model."
      : undefined,
  ({ responseModalities }, model) =>
    responseModalities?.includes("IMAGE") === true && !model.makesImages
      ? "The requested combination of response modalities (TEXT, IMAGE) is not supported by the model."
      : undefined,
  (_config, model, { tools, toolConfig }) => {
    const kinds = new Set(tools?.flatMap((tool) => Object.keys(tool)));
    if (!kinds.has("functionDeclarations") || kinds.size < 2) {
      return undefined;
    }
    if (model.generation < 3) {
      return "Tool use with function calling is unsupported";
    }
    return toolConfig?.includeServerSideToolInvocations === true
      ? undefined
      : "Please enable tool_config.include_server_side_tool_invocations to use Built-in tools with Function calling.";
  },
];

export function checkModelRules(
  request: GenerateContentRequest,
  model: EmulatedModel,
  stream: boolean,
): void {
  for (const rule of rules) {
    const refusal = rule(request.generationConfig ?? {}, model, request, stream);
    if (refusal !== undefined) {
      throw new ApiFailure(400, refusal);
    }
  }
}
