import * as vscode from "vscode";
import { blockRange } from "./codeContext.ts";
import { innermost, namedSymbols } from "./symbols.ts";

/** Lines that a model is to write anew for one problem, at most; more would take long to come. */
const MOST_LINES = 150;
/** Lines on either side of a problem in code without a shape. */
const LINES_AROUND = 30;

/** What one writes documentation for, rather than a variable in it. */
const DEFINITIONS: ReadonlySet<vscode.SymbolKind> = new Set([
  vscode.SymbolKind.Class,
  vscode.SymbolKind.Constructor,
  vscode.SymbolKind.Enum,
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Interface,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Struct,
]);

/** The innermost function, class or the like around a place, else any symbol, else the block of lines. */
export async function definitionAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Range | undefined> {
  const around = (await namedSymbols(document)).filter(({ range }) => range.contains(position));
  const definition = innermost(around.filter(({ kind }) => DEFINITIONS.has(kind))) ?? innermost(around);
  return definition?.range ?? blockRange(document, position);
}

/** The lines that have to be seen, and may change, to solve a problem: those of the definition around it, if not too many. */
export async function linesAround(
  document: vscode.TextDocument,
  problem: vscode.Range,
): Promise<vscode.Range> {
  const symbols = (await namedSymbols(document)).filter(
    ({ range }) => range.contains(problem) && !range.isSingleLine && lineCount(range) <= MOST_LINES,
  );
  const definition = innermost(symbols)?.range ?? blockRange(document, problem.start);
  const lines = definition?.union(problem) ?? problem;
  if (lineCount(lines) <= MOST_LINES) {
    return lines;
  }
  const first = Math.max(lines.start.line, problem.start.line - LINES_AROUND);
  const last = Math.min(lines.end.line, problem.start.line + LINES_AROUND);
  return new vscode.Range(first, 0, last, document.lineAt(last).text.length);
}

/** With the comments and decorators right above it, which language servers do not count in. */
export function withHeading(document: vscode.TextDocument, range: vscode.Range): vscode.Range {
  let line = range.start.line;
  while (line > 0 && isHeading(document.lineAt(line - 1).text)) line--;
  return line === range.start.line ? range : new vscode.Range(new vscode.Position(line, 0), range.end);
}

function isHeading(line: string): boolean {
  return /^\s*(\/\/|\/\*|\*|#(?!include|define|if|endif|!)|--|@\w|\[\w+.*\]\s*$)/.test(line);
}

function lineCount({ start, end }: vscode.Range): number {
  return end.line - start.line + 1;
}
