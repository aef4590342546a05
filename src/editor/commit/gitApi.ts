import * as vscode from "vscode";
import { HumanError } from "../../base/humanError.ts";

/** What is used of the API of VS Code's own Git extension: https://github.com/microsoft/vscode/tree/main/extensions/git */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  readonly ui: { readonly selected: boolean };
  readonly state: {
    readonly HEAD: { readonly name?: string } | undefined;
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    readonly untrackedChanges?: readonly GitChange[];
    readonly mergeChanges: readonly GitChange[];
  };
  /** As `git diff` prints it; `cached` for what is staged. */
  diff(cached?: boolean): Promise<string>;
  log(options: { readonly maxEntries: number }): Promise<readonly { readonly message: string }[]>;
}

interface GitChange {
  readonly uri: vscode.Uri;
  readonly status: number;
}

export interface GitApi {
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null;
  /** Where a version of a file is read; `~` is the staged one, or that of the last commit. */
  toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** The status of a file that git does not know, in the words of the Git extension. */
export const UNTRACKED = 7;

/** Throws a `HumanError` where VS Code has no Git, or may not use it. */
export async function gitApi(): Promise<GitApi> {
  const extension = vscode.extensions.getExtension<GitExtension>("vscode.git");
  if (extension === undefined) {
    throw new HumanError(
      vscode.l10n.t("VS Code's Git extension is not there or is disabled. Enable it, then try again."),
    );
  }
  const git = await extension.activate();
  if (!git.enabled) {
    throw new HumanError(
      vscode.l10n.t("Git is turned off here: by the setting git.enabled, or because there is no git to run."),
    );
  }
  return git.getAPI(1);
}

/** The repository that is meant: the one whose button was clicked, the only one, else the one in use. */
export async function chooseRepository(api: GitApi, clicked: unknown): Promise<GitRepository | undefined> {
  const { repositories } = api;
  const root = rootOf(clicked);
  const known = root && repositories.find(({ rootUri }) => rootUri.toString() === root.toString());
  if (known !== undefined || repositories.length < 2) {
    return known ?? repositories[0] ?? noRepository();
  }
  const { activeTextEditor } = vscode.window;
  const active = activeTextEditor && api.getRepository(activeTextEditor.document.uri);
  const inUse = active ?? repositories.find(({ ui }) => ui.selected);
  const rows = [...repositories]
    .sort((a, b) => Number(b === inUse) - Number(a === inUse))
    .map((repository) => ({
      label: repository.rootUri.path.slice(repository.rootUri.path.lastIndexOf("/") + 1),
      description: repository.state.HEAD?.name ?? "",
      repository,
    }));
  const title = vscode.l10n.t("Castor: Write Commit Message");
  const placeHolder = vscode.l10n.t("For which repository?");
  return (await vscode.window.showQuickPick(rows, { title, placeHolder }))?.repository;
}

/** A button of the Source Control view hands over the provider it stands at. */
function rootOf(clicked: unknown): vscode.Uri | undefined {
  return typeof clicked === "object" &&
    clicked !== null &&
    "rootUri" in clicked &&
    clicked.rootUri instanceof vscode.Uri
    ? clicked.rootUri
    : undefined;
}

function noRepository(): never {
  throw new HumanError(vscode.l10n.t("No folder that is open here is a Git repository."));
}
