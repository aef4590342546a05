import path from "node:path";
import * as vscode from "vscode";
import { DisposableStore, type Disposable } from "../../base/disposable.ts";
import { HumanError } from "../../base/humanError.ts";
import {
  type BrokenPrompt,
  isPromptName,
  type Origin,
  parsePrompt,
  type Prompt,
  readFolder,
} from "./promptFolder.ts";
import { troubleDiagnostic, troubleSentence } from "./promptWords.ts";

/** Where a workspace keeps commands of its own. */
const WORKSPACE_FOLDER = [".castor", "commands"] as const;

export interface PromptFolders {
  /** Of the commands that come with Castor. */
  readonly builtIn: vscode.Uri;
  /** Of the person's own, for all workspaces. */
  readonly user: vscode.Uri;
}

export interface Prompts {
  /** A file of the workspace takes the place of the person's of the same name, that of a built-in one. */
  readonly prompts: readonly Prompt[];
  readonly broken: readonly BrokenPrompt[];
  /** Folders of a restricted workspace, which are not read. */
  readonly restricted: readonly vscode.Uri[];
}

/** The commands that stand in files. Nothing is read before somebody asks; from then on the files are watched. */
export class PromptLibrary implements Disposable {
  readonly #store = new DisposableStore();
  readonly #folders: PromptFolders;
  readonly #onProblem: (error: unknown) => void;
  #watchers: DisposableStore | undefined;
  #diagnostics: vscode.DiagnosticCollection | undefined;
  #prompts: Promise<Prompts> | undefined;

  constructor(folders: PromptFolders, onProblem: (error: unknown) => void) {
    this.#folders = folders;
    this.#onProblem = onProblem;
  }

  get userFolder(): vscode.Uri {
    return this.#folders.user;
  }

  /** Of the open folders, read or not. */
  get workspaceFolders(): readonly vscode.Uri[] {
    return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) =>
      vscode.Uri.joinPath(uri, ...WORKSPACE_FOLDER),
    );
  }

  /** As last read, and not changed since. */
  get(): Promise<Prompts> {
    this.#watch();
    return (this.#prompts ??= this.#read());
  }

  /** As it is on the disk now. */
  refresh(): Promise<Prompts> {
    this.#prompts = undefined;
    return this.get();
  }

  /** The command of that id. Throws a `HumanError`. */
  async find(id: string): Promise<Prompt> {
    const { prompts, broken } = await this.refresh();
    const wrong = broken.find((prompt) => prompt.id === id);
    const prompt = prompts.find((one) => one.id === id);
    if (wrong !== undefined && prompt?.origin !== "workspace") {
      throw new HumanError(troubleSentence(path.posix.basename(wrong.uri.path), wrong.troubles[0]));
    }
    if (prompt === undefined) {
      throw new HumanError(
        vscode.l10n.t(
          "There is no command {0}. Castor: Edit Custom Commands shows those there are; a command's name is that of its file, without .md.",
          id,
        ),
      );
    }
    return prompt;
  }

  dispose(): void {
    this.#watchers?.dispose();
    this.#store.dispose();
  }

  async #read(): Promise<Prompts> {
    const { user, builtIn } = this.#folders;
    const isTrusted = vscode.workspace.isTrusted;
    const own = isTrusted ? this.workspaceFolders : [];
    const found = await Promise.all([
      ...own.map((folder) => readFolder(folder, "workspace")),
      readFolder(user, "user"),
      readFolder(builtIn, "builtIn"),
    ]);
    const all = found.flat();
    const broken = all.filter((file) => "troubles" in file);
    this.#mark(broken);
    const prompts = new Map<string, Prompt>();
    for (const file of all) {
      if (!("troubles" in file) && !prompts.has(file.id)) {
        prompts.set(file.id, file);
      }
    }
    const restricted = isTrusted ? [] : await existing(this.workspaceFolders);
    return { prompts: [...prompts.values()], broken, restricted };
  }

  #mark(broken: readonly BrokenPrompt[]): void {
    this.#diagnostics?.clear();
    for (const { uri, troubles } of broken) {
      this.#diagnostics?.set(uri, troubles.map(troubleDiagnostic));
    }
  }

  #watch(): void {
    if (this.#watchers !== undefined) {
      return;
    }
    const forget = () => {
      this.#prompts = undefined;
    };
    const rewatch = () => {
      forget();
      this.#watchers?.dispose();
      this.#watchers = undefined;
    };
    if (this.#diagnostics === undefined) {
      this.#diagnostics = this.#store.add(vscode.languages.createDiagnosticCollection("castor.commands"));
      this.#store.add(vscode.workspace.onDidChangeWorkspaceFolders(rewatch));
      this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(rewatch));
      this.#store.add(vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#originOf(uri) && forget()));
      this.#store.add(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#onType(document)));
    }
    this.#watchers = new DisposableStore();
    for (const folder of [this.#folders.user, ...this.workspaceFolders]) {
      const pattern = new vscode.RelativePattern(folder, "*.md");
      const watcher = this.#watchers.add(vscode.workspace.createFileSystemWatcher(pattern));
      this.#watchers.add(watcher.onDidCreate(forget));
      this.#watchers.add(watcher.onDidChange(forget));
      this.#watchers.add(watcher.onDidDelete(forget));
    }
  }

  /** What is wrong shows while it is written, as in any language. */
  #onType(document: vscode.TextDocument): void {
    const origin = this.#originOf(document.uri);
    if (origin !== undefined) {
      const { version } = document;
      const marked = parsePrompt(document.uri, origin, document.getText()).then((file) => {
        if (document.version === version) {
          this.#diagnostics?.set(
            document.uri,
            "troubles" in file ? file.troubles.map(troubleDiagnostic) : [],
          );
        }
      });
      void marked.catch(this.#onProblem);
    }
  }

  #originOf(uri: vscode.Uri): Origin | undefined {
    if (!isPromptName(path.posix.basename(uri.path))) {
      return undefined;
    }
    const folder = vscode.Uri.joinPath(uri, "..").toString();
    if (folder === this.#folders.user.toString()) {
      return "user";
    }
    const isOfWorkspace = this.workspaceFolders.some((own) => own.toString() === folder);
    return isOfWorkspace && vscode.workspace.isTrusted ? "workspace" : undefined;
  }
}

async function existing(folders: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      try {
        await vscode.workspace.fs.stat(folder);
        return [folder];
      } catch {
        return [];
      }
    }),
  );
  return found.flat();
}
