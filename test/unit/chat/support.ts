import { createHash as hash } from "node:crypto";
import { Emitter } from "../../../src/base/emitter.ts";
import type { Ending } from "../../../src/chat/ending.ts";
import type {
  AttachmentStore,
  ConversationStore,
  GenerationOptions,
  KeptText,
  SessionPorts,
  UserMessage,
  MediaPort,
  StoredConversation,
} from "../../../src/chat/ports.ts";
import { ChatSession } from "../../../src/chat/session.ts";
import type { ConversationRecord } from "../../../src/chat/store/records.ts";
import { GeminiClient } from "../../../src/gemini/client.ts";
import { GeminiError } from "../../../src/gemini/errors.ts";
import { isActive, type ModelTurn, type TranscriptEvent } from "../../../src/shared/transcript.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";

export class MemoryAttachments implements AttachmentStore {
  readonly #bytes = new Map<string, Uint8Array>();

  put(bytes: Uint8Array): Promise<string> {
    const name = hash("sha256").update(bytes).digest("hex");
    this.#bytes.set(name, bytes);
    return Promise.resolve(name);
  }

  putBase64(data: string): Promise<string> {
    return this.put(Buffer.from(data, "base64"));
  }

  get(hash: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.#bytes.get(hash));
  }

  async getBase64(hash: string): Promise<string | undefined> {
    const bytes = await this.get(hash);
    return bytes && Buffer.from(bytes).toString("base64");
  }
}

/** For conversations without files. */
export const noMedia: MediaPort = {
  partsFor: () => Promise.reject(new Error("No files are expected.")),
  forget: () => Promise.resolve(0),
};

/** Keeps JSON lines, as a file would. */
export class MemoryConversations implements ConversationStore {
  readonly #added = new Emitter<StoredConversation>();
  readonly lines: Map<string, string[]>;
  readonly #claims: Map<string, MemoryConversations>;
  #other: MemoryConversations | undefined;
  readonly #orphaned = new Emitter<ReadonlySet<string>>();
  readonly onAdded = this.#added.event;
  readonly onOrphaned = this.#orphaned.event;
  /** What is written is on the disk after that. */
  disk: Promise<unknown> = Promise.resolve();

  constructor(lines = new Map<string, string[]>(), claims = new Map<string, MemoryConversations>()) {
    this.lines = lines;
    this.#claims = claims;
  }

  /** The same as another window has it: each hears what the other adds. */
  window(): MemoryConversations {
    const other = new MemoryConversations(this.lines, this.#claims);
    other.#other = this;
    this.#other = other;
    return other;
  }

  load(id: string): Promise<StoredConversation | undefined> {
    const lines = this.lines.get(id);
    const records = lines?.map((line) => JSON.parse(line) as ConversationRecord);
    const turns = records?.flatMap((record) => (record.type === "turn" ? [record.turn.id] : [])) ?? [];
    const elsewhere = new Set(this.#other === undefined ? [] : turns);
    return Promise.resolve(records && { id, records, elsewhere });
  }

  append(id: string, records: readonly ConversationRecord[]): void {
    const lines = records.map((record) => JSON.stringify(record));
    this.lines.set(id, [...(this.lines.get(id) ?? []), ...lines]);
    this.#other?.hear(id, records);
  }

  hear(id: string, records: readonly ConversationRecord[]): void {
    this.#added.fire({ id, records, elsewhere: new Set() });
  }

  claim(id: string, what: string): boolean {
    const key = `${id} ${what}`;
    this.#claims.set(key, this.#claims.get(key) ?? this);
    return this.#claims.get(key) === this;
  }

  follow(): void {
    // Others add something only where a test says so.
  }

  /** Another window adds this. */
  add(id: string, ...records: readonly ConversationRecord[]): void {
    this.append(id, records);
    this.hear(id, records);
  }

  /** The window that has begun these turns is gone. */
  orphan(...turns: readonly string[]): void {
    this.#orphaned.fire(new Set(turns));
  }

  async flush(): Promise<boolean> {
    await this.disk;
    return true;
  }
}

/** A text that is kept in memory. */
export class MemoryText implements KeptText {
  #text: string | undefined;

  read(): Promise<string | undefined> {
    return Promise.resolve(this.#text);
  }

  write(text: () => string): void {
    this.#text = text();
  }
}

/** A session over a real client and a real local server. */
export interface Talk {
  readonly emulator: Emulator;
  readonly client: GeminiClient;
  readonly session: ChatSession;
  readonly store: MemoryConversations;
  readonly attachments: MemoryAttachments;
  readonly events: readonly TranscriptEvent[];
  /** What a further session is made with. */
  readonly ports: Omit<SessionPorts, "store" | "current" | "workspace" | "onChanged">;
  options: GenerationOptions;
  /** A second session over the same store, as after a reload of the window. */
  reload(): Promise<ChatSession>;
  close(): Promise<void>;
}

export async function startTalk(
  options: { readonly tokensPerSecond?: number; readonly keys?: readonly string[] } = {},
  mediaFor: (client: GeminiClient) => MediaPort = () => noMedia,
): Promise<Talk> {
  const emulator = await startEmulator({ keys: ["test-key"], ...options });
  const store = new MemoryConversations();
  const current = new MemoryText();
  const attachments = new MemoryAttachments();
  const createHash = () => hash("sha256");
  const client = new GeminiClient({ apiKey: "test-key", baseUrl: emulator.url, createHash });
  const events: TranscriptEvent[] = [];
  const media = mediaFor(client);
  const ports = { client, options: () => talk.options, attachments, media, wording };
  const open = () =>
    new ChatSession({
      ...ports,
      store,
      current,
      workspace: () => undefined,
      onChanged: () => undefined,
    });
  const talk: Talk = {
    emulator,
    client,
    store,
    attachments,
    events,
    ports,
    session: undefined as unknown as ChatSession,
    options: { model: "gemini-flash-latest", includeThoughts: false, safety: {} },
    reload: async () => {
      const session = open();
      await session.restore();
      return session;
    },
    close: async () => {
      talk.session.dispose();
      await emulator.close();
    },
  };
  Object.assign(talk, { session: open() });
  talk.session.onEvent((event) => events.push(event));
  return talk;
}

/** Words that say just what they are about. */
const wording = {
  failure: (error: unknown) => ({
    title: error instanceof GeminiError ? error.kind : String(error),
    actions: ["retry"] as const,
  }),
  brokenOff: (error: unknown) => ({
    title: `broken off: ${error instanceof GeminiError ? error.kind : String(error)}`,
    actions: ["retry", "continue"] as const,
  }),
  isRefusal: (error: unknown) => error instanceof GeminiError && error.kind === "badRequest",
  missingFiles: (labels: readonly string[]) => ({ title: `missing: ${labels.join(", ")}`, actions: [] }),
  changedFiles: (labels: readonly string[]) => ({ title: `changed: ${labels.join(", ")}`, actions: [] }),
  ending: (ending: Ending) =>
    ending.type === "finished" && ending.finishReason === "STOP"
      ? undefined
      : { title: ending.type, actions: [] },
};

export function say(text: string): UserMessage {
  return { parts: [{ type: "text", text }], prompt: [{ type: "text", text }] };
}

export function lastAnswer(session: ChatSession): ModelTurn {
  const turn = session.transcript.turns.at(-1);
  if (turn?.role !== "model") {
    throw new Error("There is no answer.");
  }
  return turn;
}

/** Resolves as soon as the last answer's state is as wanted. */
export async function until(session: ChatSession, wanted: (turn: ModelTurn) => boolean): Promise<ModelTurn> {
  const found = () => {
    const turn = session.transcript.turns.at(-1);
    return turn?.role === "model" && wanted(turn) ? turn : undefined;
  };
  return (
    found() ??
    new Promise((resolve) => {
      const subscription = session.onEvent(() => {
        const turn = found();
        if (turn !== undefined) {
          subscription.dispose();
          resolve(turn);
        }
      });
    })
  );
}

/** The last answer when it has ended, and the session is ready for the next message. */
export async function ended(session: ChatSession): Promise<ModelTurn> {
  const turn = await until(session, ({ status }) => !isActive(status));
  await new Promise((resolve) => setImmediate(resolve));
  return turn;
}
