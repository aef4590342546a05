import * as vscode from "vscode";
import { HumanError } from "../../base/humanError.ts";
import { type CodeContext, contextOf, diagnosticsOf, explainTarget } from "../codeContext.ts";
import { definitionAt, linesAround, withHeading } from "../definitions.ts";
import type { Prompt } from "./promptFolder.ts";

/** Where a command was called; what is left out is taken from the active editor. */
export interface Occasion {
  readonly editor?: vscode.TextEditor | undefined;
  /** What a lightbulb was opened for. */
  readonly range?: vscode.Range | undefined;
  readonly uris?: readonly vscode.Uri[] | undefined;
  /** What the person would be asked. */
  readonly input?: string | undefined;
}

/** What a command is about. */
export type PromptSubject =
  | {
      readonly type: "code";
      readonly editor: vscode.TextEditor;
      readonly code: CodeContext;
      /** What is reported, such as `Error: Cannot find name 'x'.` */
      readonly diagnostics: readonly string[];
    }
  | { readonly type: "files"; readonly uris: readonly vscode.Uri[] }
  | { readonly type: "nothing"; readonly editor: vscode.TextEditor | undefined };

/** Finds what the command is about. Throws a `HumanError` where there is nothing of the kind. */
export async function subjectOf(prompt: Prompt, occasion: Occasion): Promise<PromptSubject> {
  switch (prompt.takes) {
    case "selection":
      return await selectionSubject(prompt, occasion);
    case "problem":
      return await problemSubject(prompt, occasion);
    case "file":
      return await fileSubject(prompt, occasion);
    case "image":
      return { type: "files", uris: chosenFiles(prompt, occasion) };
    case "nothing":
      return { type: "nothing", editor: editorOf(occasion) };
  }
}

async function selectionSubject(prompt: Prompt, occasion: Occasion): Promise<PromptSubject> {
  const editor = editorOf(occasion);
  const range = editor && (await selectionRange(editor, occasion, prompt));
  if (editor === undefined || range === undefined) {
    throw new HumanError(vscode.l10n.t("Open a file and select the code for {0}.", prompt.name));
  }
  return codeSubject(editor, range);
}

async function selectionRange(
  editor: vscode.TextEditor,
  { range = editor.selection }: Occasion,
  { does }: Prompt,
): Promise<vscode.Range | undefined> {
  const { document } = editor;
  if (document.getText(range).trim() !== "") {
    return range;
  }
  if (does === "answer" || does === "insert") {
    return (await explainTarget(editor))?.range;
  }
  const definition = await definitionAt(document, range.start);
  return definition && withHeading(document, definition);
}

async function problemSubject(prompt: Prompt, occasion: Occasion): Promise<PromptSubject> {
  const editor = editorOf(occasion);
  if (editor === undefined) {
    throw new HumanError(vscode.l10n.t("Open a file and put the cursor on a problem for {0}.", prompt.name));
  }
  const { document, selection } = editor;
  const range = occasion.range ?? selection;
  const line = document.lineAt(range.start.line).range;
  const [place] = [range, line].filter((each) => problemsIn(document, each).length > 0);
  if (place === undefined) {
    throw new HumanError(
      vscode.l10n.t("No problem is reported here. Put the cursor on a line with one for {0}.", prompt.name),
    );
  }
  const whole = problemsIn(document, place).reduce((all, problem) => all.union(problem.range), place);
  const subject = codeSubject(editor, await linesAround(document, whole));
  return { ...subject, diagnostics: diagnosticsOf(document, place) };
}

function problemsIn({ uri }: vscode.TextDocument, place: vscode.Range): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ range }) => range.intersection(place) !== undefined);
}

async function fileSubject(prompt: Prompt, occasion: Occasion): Promise<PromptSubject> {
  const [uri, ...others] = chosenFiles(prompt, occasion);
  if (uri !== undefined && prompt.does === "answer" && uri.scheme !== "untitled") {
    return { type: "files", uris: [uri, ...others] };
  }
  if (uri === undefined || others.length > 0) {
    throw new HumanError(vscode.l10n.t("{0} takes one file at a time.", prompt.name));
  }
  const editor = await vscode.window.showTextDocument(uri, { preview: false });
  const { document, selection } = editor;
  if (prompt.does === "tests" && document.getText(selection).trim() !== "") {
    return codeSubject(editor, selection);
  }
  const end = document.lineAt(document.lineCount - 1).range.end;
  return codeSubject(editor, new vscode.Range(new vscode.Position(0, 0), end));
}

function chosenFiles({ name, takes }: Prompt, occasion: Occasion): readonly vscode.Uri[] {
  const { uris = [] } = occasion;
  const uri = uris.length > 0 ? undefined : activeUri(occasion);
  if (uris.length === 0 && uri === undefined) {
    throw new HumanError(
      takes === "image"
        ? vscode.l10n.t("Open an image or right-click one in the Explorer for {0}.", name)
        : vscode.l10n.t("Open a file or right-click one in the Explorer for {0}.", name),
    );
  }
  return uri === undefined ? uris : [uri];
}

function activeUri(occasion: Occasion): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom ? input.uri : editorOf(occasion)?.document.uri;
}

function codeSubject(editor: vscode.TextEditor, range: vscode.Range): PromptSubject & { type: "code" } {
  const { document } = editor;
  return {
    type: "code",
    editor,
    code: contextOf(document, range),
    diagnostics: diagnosticsOf(document, range),
  };
}

function editorOf({ editor = vscode.window.activeTextEditor }: Occasion): vscode.TextEditor | undefined {
  return editor;
}
