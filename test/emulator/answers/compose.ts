import type { Answer } from "../chunks.ts";
import type { EmulatedModel } from "../models.ts";
import { lastUserText } from "../request.ts";
import type { GenerateContentRequest, Part } from "../wire.ts";
import { generateCode, wantsOnlyCode } from "./code.ts";
import { commitMessage, wantsCommitMessage } from "./commit.ts";
import { answerText } from "./demo.ts";
import { callFunctions, functionResults } from "./functions.ts";
import { answerJson, wantsJson } from "./json.ts";
import { describeMedia } from "./media.ts";
import { generatedImage } from "./pictures.ts";
import { titleOf, wantsTitle } from "./title.ts";

/** What the model says when no scenario says otherwise: always made from what was sent. */
export function composeAnswer(request: GenerateContentRequest, model: EmulatedModel): Answer {
  const calls = callFunctions(request, model);
  if (calls.length > 0) {
    return { parts: [...thoughts(request), ...calls] };
  }
  const text = { text: say(request, model) };
  const modalities = request.generationConfig?.responseModalities;
  const draws = model.makesImages && (modalities === undefined || modalities.includes("IMAGE"));
  const drawn = draws ? [generatedImage(lastUserText(request))] : [];
  return { parts: [...thoughts(request), text, ...drawn] };
}

function say(request: GenerateContentRequest, model: EmulatedModel): string {
  if (wantsJson(request)) {
    return answerJson(request);
  }
  const described = describeMedia(request);
  if (described !== undefined) {
    return described;
  }
  if (wantsCommitMessage(request)) {
    return commitMessage(request);
  }
  if (wantsTitle(request)) {
    return titleOf(request);
  }
  if (wantsOnlyCode(request)) {
    return generateCode(request);
  }
  return functionResults(request) ?? answerText(request, model);
}

function thoughts(request: GenerateContentRequest): readonly Part[] {
  if (request.generationConfig?.thinkingConfig?.includeThoughts !== true) {
    return [];
  }
  const words = lastUserText(request).split(/\s+/).slice(0, 12).join(" ");
  return [
    {
      thought: true,
      text: `**Reading the request**\n\nThe person wrote: ${words}. I look for what is asked.\n\n`,
    },
    {
      thought: true,
      text: "**Planning the answer**\n\nA short heading, a list, an example in code and a table should do.\n\n",
    },
  ];
}
