import path from "node:path";
import * as vscode from "vscode";
import { HumanError } from "../../base/humanError.ts";
import type { Place } from "./promptFile.ts";
import type { BrokenPrompt, Origin, Prompt } from "./promptFolder.ts";
import type { PromptLibrary, Prompts } from "./promptLibrary.ts";
import type { PromptRunner } from "./promptRunner.ts";
import type { Occasion } from "./promptSubject.ts";
import { troubleSentence } from "./promptWords.ts";

type Item = vscode.QuickPickItem & { readonly choose?: () => Promise<unknown> };

/** Lets a person run the commands in files. */
export class PromptCommands {
  readonly #library: PromptLibrary;
  readonly #runner: PromptRunner;

  constructor(library: PromptLibrary, runner: PromptRunner) {
    this.#library = library;
    this.#runner = runner;
  }

  /** Runs the command of that id. */
  async run(id: string, occasion: Occasion = {}): Promise<void> {
    await this.#runner.run(await this.#library.find(id), occasion);
  }

  /** As a keybinding or a lightbulb names it: by its id, or by that and more. Without one, it is chosen. */
  async runNamed(named: unknown): Promise<void> {
    const { command, input, range } = isObject(named) ? named : { command: named };
    if (command === undefined) {
      await this.pick("palette");
      return;
    }
    if (typeof command !== "string" || (input !== undefined && typeof input !== "string")) {
      throw new HumanError(
        vscode.l10n.t(
          "castor.runCommand takes the name of a command's file, such as {0}. Change the keybinding, then try again.",
          '"args": "fix-this"',
        ),
      );
    }
    const place = range instanceof vscode.Range ? range : undefined;
    await this.run(command.replace(/\.md$/i, ""), { input, range: place });
  }

  /** Lets the person choose from the commands that show in a place. */
  async pick(place: Place, occasion: Occasion = {}): Promise<void> {
    // While one chooses, the editor that it is about has no focus, but it is still the active one.
    const editor = occasion.editor ?? vscode.window.activeTextEditor;
    const items = itemsOf(await this.#library.refresh(), place, editor?.document.languageId, (prompt) =>
      this.#runner.run(prompt, { ...occasion, editor }),
    );
    const picked = await vscode.window.showQuickPick([...items, ...managing()], {
      title: vscode.l10n.t("Castor: Run Command"),
      placeHolder: vscode.l10n.t("What should Castor do?"),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    await picked?.choose?.();
  }
}

function isObject(named: unknown): named is Readonly<Record<string, unknown>> {
  return typeof named === "object" && named !== null;
}

function itemsOf(
  { prompts, broken, restricted }: Prompts,
  place: Place,
  languageId: string | undefined,
  run: (prompt: Prompt) => Promise<void>,
): readonly Item[] {
  const shown = prompts.filter((prompt) => prompt.where.includes(place) && isFor(prompt, languageId));
  const origins: readonly Origin[] = ["workspace", "user", "builtIn"];
  const commands = origins.flatMap((origin): readonly Item[] => [
    separator(originWords(origin)),
    ...shown
      .filter((prompt) => prompt.origin === origin)
      .map((prompt) => ({
        label: prompt.name,
        description: prompt.description,
        choose: () => run(prompt),
      })),
  ]);
  return [
    ...commands,
    ...(broken.length + restricted.length === 0 ? [] : [separator(vscode.l10n.t("not read"))]),
    ...broken.map(brokenItem),
    ...(restricted.length === 0 ? [] : [restrictedItem()]),
  ];
}

/** Whether the command is for a language; of a file in the Explorer nobody knows it yet. */
export function isFor({ languages }: Prompt, languageId: string | undefined): boolean {
  return languages.length === 0 || languageId === undefined || languages.includes(languageId);
}

function originWords(origin: Origin): string {
  switch (origin) {
    case "workspace":
      return vscode.l10n.t("this workspace");
    case "user":
      return vscode.l10n.t("your own");
    case "builtIn":
      return vscode.l10n.t("built in");
  }
}

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function brokenItem({ uri, troubles }: BrokenPrompt): Item {
  const name = path.posix.basename(uri.path);
  const [{ line, column }] = troubles;
  const selection = new vscode.Range(line, column, line, column);
  return {
    label: `$(error) ${name}`,
    detail: troubleSentence(name, troubles[0]),
    choose: async () => vscode.window.showTextDocument(uri, { selection, preview: false }),
  };
}

function restrictedItem(): Item {
  return {
    label: `$(shield) ${vscode.l10n.t("This workspace's own commands are not read")}`,
    detail: vscode.l10n.t("It is restricted. Choose this to decide whether you trust it."),
    choose: async () => vscode.commands.executeCommand("workbench.trust.manage"),
  };
}

function managing(): readonly Item[] {
  const command = (label: string, id: string): Item => ({
    label,
    choose: async () => vscode.commands.executeCommand(id),
  });
  return [
    separator(""),
    command(`$(add) ${vscode.l10n.t("New Custom Command…")}`, "castor.newCustomCommand"),
    command(`$(edit) ${vscode.l10n.t("Edit Custom Commands")}`, "castor.editCustomCommands"),
  ];
}
