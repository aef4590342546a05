import * as vscode from "vscode";
import { HumanError } from "../../base/humanError.ts";
import { codeOnly } from "../fences.ts";
import { modelText, type ModelPorts } from "../modelText.ts";
import { type ProjectInstructions, withInstructions } from "../projectInstructions.ts";
import { waitWords } from "../waitWords.ts";
import { commitPrompt } from "./commitPrompt.ts";
import { cutDiff } from "./cutDiff.ts";
import { fillInput, type InputFilling } from "./fillInput.ts";
import { chooseRepository, gitApi, type GitRepository, UNTRACKED } from "./gitApi.ts";

/** Characters of a diff that are sent at most; a model would take more, and read it less closely. */
const MOST_DIFF = 120_000;
const EARLIER = 10;
const MOST_UNTRACKED = 100;
const NOTE_MS = 10_000;

/** Whether a message is being written. */
const WRITING = "castor.writingCommitMessage";

export interface CommitPorts extends ModelPorts {
  readonly instructions: Pick<ProjectInstructions, "in">;
}

/** Writes commit messages into the input of the Source Control view, as they come. */
export class CommitWriter implements vscode.Disposable {
  readonly #ports: CommitPorts;
  /** By the repository's root. */
  readonly #running = new Map<string, AbortController>();

  constructor(ports: CommitPorts) {
    this.#ports = ports;
  }

  /** @param clicked what the button stands at; without it the view is brought to the front */
  async write(clicked?: unknown): Promise<void> {
    const repository = await chooseRepository(await gitApi(), clicked);
    const root = repository?.rootUri.toString();
    if (repository === undefined || root === undefined || this.#running.has(root)) {
      return;
    }
    const controller = new AbortController();
    this.#running.set(root, controller);
    await this.#setContext();
    try {
      const { prompt, systemInstruction } = await questionFor(repository);
      const instructions = await this.#ports.instructions.in(repository.rootUri);
      const question = { prompt, systemInstruction: withInstructions(systemInstruction, instructions) };
      if (clicked === undefined) {
        await vscode.commands.executeCommand("workbench.view.scm");
      }
      this.#tell(repository, await this.#fill(repository, question, controller));
    } finally {
      controller.abort();
      this.#running.delete(root);
      await this.#setContext();
    }
  }

  /** Ends all that is being written; what has come stays. */
  stop(): void {
    this.#running.forEach((controller) => controller.abort());
  }

  dispose(): void {
    this.stop();
  }

  async #fill(
    { inputBox }: GitRepository,
    question: ReturnType<typeof commitPrompt>,
    { signal }: AbortController,
  ): Promise<InputFilling> {
    const title = vscode.l10n.t("Castor writes the commit message");
    const { SourceControl, Window } = vscode.ProgressLocation;
    return await vscode.window.withProgress({ location: SourceControl }, () =>
      vscode.window.withProgress({ location: Window, title }, (progress) => {
        const { prompt, systemInstruction } = question;
        const answer = modelText(
          this.#ports,
          { parts: [{ text: prompt }], systemInstruction },
          {
            signal,
            onWait: (wait) => progress.report({ message: waitWords(wait, this.#ports.wording) }),
          },
        );
        return fillInput(inputBox, codeOnly(answer, "git-commit"), signal);
      }),
    );
  }

  #tell({ inputBox }: GitRepository, { ending, error, replaced = "" }: InputFilling): void {
    if (ending === "failed") {
      this.#ports.showProblem(this.#ports.wording.failure(error));
    }
    if (replaced.trim() !== "" && ending !== "taken") {
      void offerBack(inputBox, replaced);
    }
  }

  async #setContext(): Promise<void> {
    await vscode.commands.executeCommand("setContext", WRITING, this.#running.size > 0);
  }
}

async function offerBack(input: { value: string }, before: string): Promise<void> {
  const putBack = vscode.l10n.t("Put It Back");
  const message = vscode.l10n.t("The commit message took the place of what you had typed.");
  if ((await vscode.window.showInformationMessage(message, putBack)) === putBack) {
    input.value = before;
  }
}

/** What is staged, else what has changed. */
async function questionFor(repository: GitRepository): Promise<ReturnType<typeof commitPrompt>> {
  const { state, rootUri, inputBox } = repository;
  const isStaged = state.indexChanges.length > 0;
  const diff = await repository.diff(isStaged);
  const untracked = isStaged ? [] : untrackedFiles(repository);
  if (diff.trim() === "" && untracked.length === 0) {
    throw new HumanError(
      vscode.l10n.t(
        "Nothing has changed in {0} that a message could be about.",
        rootUri.path.slice(rootUri.path.lastIndexOf("/") + 1),
      ),
    );
  }
  const { text, cut, files } = cutDiff(diff, MOST_DIFF);
  if (cut > 0) {
    const note = vscode.l10n.t("Castor: of {0} of {1} changed files only a part is sent.", cut, files);
    vscode.window.setStatusBarMessage(note, NOTE_MS);
  }
  return commitPrompt({
    diff: text,
    branch: state.HEAD?.name,
    untracked,
    earlier: await earlierMessages(repository),
    begun: inputBox.value,
  });
}

function untrackedFiles({ state, rootUri }: GitRepository): readonly string[] {
  const root = `${rootUri.path}/`;
  return [...state.workingTreeChanges, ...(state.untrackedChanges ?? [])]
    .filter(({ status }) => status === UNTRACKED)
    .slice(0, MOST_UNTRACKED)
    .map(({ uri: { path } }) => (path.startsWith(root) ? path.slice(root.length) : path));
}

async function earlierMessages(repository: GitRepository): Promise<readonly string[]> {
  try {
    return (await repository.log({ maxEntries: EARLIER })).map(({ message }) => message);
  } catch {
    // A repository without a commit has no log.
    return [];
  }
}
