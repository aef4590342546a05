import { rename } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import type { Conversation } from "../chat/conversation.ts";
import type { ConversationStore } from "../chat/ports.ts";
import { TextFile } from "./textFile.ts";

const fileSchema = v.object({
  version: v.literal(1),
  conversation: v.object({
    transcript: v.object({
      id: v.string(),
      turns: v.array(v.looseObject({ role: v.picklist(["user", "model"]), id: v.string(), at: v.number() })),
    }),
    sources: v.record(v.string(), v.looseObject({ role: v.picklist(["user", "model"]) })),
  }),
});

/** One JSON file per conversation; `current` holds the id of the one that is open. */
export class ConversationFiles implements ConversationStore {
  readonly #folder: string;
  readonly #current: TextFile;
  readonly #onProblem: (error: unknown) => void;
  #open: { readonly id: string; readonly file: TextFile } | undefined;
  #closing: Promise<unknown> = Promise.resolve();

  constructor(folder: string, current: TextFile, onProblem: (error: unknown) => void) {
    this.#folder = folder;
    this.#current = current;
    this.#onProblem = onProblem;
  }

  async load(): Promise<Conversation | undefined> {
    const id = await this.#current.read();
    if (!id) {
      return undefined;
    }
    const { file } = this.#turnTo(id);
    const text = await file.read();
    if (text === undefined) {
      return undefined;
    }
    try {
      return v.parse(fileSchema, JSON.parse(text)).conversation as unknown as Conversation;
    } catch (error) {
      // Kept beside, so that nothing is overwritten that could still be rescued.
      await rename(file.path, `${file.path}.damaged`);
      this.#onProblem(error);
      return undefined;
    }
  }

  save(conversation: Conversation): void {
    const { id } = conversation.transcript;
    if (this.#open?.id !== id) {
      this.#current.write(() => id);
    }
    this.#turnTo(id).file.write(() => JSON.stringify({ version: 1, conversation }));
  }

  async flush(): Promise<void> {
    await Promise.all([this.#closing, this.#open?.file.flush(), this.#current.flush()]);
  }

  #turnTo(id: string) {
    if (this.#open?.id !== id) {
      this.#closing = Promise.all([this.#closing, this.#open?.file.flush()]);
      this.#open = { id, file: new TextFile(path.join(this.#folder, `${id}.json`), this.#onProblem) };
    }
    return this.#open;
  }
}
