import * as vscode from "vscode";

interface LanguageContribution {
  readonly id?: string;
  readonly aliases?: readonly string[];
  readonly extensions?: readonly string[];
}

/** The editor's language for what stands behind a code fence, such as `ts` or `C++`; undefined when it has none. */
export async function languageIdFor(info: string): Promise<string | undefined> {
  const name = info.trim().toLowerCase();
  if (name === "") {
    return undefined;
  }
  const known = await vscode.languages.getLanguages();
  if (known.includes(name)) {
    return name;
  }
  const found = contributions().find(
    ({ aliases = [], extensions = [] }) =>
      aliases.some((alias) => alias.toLowerCase() === name) || extensions.includes(`.${name}`),
  );
  return found?.id;
}

function contributions(): readonly LanguageContribution[] {
  return vscode.extensions.all.flatMap((extension) => {
    const manifest = extension.packageJSON as {
      readonly contributes?: { readonly languages?: readonly LanguageContribution[] };
    };
    return manifest.contributes?.languages ?? [];
  });
}
