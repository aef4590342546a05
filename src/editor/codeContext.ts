import path from "node:path";
import * as vscode from "vscode";
import type { CodeReference } from "../shared/transcript.ts";
import { importLines } from "./importLines.ts";
import { blockAt, firstLines, lastLines } from "./surroundings.ts";
import { innermost, namedSymbols } from "./symbols.ts";

/** How much of a file goes along on either side of what is asked about, in UTF-16 units. */
const EXPLAIN_SURROUNDINGS = 4000;
const CURSOR_SURROUNDINGS = 12_000;

/** How many problems of a line are told. */
const MOST_DIAGNOSTICS = 10;

/** Part of a document, with what stands around it. */
export interface CodeContext {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  readonly code: string;
  readonly languageId: string;
  /** Its path within the workspace; outside one the bare name, for the path is nobody's business. */
  readonly fileName: string;
  readonly before: string;
  readonly after: string;
  /** What the file imports, where that lies before `before`; else empty. */
  readonly imports: string;
}

export interface CursorContext extends CodeContext {
  /** The blanks before the cursor's line. */
  readonly indentation: string;
  readonly insertSpaces: boolean;
  readonly tabSize: number;
  /** What is reported about the line, such as `Error: Cannot find name 'x'.` */
  readonly diagnostics: readonly string[];
}

/**
 * What "explain this" means here: the selection, else the innermost symbol around the cursor, else the block of lines
 * it stands in. Undefined in a document without text.
 */
export async function explainTarget(editor: vscode.TextEditor): Promise<CodeContext | undefined> {
  const { document, selection } = editor;
  if (document.getText(selection).trim() !== "") {
    return contextOf(document, selection, EXPLAIN_SURROUNDINGS);
  }
  const range = (await innermostSymbol(document, selection.active)) ?? blockRange(document, selection.active);
  return range && contextOf(document, range, EXPLAIN_SURROUNDINGS);
}

/** What stands around the cursor, or another place; `code` is the selection, if there is one. */
export function cursorContext(
  editor: vscode.TextEditor,
  selection: vscode.Range = editor.selection,
): CursorContext {
  const { document, options } = editor;
  const line = document.lineAt(selection.start.line);
  return {
    ...contextOf(document, selection, CURSOR_SURROUNDINGS),
    indentation: line.text.slice(
      0,
      Math.min(line.firstNonWhitespaceCharacterIndex, selection.start.character),
    ),
    insertSpaces: options.insertSpaces !== false,
    tabSize: typeof options.tabSize === "number" ? options.tabSize : 4,
    diagnostics: diagnosticsOf(document, line.range),
  };
}

export function diagnosticsOf({ uri }: vscode.TextDocument, within: vscode.Range): readonly string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ range }) => range.intersection(within) !== undefined)
    .slice(0, MOST_DIAGNOSTICS)
    .map(({ severity, message }) => `${vscode.DiagnosticSeverity[severity]}: ${message}`);
}

/** The lines of a range without the blank ones at its ends, and what is reported about them; undefined if all are blank. */
export function linesContext(
  document: vscode.TextDocument,
  { start, end }: vscode.Range,
): (CodeContext & Pick<CursorContext, "diagnostics">) | undefined {
  const isBlank = (line: number) => document.lineAt(line).isEmptyOrWhitespace;
  let [first, last] = [start.line, end.character === 0 && end.line > start.line ? end.line - 1 : end.line];
  while (first <= last && isBlank(first)) first++;
  while (last > first && isBlank(last)) last--;
  if (first > last) {
    return undefined;
  }
  const range = document.validateRange(new vscode.Range(first, 0, last + 1, 0));
  return { ...contextOf(document, range, CURSOR_SURROUNDINGS), diagnostics: diagnosticsOf(document, range) };
}

/** The chip that stands for the code in a conversation. */
export function codeReference({ document, range, languageId }: CodeContext): CodeReference {
  const endsBeforeLine = range.end.character === 0 && range.end.line > range.start.line;
  return {
    uri: document.uri.toString(),
    label: path.posix.basename(document.uri.path),
    languageId,
    startLine: range.start.line,
    endLine: endsBeforeLine ? range.end.line - 1 : range.end.line,
  };
}

export function contextOf(
  document: vscode.TextDocument,
  range: vscode.Range,
  surroundings = CURSOR_SURROUNDINGS,
): CodeContext {
  // One unit more than goes along, so that the cut knows that it is one.
  const from = document.positionAt(Math.max(0, document.offsetAt(range.start) - surroundings - 1));
  const to = document.positionAt(document.offsetAt(range.end) + surroundings + 1);
  const inWorkspace = vscode.workspace.getWorkspaceFolder(document.uri) !== undefined;
  const before = lastLines(document.getText(new vscode.Range(from, range.start)), surroundings);
  const unseen = document.positionAt(document.offsetAt(range.start) - before.length);
  return {
    document,
    range: new vscode.Range(range.start, range.end),
    code: document.getText(range),
    languageId: document.languageId,
    fileName: inWorkspace
      ? vscode.workspace.asRelativePath(document.uri, false)
      : path.posix.basename(document.uri.path),
    before,
    after: firstLines(document.getText(new vscode.Range(range.end, to)), surroundings),
    imports: importLines(document.getText(new vscode.Range(new vscode.Position(0, 0), unseen))),
  };
}

async function innermostSymbol(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Range | undefined> {
  return innermost((await namedSymbols(document)).filter(({ range }) => range.contains(position)))?.range;
}

export function blockRange(
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.Range | undefined {
  const isBlank = (line: number) => document.lineAt(line).isEmptyOrWhitespace;
  const block = blockAt(position.line, document.lineCount, isBlank);
  return (
    block && new vscode.Range(new vscode.Position(block.first, 0), document.lineAt(block.last).range.end)
  );
}
