import { checkCredentials } from "../auth.ts";
import type { Exchange } from "../exchange.ts";
import { ApiFailure } from "../failure.ts";
import { emptyPlan } from "../generate.ts";
import { modelFor } from "../models.ts";
import type { Plan } from "../plan.ts";
import type { RouteContext } from "../routes.ts";
import type { Endpoint } from "../scenarios/director.ts";
import { sendRefusal, sendWhole } from "../send.ts";
import { videoDuration } from "../media/audioVideo.ts";
import { fileResource } from "./fileState.ts";
import { baseOf, keyOf } from "./filesContext.ts";
import { receiveMultipart } from "./multipart.ts";
import { checkComplete, drain, takeBytes } from "./uploadData.ts";
import { plainRefusal, progressHeaders, unavailable } from "./uploadReplies.ts";
import type { UploadSession } from "./uploadSession.ts";
import { startUpload } from "./uploadStart.ts";

export function isUpload({ record }: Exchange): boolean {
  return record.method !== "GET" && /^(?:\/resumable)?\/upload\/v1(?:beta|alpha)?\/files$/.test(record.path);
}

/** Answers one request of an upload, by the protocol and the command in its headers. */
export async function answerUpload(exchange: Exchange, context: RouteContext): Promise<void> {
  const { headers, query } = exchange.record;
  checkCredentials(context.keys, headers, query);
  const protocol = headers["x-goog-upload-protocol"];
  const uploadId = query.get("upload_id");
  if (uploadId !== null) {
    await answerCommand(exchange, context, uploadId);
    return;
  }
  if (protocol !== "multipart" && (protocol !== "resumable" || !commandsOf(exchange).includes("start"))) {
    await drain(exchange);
    sendRefusal(exchange, plainRefusal(400, "Invalid request.  The X-Goog-Upload headers name no upload."));
    return;
  }
  const plan = directed(exchange, context, "uploadStart");
  if (plan.refusal !== undefined) {
    await drain(exchange);
    await sendWhole(exchange, plan);
  } else if (protocol === "multipart") {
    const session = await receiveMultipart(exchange, context.files);
    await complete(exchange, context, session);
  } else {
    await startUpload(exchange, context.files);
  }
}

function commandsOf(exchange: Exchange): readonly string[] {
  const header = exchange.record.headers["x-goog-upload-command"];
  return String(header ?? "")
    .split(",")
    .map((command) => command.trim().toLowerCase());
}

async function answerCommand(exchange: Exchange, context: RouteContext, uploadId: string): Promise<void> {
  const session = context.files.sessions.get(uploadId);
  if (session === undefined) {
    await drain(exchange);
    sendRefusal(exchange, plainRefusal(404, "Upload not found."));
    return;
  }
  if (session.owner !== keyOf(exchange)) {
    await drain(exchange);
    throw new ApiFailure(403, "The caller does not have permission");
  }
  await session.alone(
    () => exchange.drop(),
    () => obey(exchange, context, session),
  );
}

async function obey(exchange: Exchange, context: RouteContext, session: UploadSession): Promise<void> {
  const commands = commandsOf(exchange);
  const headers = () => progressHeaders(session, context.files.chunkGranularity);
  if (commands.includes("query")) {
    await answerQuery(exchange, context, session);
  } else if (session.status !== "active") {
    await drain(exchange);
    sendRefusal(exchange, plainRefusal(400, "Upload has already been terminated.", headers()));
  } else if (commands.includes("cancel")) {
    await drain(exchange);
    await session.discard();
    exchange.reply(200, headers(), "");
  } else if (commands.includes("upload") || commands.includes("finalize")) {
    await answerData(exchange, context, session);
  } else {
    await drain(exchange);
    const sentence = `Invalid request.  Unknown upload command: ${commands.join(", ")}`;
    sendRefusal(exchange, plainRefusal(400, sentence, headers()));
  }
}

async function answerData(exchange: Exchange, context: RouteContext, session: UploadSession): Promise<void> {
  const { files } = context;
  const plan = directed(exchange, context, "uploadData");
  if (plan.upload?.forget) {
    await drain(exchange);
    await files.sessions.forget(session);
    sendRefusal(exchange, plainRefusal(404, "Upload not found."));
    return;
  }
  if (plan.refusal !== undefined) {
    await drain(exchange);
    await sendWhole(exchange, plan);
    return;
  }
  const commands = commandsOf(exchange);
  const isLast = commands.includes("finalize");
  const interruption = plan.upload?.interrupt;
  const isStored =
    !commands.includes("upload") || (await takeBytes(exchange, files, session, { isLast, interruption }));
  if (isStored && isLast) {
    await complete(exchange, context, session, plan);
  } else if (isStored) {
    exchange.reply(200, progressHeaders(session, files.chunkGranularity), "");
  }
}

async function answerQuery(exchange: Exchange, context: RouteContext, session: UploadSession): Promise<void> {
  await drain(exchange);
  const plan = directed(exchange, context, "uploadQuery");
  if (plan.refusal !== undefined) {
    await sendWhole(exchange, plan);
    return;
  }
  const file = session.file;
  const { clock, chunkGranularity } = context.files;
  exchange.reply(
    200,
    { ...progressHeaders(session, chunkGranularity), ...(file && json) },
    file === undefined ? "" : bodyOf({ file: fileResource(file, clock, baseOf(exchange)) }),
  );
}

const json = { "content-type": "application/json; charset=UTF-8" };
const bodyOf = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

/** Makes the file and tells of it. */
async function complete(
  exchange: Exchange,
  context: RouteContext,
  session: UploadSession,
  plan: Plan = emptyPlan,
): Promise<void> {
  checkComplete(session);
  const { store, clock, chunkGranularity } = context.files;
  const sha256 = await session.complete();
  const { owner, path, received: size, description } = session;
  const fate = directed(exchange, context, "file").upload?.fate ?? {};
  const durationSeconds = await videoDuration({ path }, description.mimeType);
  session.file = store.add(description, { owner, path, size, sha256, durationSeconds, fate });
  if (plan.upload?.loseReply) {
    sendRefusal(exchange, unavailable);
    return;
  }
  const file = fileResource(session.file, clock, baseOf(exchange));
  exchange.reply(200, { ...progressHeaders(session, chunkGranularity), ...json }, bodyOf({ file }));
}

/** What is to befall this stage of an upload. */
function directed(exchange: Exchange, { director }: RouteContext, on: Endpoint): Plan {
  const call = exchange.record.headers["x-emulator-scenario"];
  const situation = { request: {}, model: modelFor("gemini-flash-latest"), apiKey: keyOf(exchange) };
  return director.direct(emptyPlan, on, situation, typeof call === "string" ? call : undefined);
}
