import type { GenerateContentRequest, GenerateContentResponse, Part } from "../gemini/wire.ts";
import type { Wait } from "../gemini/retry.ts";
import type { FileReference, Problem } from "../shared/transcript.ts";
import type { Conversation } from "./conversation.ts";
import type { Ending } from "./ending.ts";

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

/** Keeps the conversation over reloads. `save` returns at once and writes in its own time; `flush` waits for that. */
export interface ConversationStore {
  load(): Promise<Conversation | undefined>;
  save(conversation: Conversation): void;
  flush(): Promise<void>;
}

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
