import { ApiFailure, badRequest } from "../failure.ts";
import type { EmulatedModel } from "../models.ts";
import { countPrompt, total } from "../tokens.ts";
import type { CountTokensRequest, GenerateContentRequest } from "../wire.ts";
import { checkConversation } from "./conversation.ts";
import { checkMedia, type FileAccess, noFiles } from "./media.ts";
import { checkModelRules } from "./modelRules.ts";
import { readMessage } from "./protoJson.ts";
import { checkSignatures } from "./thoughtSignatures.ts";
import { checkValues } from "./values.ts";

/** The body as a message of this type; 400 when it is no JSON or does not fit. Comes before any other check. */
export function parseBody(text: string, type: "GenerateContentRequest" | "CountTokensRequest"): unknown {
  const { value, violations } = readMessage(parseJson(text), type);
  if (violations.length > 0) {
    throw badRequest(violations);
  }
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text === "" ? "{}" : text);
  } catch (error) {
    throw new ApiFailure(400, `Invalid JSON payload received. ${(error as Error).message}`);
  }
}

/** Throws for what the model would refuse to answer. */
export async function checkGenerate(
  request: GenerateContentRequest,
  model: EmulatedModel,
  stream: boolean,
  files: FileAccess = noFiles,
): Promise<void> {
  checkConversation(request, "GenerateContentRequest.");
  checkValues(request, "GenerateContentRequest.");
  checkModelRules(request, model, stream);
  checkSignatures(request, model);
  await checkMedia(request, files);
  const tokens = total(countPrompt(request, model));
  if (tokens > model.inputTokenLimit) {
    throw new ApiFailure(
      400,
      `The input token count (${tokens}) exceeds the maximum number of tokens allowed (${model.inputTokenLimit}).`,
    );
  }
}

/** The request whose tokens are to be counted: given whole, or as its contents alone. */
export function requestToCount({
  contents,
  generateContentRequest,
}: CountTokensRequest): GenerateContentRequest {
  if ((contents === undefined) === (generateContentRequest === undefined)) {
    const field = "CountTokensRequest.generate_content_request";
    const description = `* ${field}: exactly one of contents and generate_content_request must be set.`;
    throw badRequest([{ field, description }]);
  }
  if (generateContentRequest === undefined) {
    const request = { contents: contents ?? [] };
    checkConversation(request, "CountTokensRequest.");
    return request;
  }
  const { model, ...request } = generateContentRequest;
  if (model === undefined) {
    const field = "CountTokensRequest.generate_content_request.model";
    throw badRequest([{ field, description: `* ${field}: model is not specified` }]);
  }
  checkConversation(request, "CountTokensRequest.generate_content_request.");
  return request;
}
