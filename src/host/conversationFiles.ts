import * as v from "valibot";
import * as vscode from "vscode";
import type { Conversation } from "../chat/conversation.ts";
import type { ConversationStore } from "../chat/ports.ts";

/** Milliseconds in which changes are gathered before they are written. */
const WRITE_DELAY_MS = 300;
const CURRENT = "castor.conversation";

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

/** One JSON file per conversation, replaced whole by a rename; the workspace remembers which one is open. */
export class ConversationFiles implements ConversationStore {
  readonly #folder: vscode.Uri;
  readonly #memento: vscode.Memento;
  readonly #onProblem: (error: unknown) => void;
  #pending: Conversation | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(folder: vscode.Uri, memento: vscode.Memento, onProblem: (error: unknown) => void) {
    this.#folder = folder;
    this.#memento = memento;
    this.#onProblem = onProblem;
  }

  async load(): Promise<Conversation | undefined> {
    const id = this.#memento.get<string>(CURRENT);
    if (id === undefined) {
      return undefined;
    }
    const uri = this.#uri(id);
    const bytes = await readIfThere(uri);
    if (bytes === undefined) {
      return undefined;
    }
    try {
      const file = v.parse(fileSchema, JSON.parse(new TextDecoder().decode(bytes)));
      return file.conversation as unknown as Conversation;
    } catch (error) {
      // Kept beside, so that nothing is overwritten that could still be rescued.
      await vscode.workspace.fs.rename(uri, uri.with({ path: `${uri.path}.damaged` }), { overwrite: true });
      this.#onProblem(error);
      return undefined;
    }
  }

  save(conversation: Conversation): void {
    if (this.#pending !== undefined && this.#pending.transcript.id !== conversation.transcript.id) {
      this.#write();
    }
    this.#pending = conversation;
    this.#timer ??= setTimeout(() => this.#write(), WRITE_DELAY_MS);
  }

  async flush(): Promise<void> {
    this.#write();
    await this.#writing;
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const conversation = this.#pending;
    this.#pending = undefined;
    if (conversation !== undefined) {
      this.#writing = this.#writing.then(() => this.#replace(conversation)).catch(this.#onProblem);
    }
  }

  async #replace(conversation: Conversation): Promise<void> {
    const { id } = conversation.transcript;
    const target = this.#uri(id);
    const temporary = target.with({ path: `${target.path}.tmp` });
    const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, conversation }));
    await vscode.workspace.fs.writeFile(temporary, bytes);
    await vscode.workspace.fs.rename(temporary, target, { overwrite: true });
    await this.#memento.update(CURRENT, id);
  }

  #uri(id: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, `${id}.json`);
  }
}

async function readIfThere(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    return undefined;
  }
}
