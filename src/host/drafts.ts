import path from "node:path";
import { FamilyDraft } from "./familyText.ts";
import { TextFile } from "./textFile.ts";

export interface DraftPlaces {
  /** The file for what is written in a chat that has not begun. */
  readonly fresh: string;
  /** Other windows on the same workspace may have theirs in a folder beside it. */
  readonly hasFamily?: boolean;
  /** The folder with a folder for each conversation. */
  readonly journals: string;
  readonly onProblem: (error: unknown) => void;
}

/** What is being written in each conversation; beside its journal, so that it goes when the conversation goes. */
export class Drafts {
  readonly #places: DraftPlaces;
  readonly #files = new Map<string | undefined, TextFile | FamilyDraft>();

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

  #file(conversation: string | undefined): TextFile | FamilyDraft {
    const file = this.#files.get(conversation) ?? this.#open(conversation);
    this.#files.set(conversation, file);
    return file;
  }

  #open(conversation: string | undefined): TextFile | FamilyDraft {
    const { fresh, hasFamily, journals, onProblem } = this.#places;
    if (conversation !== undefined) {
      return new TextFile(path.join(journals, conversation, "draft.txt"), onProblem);
    }
    return hasFamily === true ? new FamilyDraft(fresh, onProblem) : new TextFile(fresh, onProblem);
  }
}
