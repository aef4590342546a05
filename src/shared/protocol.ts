import type { Attachment, FileMatch, TokenCount } from "./attachment.ts";
import type { QueueAction, QueueView } from "./queue.ts";
import type { CodeReference, MediaView, ProblemAction, Transcript, TranscriptEvent } from "./transcript.ts";

/** Everything the view may say to the host. Fire and forget: the reply is the next event. */
export type ToHost =
  /** The page stands and listens; the host answers with `hello` and `snapshot`. */
  | { readonly type: "ready" }
  /** Answered by an empty `draft` when the message is stored, or by `sendRefused`. */
  | { readonly type: "send"; readonly text: string; readonly conversation: string }
  /** What stands in the composer, on every change: the host keeps it for the conversation that it is written in. */
  | { readonly type: "draft"; readonly text: string; readonly conversation: string }
  | { readonly type: "stop" }
  | { readonly type: "queue"; readonly action: QueueAction; readonly id: string }
  /** Ask again for this model turn; what was there becomes a version beside it. */
  | { readonly type: "regenerate"; readonly turnId: string }
  /** Show this version of a turn, and what was said after it. */
  | { readonly type: "showVersion"; readonly turnId: string }
  /** Ask a question in other words; its files stay with it. */
  | { readonly type: "editPrompt"; readonly turnId: string; readonly text: string }
  /** Take a question with its answer out of the conversation. */
  | { readonly type: "removePair"; readonly turnId: string }
  /** Go on from this turn in a new conversation. */
  | { readonly type: "fork"; readonly turnId: string }
  /** Send what stands before this user turn again. */
  | { readonly type: "sendAll"; readonly turnId: string }
  /** Do not wait out the countdown. */
  | { readonly type: "retryNow" }
  | { readonly type: "newChat" }
  | { readonly type: "pickModel" }
  | { readonly type: "action"; readonly action: ProblemAction; readonly turnId: string }
  /** Use the key found in the environment. */
  | { readonly type: "useEnvironmentKey" }
  | { readonly type: "openLink"; readonly url: string }
  /** The code chip at `part` of a user turn was clicked. */
  | { readonly type: "revealCode"; readonly turnId: string; readonly part: number }
  /** The image at `part` of a user turn was clicked. */
  | { readonly type: "openImage"; readonly turnId: string; readonly part: number }
  /** The view wants the bytes of a stored image, sent or generated; the answer is `image`. */
  | { readonly type: "loadImage"; readonly hash: string }
  /** Save what the model made: VS Code asks where. */
  | { readonly type: "saveMedia"; readonly hash: string }
  | { readonly type: "openMedia"; readonly hash: string }
  /** Choose files to attach, in VS Code's own dialog. */
  | { readonly type: "attach" }
  /** Files were dragged in from VS Code, or chosen after a `#`. */
  | { readonly type: "attachUris"; readonly uris: readonly string[] }
  /** A file was dropped or pasted whose bytes only the page can read: they follow in `fileChunk`s, then `fileEnd`. */
  | {
      readonly type: "fileBegin";
      readonly id: string;
      readonly name: string;
      readonly mimeType: string;
      readonly size: number;
    }
  | { readonly type: "fileChunk"; readonly id: string; readonly bytes: Uint8Array }
  /** All of it was sent; with `failed` the page could not read on. */
  | { readonly type: "fileEnd"; readonly id: string; readonly failed: boolean }
  /** What `convertImage` asked for cannot be made; if it can, the PNG follows as `fileBegin` under the same id. */
  | { readonly type: "conversionFailed"; readonly id: string }
  | { readonly type: "removeAttachment"; readonly id: string }
  | { readonly type: "retryAttachment"; readonly id: string }
  | { readonly type: "viewAttachment"; readonly id: string; readonly view: MediaView }
  /** The file at `part` of a user turn is to be played or shown here; the answer is `fileSource`. */
  | { readonly type: "loadFile"; readonly turnId: string; readonly part: number }
  /** Looks for files whose path has `query` in it; the answer is `fileMatches`. */
  | { readonly type: "findFiles"; readonly query: string }
  | { readonly type: "copy"; readonly text: string }
  /** Copy all of a turn, as Markdown. */
  | { readonly type: "copyTurn"; readonly turnId: string }
  /** Have the question of this model turn answered by another model too. */
  | { readonly type: "askAnother"; readonly turnId: string }
  /** Show this model turn beside another version of it. */
  | { readonly type: "compare"; readonly turnId: string }
  /** Show this Markdown in VS Code's own preview. */
  | { readonly type: "previewMarkdown"; readonly text: string }
  | { readonly type: "insertCode"; readonly code: string; readonly languageId: string }
  | { readonly type: "replaceSelection"; readonly code: string }
  /** A code block of that turn is to go where it belongs; `files` are paths that stand at it, the surest first. */
  | {
      readonly type: "applyCode";
      readonly code: string;
      readonly turnId: string;
      readonly files: readonly string[];
    }
  | { readonly type: "newFile"; readonly code: string; readonly languageId: string }
  /** The page failed or its policy was violated; goes to the log. */
  | { readonly type: "viewError"; readonly message: string };

/** Everything the host may say to the view. */
export type ToView =
  /** First answer to `ready`: the display language, and its translations by English message, empty for English. */
  | {
      readonly type: "hello";
      readonly language: string;
      readonly translations: Readonly<Record<string, string>>;
    }
  | {
      readonly type: "snapshot";
      readonly transcript: Transcript;
      readonly draft: string;
      readonly attachments: readonly Attachment[];
    }
  /** What waits to be sent, whole each time. */
  | { readonly type: "queue"; readonly queue: QueueView }
  /** What happened since the last message, in order: at most one such message per frame while an answer streams. */
  | { readonly type: "transcript"; readonly events: readonly TranscriptEvent[] }
  | { readonly type: "panel"; readonly panel: PanelState }
  /** Sets the composer's text. Answered by `draft` only where the composer holds something newer. */
  | { readonly type: "draft"; readonly text: string }
  /** The message stays in the composer, for this reason. */
  | { readonly type: "sendRefused"; readonly reason: string }
  /** The bytes of a stored image; without `bytes` they are gone. */
  | { readonly type: "image"; readonly hash: string; readonly mimeType: string; readonly bytes?: Uint8Array }
  /** What is attached now, whole each time. */
  | { readonly type: "attachments"; readonly attachments: readonly Attachment[] }
  /** The host is ready for the next `fileChunk`. */
  | { readonly type: "fileWanted"; readonly id: string }
  /** An attached image is to become a PNG; the page answers with `fileBegin`, or with `conversionFailed`. */
  | {
      readonly type: "convertImage";
      readonly id: string;
      readonly name: string;
      readonly mimeType: string;
      readonly bytes: Uint8Array;
    }
  /** Where the page may load the file from: an address of the webview's, or the bytes; neither if it is gone. */
  | {
      readonly type: "fileSource";
      readonly turnId: string;
      readonly part: number;
      readonly url?: string;
      readonly bytes?: Uint8Array;
    }
  | { readonly type: "fileMatches"; readonly query: string; readonly matches: readonly FileMatch[] }
  /** What the message under way costs; undefined when there is nothing to count. */
  | { readonly type: "tokens"; readonly count?: TokenCount }
  /** Brings a turn into view, and the focus to it. */
  | { readonly type: "showTurn"; readonly turnId: string }
  | { readonly type: "focusInput" }
  | { readonly type: "focusLastMessage" };

/** The panel's surroundings, whole each time. */
export interface PanelState {
  /** `notNeeded`: the endpoint takes requests without a key. */
  readonly key: "missing" | "present" | "notNeeded";
  /** Name of the environment variable that holds a key the person may take over. */
  readonly environmentKey?: string;
  readonly model: string;
  /** Shown as a badge when the endpoint is not Google's: its label, else its host. */
  readonly endpoint?: string;
  readonly showThoughts: boolean;
}

/** One handler per message type; leaving one out does not compile. */
export type Handlers<M extends { readonly type: string }, R = void> = {
  readonly [T in M["type"]]: (message: Extract<M, { readonly type: T }>) => R;
};

/** Bytes of a file that one message carries at most. */
export const MAX_CHUNK = 4 * 1024 * 1024;

/** Files that one gesture may bring. */
export const MAX_FILES = 200;

/** Longest text that one message may carry, in UTF-16 units. */
export const MAX_TEXT = 4 * 1024 * 1024;

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
};
const action: FieldCheck = (value) => typeof value === "string" && Object.hasOwn(actions, value);

const queueActions: Readonly<Record<QueueAction, true>> = {
  edit: true,
  remove: true,
  restore: true,
  send: true,
};
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

/** Hands a checked message to its handler. */
export function dispatch<M extends { readonly type: string }, R>(message: M, handlers: Handlers<M, R>): R {
  const handler = handlers[message.type as M["type"]] as unknown as (message: M) => R;
  return handler(message);
}

/** What a chip for a code reference says: `parser.ts:3–14`, lines counted from one. */
export function codeReferenceLabel(code: CodeReference): string {
  const start = code.startLine + 1;
  const end = code.endLine + 1;
  return start === end ? `${code.label}:${start}` : `${code.label}:${start}–${end}`;
}
