import type { Attachment, FileMatch, TokenCount } from "./attachment.ts";
import type { MakeRoom, WhenFull } from "./context.ts";
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
  /** A draft that gave way to an earlier message; it stands in the box again when that is sent. Empty for none. */
  | { readonly type: "setAside"; readonly text: string; readonly conversation: string }
  /** Somebody looks at what is sent: how much the model takes is worth a question to the server. */
  | { readonly type: "showContext" }
  /** The conversation is longer than the model takes. */
  | { readonly type: "makeRoom"; readonly how: MakeRoom }
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
      readonly aside?: string;
      readonly attachments: readonly Attachment[];
    }
  /** What waits to be sent, whole each time. */
  | { readonly type: "queue"; readonly queue: QueueView }
  /** What happened since the last message, in order: at most one such message per frame while an answer streams. */
  | { readonly type: "transcript"; readonly events: readonly TranscriptEvent[] }
  | { readonly type: "panel"; readonly panel: PanelState }
  /**
   * Sets the composer's text; with `instead` only where that stands in it, as far as the host has heard. Answered by `draft`
   * only where the composer holds something newer.
   */
  | { readonly type: "draft"; readonly text: string; readonly instead?: string }
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
  /** So much of a summary is written; undefined when none is being written any more. */
  | { readonly type: "makingRoom"; readonly characters?: number }
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
  /** `ask` where it is left out. */
  readonly whenFull?: WhenFull;
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
