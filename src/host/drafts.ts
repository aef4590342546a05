import path from "node:path";
import { TextFile } from "./textFile.ts";

export interface DraftPlaces {
  /** The file for what is written in a chat that has not begun. */
  readonly fresh: string;
  /** The folder with a folder for each conversation. */
  readonly journals: string;
  readonly onProblem: (error: unknown) => void;
}

/** What is being written in each conversation; beside its journal, so that it goes when the conversation goes. */
export class Drafts {
  readonly #places: DraftPlaces;
  readonly #files = new Map<string | undefined, TextFile>();

  constructor(places: DraftPlaces) {
    this.#places = places;
  }

  /** Undefined is the chat that has not begun. Read at once: whoever changes to a conversation begins to type in it. */
  read(conversation: string | undefined): string {
    return this.#file(conversation).readNow();
  }

  /** Returns at once; written 300 ms later at most. */
  write(conversation: string | undefined, text: string): void {
    this.#file(conversation).write(() => text);
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#files.values()].map((file) => file.flush()));
  }

  #file(conversation: string | undefined): TextFile {
    const { fresh, journals, onProblem } = this.#places;
    const place = conversation === undefined ? fresh : path.join(journals, conversation, "draft.txt");
    const file = this.#files.get(conversation) ?? new TextFile(place, onProblem);
    this.#files.set(conversation, file);
    return file;
  }
}
