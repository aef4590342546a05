import { type Keys, checkCredentials } from "./auth.ts";
import type { Exchange } from "./exchange.ts";
import { ApiFailure } from "./failure.ts";
import { emptyPlan, planAnswer } from "./generate.ts";
import { type EmulatedModel, findModel, modelResource, models } from "./models.ts";
import { refuse } from "./plan.ts";
import type { Director, Endpoint } from "./scenarios/director.ts";
import type { Situation } from "./scenarios/scenario.ts";
import { sendRefusal, sendStream, sendWhole } from "./send.ts";
import { countPrompt, total } from "./tokens.ts";
import { parseBody, validateCountTokens, validateGenerate } from "./validate/validate.ts";
import type { GenerateContentRequest } from "./wire.ts";

export interface RouteContext {
  readonly keys: Keys;
  readonly tokensPerSecond: number;
  readonly director: Director;
  readonly origin: string;
}

/** Answers one request. Rejects with an ApiFailure for what the service refuses. */
export async function route(
  exchange: Exchange,
  body: string | undefined,
  context: RouteContext,
): Promise<void> {
  const { method, path } = exchange.record;
  if (body === undefined) {
    throw new ApiFailure(413, "Request payload size exceeds the limit.");
  }
  const match = /^\/v1(?:beta|alpha)?\/models(?:\/([^/:]+))?(?::(\w+))?$/.exec(path);
  if (match === null) {
    sendRefusal(exchange, notFound(path));
    return;
  }
  const [, id, action] = match;
  if (method === "POST" && id !== undefined && action !== undefined) {
    // The service reads the body before it looks at the key.
    await act(exchange, context, { id, action, json: parseBody(body) });
  } else if (method === "GET" && action === undefined) {
    checkCredentials(context.keys, exchange.record.headers, exchange.url.searchParams);
    await sendResource(exchange, context, "models", {}, () =>
      id === undefined ? listModels(exchange.url.searchParams) : modelResource(modelFor(id)),
    );
  } else {
    sendRefusal(exchange, notFound(path));
  }
}

interface Action {
  readonly id: string;
  readonly action: string;
  readonly json: unknown;
}

async function act(exchange: Exchange, context: RouteContext, { id, action, json }: Action): Promise<void> {
  const check = () => {
    checkCredentials(context.keys, exchange.record.headers, exchange.url.searchParams);
    return modelFor(id, action);
  };
  switch (action) {
    case "streamGenerateContent":
    case "generateContent":
      await generate(exchange, context, { json, check, stream: action === "streamGenerateContent" });
      break;
    case "countTokens": {
      const { request, model } = validateCountTokens(json, check);
      const counts = countPrompt(request, model);
      await sendResource(exchange, context, "countTokens", request, () => ({
        totalTokens: total(counts),
        promptTokensDetails: counts,
      }));
      break;
    }
    default:
      sendRefusal(exchange, notFound(exchange.record.path));
  }
}

async function generate(
  exchange: Exchange,
  context: RouteContext,
  options: { readonly json: unknown; readonly check: () => EmulatedModel; readonly stream: boolean },
): Promise<void> {
  const { request, model } = validateGenerate(options.json, options.check);
  const sse = options.stream && exchange.url.searchParams.get("alt") === "sse";
  const calm = await planAnswer(request, model, { sse, tokensPerSecond: context.tokensPerSecond });
  const plan = direct(exchange, context, "generate", { request, model }, calm);
  await (options.stream ? sendStream(exchange, plan) : sendWhole(exchange, plan));
}

function direct(
  exchange: Exchange,
  context: RouteContext,
  on: Endpoint,
  about: Pick<Situation, "request" | "model">,
  calm = emptyPlan,
) {
  const { headers } = exchange.record;
  const situation = { ...about, origin: context.origin, apiKey: String(headers["x-goog-api-key"] ?? "") };
  const call = headers["x-emulator-scenario"];
  return context.director.direct(calm, on, situation, typeof call === "string" ? call : undefined);
}

async function sendResource(
  exchange: Exchange,
  context: RouteContext,
  on: Endpoint,
  request: GenerateContentRequest,
  resource: () => unknown,
): Promise<void> {
  const plan = direct(exchange, context, on, { request, model: modelFor("gemini-flash-latest") });
  const body = `${JSON.stringify(resource(), undefined, 2)}\n`;
  const reply = { status: 200, headers: { "content-type": "application/json; charset=UTF-8" }, body };
  await sendWhole(exchange, { ...plan, refusal: plan.refusal ?? reply });
}

function modelFor(id: string, action?: string): EmulatedModel {
  const model = findModel(id);
  const method = action === "streamGenerateContent" ? "generateContent" : action;
  if (model === undefined || (method !== undefined && !model.methods.includes(method))) {
    throw new ApiFailure(
      404,
      `models/${id} is not found for API version v1beta, or is not supported for ${method ?? "get"}. Call ` +
        "ListModels to see the list of available models and their supported methods.",
    );
  }
  return model;
}

function listModels(query: URLSearchParams): unknown {
  const size = Math.min(1000, Number(query.get("pageSize")) || 50);
  const start = Number(Buffer.from(query.get("pageToken") ?? "", "base64url").toString()) || 0;
  const end = start + size;
  return {
    models: models.slice(start, end).map(modelResource),
    ...(end < models.length && { nextPageToken: Buffer.from(String(end)).toString("base64url") }),
  };
}

/** Paths of the API get Google's JSON, others the page of its front end. */
function notFound(path: string) {
  if (path.startsWith("/v1")) {
    return refuse(new ApiFailure(404, `Requested entity was not found: ${path}`));
  }
  return {
    status: 404,
    headers: { "content-type": "text/html; charset=UTF-8" },
    body:
      "<!DOCTYPE html>\n<html lang=en>\n  <title>Error 404 (Not Found)!!1</title>\n" +
      "  <p><b>404.</b> <ins>That’s an error.</ins>\n  <p>The requested URL was not found on this server.\n",
  };
}
