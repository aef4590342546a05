import type { MakeRoom } from "./context.ts";
import { MAX_CHUNK, MAX_FILES, MAX_TEXT, type ToHost } from "./protocol.ts";
import type { QueueAction } from "./queue.ts";
import type { MediaView, ProblemAction } from "./transcript.ts";

type FieldCheck = (value: unknown) => boolean;
const text: FieldCheck = (value) => typeof value === "string" && value.length <= MAX_TEXT;
const shortText: FieldCheck = (value) => typeof value === "string" && value.length <= 8192;
const index: FieldCheck = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const hash: FieldCheck = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

const bytes: FieldCheck = (value) => value instanceof Uint8Array && value.byteLength <= MAX_CHUNK;
const flag: FieldCheck = (value) => typeof value === "boolean";
const shortTexts: FieldCheck = (value) =>
  Array.isArray(value) && value.length <= MAX_FILES && value.every(shortText);

const amount: FieldCheck = (value) =>
  value === undefined || (typeof value === "number" && Number.isFinite(value) && value >= 0);
const viewFields: Readonly<Record<keyof MediaView, FieldCheck>> = {
  start: amount,
  end: amount,
  framesPerSecond: amount,
  resolution: (value) => value === undefined || value === "low" || value === "medium" || value === "high",
};
const mediaView: FieldCheck = (value) =>
  typeof value === "object" &&
  value !== null &&
  Object.entries(value).every(
    ([name, item]) => Object.hasOwn(viewFields, name) && viewFields[name as keyof MediaView](item),
  );

const actions: Readonly<Record<ProblemAction, true>> = {
  retry: true,
  setKey: true,
  pickModel: true,
  openSettings: true,
  openNetworkSettings: true,
  newChat: true,
  showLog: true,
  continue: true,
  retryWithoutFiles: true,
  leaveOutOldest: true,
  summarizeOldest: true,
};
const action: FieldCheck = (value) => typeof value === "string" && Object.hasOwn(actions, value);

const queueActions: Readonly<Record<QueueAction, true>> = {
  edit: true,
  remove: true,
  restore: true,
  send: true,
};
const rooms: Readonly<Record<MakeRoom, true>> = {
  leaveOut: true,
  summarize: true,
  newChat: true,
  stop: true,
};
const room: FieldCheck = (value) => typeof value === "string" && Object.hasOwn(rooms, value);
const queueAction: FieldCheck = (value) => typeof value === "string" && Object.hasOwn(queueActions, value);

/** The fields of each message and how each is checked; a new message without an entry does not compile. */
const toHostFields: {
  readonly [T in ToHost["type"]]: Readonly<
    Record<keyof Omit<Extract<ToHost, { readonly type: T }>, "type">, FieldCheck>
  >;
} = {
  ready: {},
  send: { text, conversation: shortText },
  draft: { text, conversation: shortText },
  setAside: { text, conversation: shortText },
  showContext: {},
  makeRoom: { how: room },
  stop: {},
  queue: { action: queueAction, id: shortText },
  regenerate: { turnId: shortText },
  showVersion: { turnId: shortText },
  editPrompt: { turnId: shortText, text },
  removePair: { turnId: shortText },
  fork: { turnId: shortText },
  sendAll: { turnId: shortText },
  retryNow: {},
  newChat: {},
  pickModel: {},
  action: { action, turnId: shortText },
  useEnvironmentKey: {},
  openLink: { url: shortText },
  revealCode: { turnId: shortText, part: index },
  openImage: { turnId: shortText, part: index },
  loadImage: { hash },
  saveMedia: { hash },
  openMedia: { hash },
  attach: {},
  attachUris: { uris: shortTexts },
  fileBegin: { id: shortText, name: shortText, mimeType: shortText, size: index },
  fileChunk: { id: shortText, bytes },
  fileEnd: { id: shortText, failed: flag },
  conversionFailed: { id: shortText },
  removeAttachment: { id: shortText },
  retryAttachment: { id: shortText },
  viewAttachment: { id: shortText, view: mediaView },
  loadFile: { turnId: shortText, part: index },
  findFiles: { query: shortText },
  copy: { text },
  copyTurn: { turnId: shortText },
  askAnother: { turnId: shortText },
  compare: { turnId: shortText },
  previewMarkdown: { text },
  insertCode: { code: text, languageId: shortText },
  replaceSelection: { code: text },
  applyCode: { code: text, turnId: shortText, files: shortTexts },
  newFile: { code: text, languageId: shortText },
  viewError: { message: shortText },
};

/** Checks what came over the boundary; anything unknown, incomplete or oversized is `undefined`. */
export function parseToHost(value: unknown): ToHost | undefined {
  if (typeof value !== "object" || value === null || !("type" in value) || typeof value.type !== "string") {
    return undefined;
  }
  if (!Object.hasOwn(toHostFields, value.type)) {
    return undefined;
  }
  const message = value as Record<string, unknown> & { type: ToHost["type"] };
  const fields: Readonly<Record<string, FieldCheck>> = toHostFields[message.type];
  const names = Object.keys(message).filter((name) => name !== "type");
  const complete = names.length === Object.keys(fields).length;
  if (!complete || !names.every((name) => Object.hasOwn(fields, name) && fields[name]?.(message[name]))) {
    return undefined;
  }
  return message as unknown as ToHost;
}
