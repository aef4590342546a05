import type { CodeReference, ProblemAction, Transcript, TranscriptEvent } from "./transcript.ts";

/** Everything the view may say to the host. Fire and forget: the reply is the next event. */
export type ToHost =
  /** The page stands and listens; the host answers with `hello` and `snapshot`. */
  | { readonly type: "ready" }
  | { readonly type: "send"; readonly text: string }
  /** What stands in the composer, on every change: the host keeps it. */
  | { readonly type: "draft"; readonly text: string }
  | { readonly type: "stop" }
  /** Ask again for this model turn; later turns go. */
  | { readonly type: "regenerate"; readonly turnId: string }
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
  | { readonly type: "copy"; readonly text: string }
  | { readonly type: "insertCode"; readonly code: string; readonly languageId: string }
  | { readonly type: "newFile"; readonly code: string; readonly languageId: string }
  /** The page failed or its policy was violated; goes to the log. */
  | { readonly type: "viewError"; readonly message: string };

/** Everything the host may say to the view. */
export type ToView =
  /** First answer to `ready`: translations by English message, empty for English. */
  | { readonly type: "hello"; readonly translations: Readonly<Record<string, string>> }
  | { readonly type: "snapshot"; readonly transcript: Transcript; readonly draft: string }
  /** What happened since the last message, in order: at most one such message per frame while an answer streams. */
  | { readonly type: "transcript"; readonly events: readonly TranscriptEvent[] }
  | { readonly type: "panel"; readonly panel: PanelState }
  /** Sets the composer's text. Answered by `draft` only where the composer holds something newer. */
  | { readonly type: "draft"; readonly text: string }
  /** The bytes of a stored image; without `bytes` they are gone. */
  | { readonly type: "image"; readonly hash: string; readonly mimeType: string; readonly bytes?: Uint8Array }
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

/** Longest text that one message may carry, in UTF-16 units. */
export const MAX_TEXT = 4 * 1024 * 1024;

type FieldCheck = (value: unknown) => boolean;
const text: FieldCheck = (value) => typeof value === "string" && value.length <= MAX_TEXT;
const shortText: FieldCheck = (value) => typeof value === "string" && value.length <= 8192;
const index: FieldCheck = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const hash: FieldCheck = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

const actions: Readonly<Record<ProblemAction, true>> = {
  retry: true,
  setKey: true,
  pickModel: true,
  openSettings: true,
  openNetworkSettings: true,
  newChat: true,
  showLog: true,
  continue: true,
};
const action: FieldCheck = (value) => typeof value === "string" && Object.hasOwn(actions, value);

/** The fields of each message and how each is checked; a new message without an entry does not compile. */
const toHostFields: {
  readonly [T in ToHost["type"]]: Readonly<
    Record<keyof Omit<Extract<ToHost, { readonly type: T }>, "type">, FieldCheck>
  >;
} = {
  ready: {},
  send: { text },
  draft: { text },
  stop: {},
  regenerate: { turnId: shortText },
  retryNow: {},
  newChat: {},
  pickModel: {},
  action: { action, turnId: shortText },
  useEnvironmentKey: {},
  openLink: { url: shortText },
  revealCode: { turnId: shortText, part: index },
  openImage: { turnId: shortText, part: index },
  loadImage: { hash },
  copy: { text },
  insertCode: { code: text, languageId: shortText },
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
