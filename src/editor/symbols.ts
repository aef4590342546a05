import * as vscode from "vscode";
import { sleep } from "../base/abort.ts";

/** A language server that is only starting up may take minutes to know its symbols. */
const SYMBOL_PATIENCE_MS = 2000;

export interface NamedSymbol {
  readonly name: string;
  readonly kind: vscode.SymbolKind;
  readonly range: vscode.Range;
}

/** What has a name of its own: nobody asks about `items.map() callback` or `<function>`, as TypeScript calls them. */
export async function namedSymbols(document: vscode.TextDocument): Promise<readonly NamedSymbol[]> {
  const asked = vscode.commands.executeCommand<
    readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined
  >("vscode.executeDocumentSymbolProvider", document.uri);
  return flatten((await within(SYMBOL_PATIENCE_MS, asked)) ?? []);
}

export function innermost(symbols: readonly NamedSymbol[]): NamedSymbol | undefined {
  return symbols.reduce<NamedSymbol | undefined>(
    (inner, symbol) => (inner?.range.contains(symbol.range) === false ? inner : symbol),
    undefined,
  );
}

function flatten(
  symbols: readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[],
): readonly NamedSymbol[] {
  return symbols.flatMap((symbol) => {
    const range = "children" in symbol ? symbol.range : symbol.location.range;
    const inner = "children" in symbol ? flatten(symbol.children) : [];
    const { name, kind } = symbol;
    return /^<.*>$| callback$/.test(name) ? inner : [{ name, kind, range }, ...inner];
  });
}

async function within<T>(milliseconds: number, value: Thenable<T>): Promise<T | undefined> {
  const patience = new AbortController();
  try {
    return await Promise.race([value, sleep(milliseconds, patience.signal).then(() => undefined)]);
  } finally {
    patience.abort();
  }
}
