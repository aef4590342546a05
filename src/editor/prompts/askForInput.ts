import * as vscode from "vscode";
import type { Prompt } from "./promptFolder.ts";

interface LanguageContribution {
  readonly id?: string;
  readonly aliases?: readonly string[];
}

/** Asks what the command wants to know; empty if that is nothing, undefined if the person thought better of it. */
export async function askForInput(
  { name, asks, choices }: Prompt,
  remembered: string,
): Promise<string | undefined> {
  if (asks === "") {
    return "";
  }
  const title = vscode.l10n.t("Castor: {0}", name);
  // Nothing is an answer too: the prompt says what it means.
  const type = async (value: string) =>
    (await vscode.window.showInputBox({ title, prompt: asks, value }))?.trim();
  if (choices.length === 0) {
    return await type(remembered);
  }
  const other = { label: vscode.l10n.t("Other…"), alwaysShow: true };
  const items = (choices === "languages" ? await languageNames() : choices).map((label) => ({ label }));
  const last = items.filter(({ label }) => label === remembered);
  const rest = items.filter(({ label }) => label !== remembered);
  const picked = await vscode.window.showQuickPick([...last, ...rest, other], { title, placeHolder: asks });
  return picked === other ? await type("") : picked?.label;
}

/** The languages that the editor knows, by the names it shows for them. */
async function languageNames(): Promise<readonly string[]> {
  const known = new Set(await vscode.languages.getLanguages());
  const contributed = vscode.extensions.all.flatMap((extension) => {
    const manifest = extension.packageJSON as {
      readonly contributes?: { readonly languages?: readonly LanguageContribution[] };
    };
    return manifest.contributes?.languages ?? [];
  });
  const names = contributed.flatMap(({ id, aliases }) =>
    id !== undefined && known.has(id) && aliases?.[0] !== undefined ? [aliases[0]] : [],
  );
  return [...new Set(names)].toSorted((a, b) => a.localeCompare(b));
}
