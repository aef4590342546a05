import { type Keys, checkCredentials } from "./auth.ts";
import type { Exchange } from "./exchange.ts";
import { ApiFailure } from "./failure.ts";
import { deleteFile, getFile, listFiles } from "./files/fileRequests.ts";
import { type FilesContext, keyOf } from "./files/filesContext.ts";
import { emptyPlan, planAnswer } from "./generate.ts";
import { type EmulatedModel, listModels, modelFor, modelResource } from "./models.ts";
import { type Plan, type Refusal, inArray, refuse } from "./plan.ts";
import type { Director, Endpoint } from "./scenarios/director.ts";
import { sendRefusal, sendStream, sendWhole } from "./send.ts";
import { countPrompt, total } from "./tokens.ts";
import { checkMedia, type FileAccess } from "./validate/media.ts";
import { checkGenerate, parseBody, requestToCount } from "./validate/validate.ts";
import type { CountTokensRequest, GenerateContentRequest, JsonObject } from "./wire.ts";

export interface RouteContext {
  readonly keys: Keys;
  readonly tokensPerSecond: number;
  readonly director: Director;
  readonly files: FilesContext;
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
  const found = routes.find((each) => each.method === method && each.path.test(path));
  if (found === undefined) {
    sendRefusal(exchange, notFound(path));
    return;
  }
  await found.answer(exchange, context, { id: found.path.exec(path)?.groups?.id ?? "", body });
}

interface Call {
  /** What the path names, empty where it names a whole collection. */
  readonly id: string;
  readonly body: string;
}

interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: RegExp;
  readonly answer: (exchange: Exchange, context: RouteContext, call: Call) => Promise<void>;
}

const routes: readonly Route[] = [
  { method: "GET", path: below("models"), answer: sendModelList },
  { method: "GET", path: below("models/(?<id>[^/:]+)"), answer: sendModel },
  {
    method: "POST",
    path: below("models/(?<id>[^/:]+):streamGenerateContent"),
    answer: (exchange, context, call) => generate(exchange, context, call, true),
  },
  {
    method: "POST",
    path: below("models/(?<id>[^/:]+):generateContent"),
    answer: (exchange, context, call) => generate(exchange, context, call, false),
  },
  { method: "POST", path: below("models/(?<id>[^/:]+):countTokens"), answer: countTokens },
  { method: "GET", path: below("files"), answer: files(listFiles) },
  { method: "GET", path: below("files/(?<id>[^/:]+)"), answer: files(getFile) },
  { method: "DELETE", path: below("files/(?<id>[^/:]+)"), answer: files(deleteFile) },
];

/** A path below any version of the API. */
function below(pattern: string): RegExp {
  return new RegExp(`^/v1(?:beta|alpha)?/${pattern}$`);
}

async function generate(
  exchange: Exchange,
  context: RouteContext,
  { id, body }: Call,
  stream: boolean,
): Promise<void> {
  // The service reads the body before it looks at the key.
  const request = parseBody(body, "GenerateContentRequest") as GenerateContentRequest;
  checkKey(exchange, context);
  const model = modelFor(id, "generateContent");
  await checkGenerate(request, model, stream, fileAccess(exchange, context));
  const sse = stream && exchange.url.searchParams.get("alt") === "sse";
  const calm = planAnswer(request, model, { sse, tokensPerSecond: context.tokensPerSecond });
  const plan = direct(exchange, context, "generate", calm, { request, model });
  const sent =
    stream && !sse && plan.refusal !== undefined ? { ...plan, refusal: inArray(plan.refusal) } : plan;
  await (stream ? sendStream(exchange, sent) : sendWhole(exchange, sent));
}

async function countTokens(exchange: Exchange, context: RouteContext, { id, body }: Call): Promise<void> {
  const counted = parseBody(body, "CountTokensRequest") as CountTokensRequest;
  checkKey(exchange, context);
  const model = modelFor(id, "countTokens");
  const request = requestToCount(counted);
  await checkMedia(request, fileAccess(exchange, context));
  const counts = countPrompt(request, model);
  const resource = { totalTokens: total(counts), promptTokensDetails: counts };
  await sendResource(exchange, context, "countTokens", resource, { request, model });
}

async function sendModelList(exchange: Exchange, context: RouteContext): Promise<void> {
  checkKey(exchange, context);
  await sendResource(exchange, context, "models", listModels(exchange.url.searchParams));
}

async function sendModel(exchange: Exchange, context: RouteContext, { id }: Call): Promise<void> {
  checkKey(exchange, context);
  await sendResource(exchange, context, "models", modelResource(modelFor(id)));
}

/** A method of the Files API that answers with one resource. */
function files(
  method: (exchange: Exchange, files: FilesContext, id: string) => JsonObject | Promise<JsonObject>,
): Route["answer"] {
  return async (exchange, context, { id }) => {
    checkKey(exchange, context);
    await sendResource(exchange, context, "files", await method(exchange, context.files, id));
  };
}

function fileAccess(exchange: Exchange, { files: { store, clock } }: RouteContext): FileAccess {
  return { store, clock, owner: keyOf(exchange) };
}

function checkKey(exchange: Exchange, context: RouteContext): void {
  checkCredentials(context.keys, exchange.record.headers, exchange.url.searchParams);
}

interface Subject {
  readonly request: GenerateContentRequest;
  readonly model: EmulatedModel;
}

function direct(
  exchange: Exchange,
  { director }: RouteContext,
  on: Endpoint,
  plan: Plan,
  subject: Subject,
): Plan {
  const { headers } = exchange.record;
  const call = headers["x-emulator-scenario"];
  const situation = { ...subject, apiKey: keyOf(exchange) };
  return director.direct(plan, on, situation, typeof call === "string" ? call : undefined);
}

/** A resource as JSON, unless a scenario refuses or delays it. */
async function sendResource(
  exchange: Exchange,
  context: RouteContext,
  on: Endpoint,
  resource: unknown,
  subject: Subject = { request: {}, model: modelFor("gemini-flash-latest") },
): Promise<void> {
  const plan = direct(exchange, context, on, emptyPlan, subject);
  const body = `${JSON.stringify(resource, undefined, 2)}\n`;
  const reply = { status: 200, headers: { "content-type": "application/json; charset=UTF-8" }, body };
  await sendWhole(exchange, { ...plan, refusal: plan.refusal ?? reply });
}

/** Paths of the API get Google's JSON, others the page of its front end. */
function notFound(path: string): Refusal {
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
