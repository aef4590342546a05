import { ApiFailure, badRequest } from "../failure.ts";
import type { EmulatedModel } from "../models.ts";
import type { CountTokensRequest, GenerateContentRequest } from "../wire.ts";

/** The body as JSON; 400 when it is none. */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text === "" ? "{}" : text);
  } catch {
    throw new ApiFailure(400, "Invalid JSON payload received. Unexpected token.\n^");
  }
}

interface Checked {
  readonly request: GenerateContentRequest;
  readonly model: EmulatedModel;
}

export function validateGenerate(json: unknown, check: () => EmulatedModel): Checked {
  const request = json as GenerateContentRequest;
  const model = check();
  if ((request.contents ?? []).length === 0) {
    throw badRequest([
      { field: "contents", description: "* GenerateContentRequest.contents: contents is not specified" },
    ]);
  }
  return { request, model };
}

export function validateCountTokens(json: unknown, check: () => EmulatedModel): Checked {
  const body = json as CountTokensRequest;
  return { request: body.generateContentRequest ?? { contents: body.contents ?? [] }, model: check() };
}
