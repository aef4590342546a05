import type { GenerateContentRequest, GenerateContentResponse, Part } from "../gemini/wire.ts";
import type { Wait } from "../gemini/retry.ts";
import type { FileReference, Problem, UserPart } from "../shared/transcript.ts";
import type { PromptPart } from "./conversation.ts";
import type { Disposable } from "../base/disposable.ts";
import type { Event } from "../base/emitter.ts";
import type { ConversationTree } from "./conversationTree.ts";
import type { Ending } from "./ending.ts";
import type { Checksum } from "./store/journal.ts";
import type { ConversationRecord, WorkspaceTag } from "./store/records.ts";

/** The part of the Gemini client a conversation needs. */
export interface ChatClient {
  streamGenerateContent(
    model: string,
    request: GenerateContentRequest,
    options: { readonly signal: AbortSignal; readonly onWait: (wait: Wait) => void },
  ): AsyncIterable<GenerateContentResponse>;
}

/** Keeps the bytes of what was sent and made, by lower-case hex SHA-256. */
export interface AttachmentStore {
  put(bytes: Uint8Array): Promise<string>;
  putBase64(data: string): Promise<string>;
  get(hash: string): Promise<Uint8Array | undefined>;
  getBase64(hash: string): Promise<string | undefined>;
}

/** Brings files to the model: inside the request, or uploaded before it. */
export interface MediaPort {
  /**
   * What is sent of each file, in order; undefined for one whose bytes are nowhere to be had any more. Uploads what has to
   * be uploaded, and waits until the server is through with it.
   */
  partsFor(files: readonly FileReference[], options: MediaOptions): Promise<readonly (Part | undefined)[]>;
  /**
   * The server does not know, or no longer takes, what was uploaded: of the files it names, else of all these. Gives back
   * how many uploads are forgotten.
   */
  forget(files: readonly FileReference[], complaint: string): Promise<number>;
}

export interface MediaOptions {
  readonly signal: AbortSignal;
  /** Told how far the upload is that takes longest. */
  readonly onProgress: (progress: UploadProgress) => void;
  /** Told of a file that is not what it was when it was attached, and of what is sent in its place. */
  readonly onChanged?: (file: FileReference, now: FileReference) => void;
}

export interface UploadProgress {
  readonly label: string;
  /** Bytes that have left, and that there are. */
  readonly sent: number;
  readonly size: number;
}

/** Keeps conversations over reloads, crashes and windows. */
export interface ConversationStore {
  /** Undefined when nothing is kept of it. */
  load(id: string): Promise<StoredConversation | undefined>;
  /**
   * Returns at once: written within half a second, or at once and onto the disk where `durable` is asked for. What cannot be
   * written is kept in memory and tried again.
   */
  append(id: string, records: readonly ConversationRecord[], durable: boolean): void;
  /** From now on, and for this conversation alone, `onAdded` tells what other windows add. */
  follow(id: string): void;
  /** Whether this window may do what only one window is to do in the conversation; the first one that asks may. */
  claim(id: string, what: string): boolean;
  readonly onAdded: Event<StoredConversation>;
  /** Turns of the followed conversation whose window has gone: nobody goes on with them. */
  readonly onOrphaned: Event<ReadonlySet<string>>;
  /** Waits until everything is written; false when something could not be. */
  flush(): Promise<boolean>;
}

export interface StoredConversation {
  readonly id: string;
  readonly records: readonly ConversationRecord[];
  /** Turns that another window, which is still there, has begun. */
  readonly elsewhere: ReadonlySet<string>;
}

/** A text that is kept. `write` returns at once. */
export interface KeptText {
  read(): Promise<string | undefined>;
  write(text: () => string): void;
}

/** Where journals lie: a folder for each conversation, with the segments of its journal in it. */
export interface JournalFiles {
  conversations(): Promise<readonly string[]>;
  /** None for a conversation that is not there. */
  segments(conversation: string): Promise<readonly string[]>;
  read(conversation: string, segment: string, from: number): Promise<Uint8Array>;
  /** All of it or, as far as the disk allows, nothing; with `durable` it is on the disk afterwards. */
  append(conversation: string, segment: string, text: string, durable: boolean): Promise<void>;
  /** Makes a segment of it, whole or not at all. */
  create(conversation: string, segment: string, text: string): Promise<void>;
  remove(conversation: string, segments: readonly string[]): Promise<void>;
  removeConversation(conversation: string): Promise<void>;
  watch(conversation: string, onChange: () => void): Disposable;
  /** True for the first window that asks, and for the next one when that has gone. */
  claim(conversation: string, what: string): boolean;
  /** No other window is there: what was claimed a while ago is over. */
  removeClaims(conversation: string): Promise<void>;
  /** A name that no other window makes. */
  newSegment(): string;
  /** Whether the window that made the name may still write to it. */
  isLive(segment: string): boolean;
  readonly checksum: Checksum;
}

/** What went wrong with what is kept. */
export type StoreTrouble =
  /** Bytes at the end of a journal were never wholly written. */
  | { readonly type: "torn"; readonly bytes: number }
  | { readonly type: "damaged"; readonly lines: number }
  /** A newer version of Castor has written it; what this one knows is shown. */
  | { readonly type: "newer" }
  | { readonly type: "unreadable"; readonly error: unknown }
  /** The chat goes on in memory. */
  | { readonly type: "unwritable"; readonly error: unknown };

/** Turns what happened into words for people. */
export interface Wording {
  failure(error: unknown): Problem;
  /** The same where a part of the answer had come already. */
  brokenOff(error: unknown): Problem;
  /** True when it was the question itself that was refused: it would be refused again with the next one. */
  isRefusal(error: unknown): boolean;
  /** Files that an earlier turn spoke of could not be sent. */
  missingFiles(labels: readonly string[]): Problem;
  /** Files have changed since they were attached, and were sent as they are now. */
  changedFiles(labels: readonly string[]): Problem;
  /** Undefined when the ending is an ordinary one that needs no words. */
  ending(ending: Ending): Problem | undefined;
}

/** What a person chose for the model; undefined leaves it to the model. */
export interface GenerationOptions {
  readonly model: string;
  readonly temperature?: number;
  readonly systemInstruction?: string;
  readonly thinkingLevel?: string;
  readonly includeThoughts: boolean;
  /** Threshold by harm category, in the API's own words. */
  readonly safety: Readonly<Record<string, string>>;
}

export interface SessionPorts {
  readonly client: ChatClient;
  readonly options: () => GenerationOptions;
  readonly attachments: AttachmentStore;
  readonly media: MediaPort;
  readonly store: ConversationStore;
  /** Told whenever the open conversation has changed, but not of what streams. */
  readonly onChanged: (tree: ConversationTree) => void;
  /** Id of the conversation that is open. */
  readonly current: KeptText;
  /** Where a conversation that begins now belongs. */
  readonly workspace: () => WorkspaceTag | undefined;
  readonly wording: Wording;
}

/** What a person says: `parts` for the transcript, `prompt` for the model. */
export interface UserMessage {
  readonly parts: readonly UserPart[];
  readonly prompt: readonly PromptPart[];
}
