import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { KeptText } from "../chat/ports.ts";
import { TextFile } from "./textFile.ts";

/**
 * VS Code gives a second window on the same folder a storage of its own, and so it does with a window that was reloaded while
 * its old extension host still lived: `<id>-1`, `<id>-2`, beside `<id>`. All of them are one workspace. Identifiers in a
 * browser may begin with a hyphen.
 */
const ID = /^(.+?)(?:-\d+)?$/;

/** Castor's folders in the storages of one workspace, its own the first; it alone where no others can be seen. */
export function storageFamily(storage: string): readonly string[] {
  const [parent, own] = [path.dirname(storage), path.basename(storage)];
  const all = path.dirname(parent);
  const id = idOf(parent);
  try {
    const others = readdirSync(all).filter((name) => name !== path.basename(parent) && idOf(name) === id);
    return [storage, ...others.map((name) => path.join(all, name, own))];
  } catch {
    return [storage];
  }
}

function idOf(folder: string): string {
  const name = path.basename(folder);
  return ID.exec(name)?.[1] ?? name;
}

/** A text as one of the folders has it. */
interface Found {
  /** The folder in the storage of workspaces, and when the text was written: names it in this state. */
  readonly state: string;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly modified: number;
}

function find(folder: string, name: string): Found | undefined {
  const file = path.join(folder, name);
  try {
    const { mtimeMs } = statSync(file);
    const state = `${path.basename(path.dirname(folder))} ${mtimeMs}`;
    return { state, text: readFileSync(file, "utf8"), modified: mtimeMs };
  } catch {
    return undefined;
  }
}

/** Of those that are there, the one that was written last; the first of several. */
function newest(found: readonly (Found | undefined)[]): Found | undefined {
  return found
    .filter((each) => each !== undefined)
    .reduce<Found | undefined>(
      (best, each) => (best && best.modified >= each.modified ? best : each),
      undefined,
    );
}

export interface FamilyTextOptions {
  /** What this storage has itself counts, though another window has written later. */
  readonly isOwnFirst?: boolean;
}

/** A text as the window of the family has left it that wrote last: which conversation is open, for one. */
export class FamilyText implements KeptText {
  readonly #storage: string;
  readonly #name: string;
  readonly #own: TextFile;
  readonly #isOwnFirst: boolean;

  constructor(
    file: string,
    onProblem: (error: unknown) => void,
    { isOwnFirst = false }: FamilyTextOptions = {},
  ) {
    this.#storage = path.dirname(file);
    this.#name = path.basename(file);
    this.#own = new TextFile(file, onProblem);
    this.#isOwnFirst = isOwnFirst;
  }

  read(): Promise<string | undefined> {
    const found = storageFamily(this.#storage).map((folder) => find(folder, this.#name));
    const own = this.#isOwnFirst ? found[0] : undefined;
    return Promise.resolve((own ?? newest(found))?.text);
  }

  write(text: () => string): void {
    this.#own.write(text);
  }

  flush(): Promise<void> {
    return this.#own.flush();
  }
}

/** What a window's draft begins with, and whose that was where it was another's. */
interface Begun {
  readonly text: string;
  readonly from?: string;
}

/**
 * The draft of a chat that has not begun. A window goes on with what was written last in its family, once: from then on it has
 * a draft of its own. What another window has emptied says nothing about this one's, unless it was this one's that it had
 * gone on with. Nothing is changed in the folders of others.
 */
export class FamilyDraft {
  readonly #storage: string;
  readonly #name: string;
  readonly #own: TextFile;
  /** Which state of another folder's draft this window's own began with. */
  readonly #from: TextFile;
  #begun: Begun | undefined;
  #isOwn = false;

  constructor(file: string, onProblem: (error: unknown) => void) {
    this.#storage = path.dirname(file);
    this.#name = path.basename(file);
    // That it was emptied is to be known, too.
    this.#own = new TextFile(file, onProblem, { keepsEmpty: true });
    this.#from = new TextFile(path.join(this.#storage, `from-${this.#name}`), onProblem);
  }

  readNow(): string {
    if (this.#isOwn) {
      return this.#own.readNow();
    }
    this.#begun ??= this.#begin();
    return this.#begun.text;
  }

  write(text: () => string): void {
    const from = this.#begun?.from;
    if (!this.#isOwn && from !== undefined) {
      this.#from.write(() => from);
    }
    this.#isOwn = true;
    this.#own.write(text);
  }

  async flush(): Promise<void> {
    await Promise.all([this.#own.flush(), this.#from.flush()]);
  }

  #begin(): Begun {
    const [, ...others] = storageFamily(this.#storage);
    const own = find(this.#storage, this.#name);
    const counting = others.flatMap((folder) => {
      const found = find(folder, this.#name);
      const isOurs = own !== undefined && find(folder, `from-${this.#name}`)?.text === own.state;
      return found !== undefined && (found.text !== "" || isOurs) ? [found] : [];
    });
    const last = newest([own, ...counting]);
    return last === undefined || last === own
      ? { text: own?.text ?? "" }
      : { text: last.text, from: last.state };
  }
}
