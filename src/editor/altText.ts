import * as vscode from "vscode";
import { HumanError } from "../base/humanError.ts";
import { escapeAltText, findImageReference, type ImageReferenceInText } from "./imageReference.ts";
import { type InsertionTarget, insertionTarget } from "./insertion.ts";

/** An image in a text, where its alternative text goes, and how that has to look there. */
export interface AltTextPlace {
  readonly image: vscode.Uri;
  readonly target: InsertionTarget;
  readonly shape: (chunks: AsyncIterable<string>) => AsyncIterable<string>;
}

/** The image that the cursor's line refers to. Throws a `HumanError` where there is none that lies in a file. */
export function altTextPlace(editor: vscode.TextEditor | undefined): AltTextPlace {
  const reference = editor && findImageReference(lineOf(editor).text, editor.selection.active.character);
  if (editor === undefined || reference === undefined) {
    throw new HumanError(
      vscode.l10n.t("Put the cursor on an image of a Markdown or HTML file, such as ![](picture.png)."),
    );
  }
  const { line } = editor.selection.active;
  const range = new vscode.Range(line, reference.start, line, reference.end);
  return {
    image: resolve(editor.document.uri, reference.source),
    target: { ...insertionTarget(editor), range },
    shape: (chunks) => inPlace(chunks, reference),
  };
}

function lineOf({ document, selection }: vscode.TextEditor): vscode.TextLine {
  return document.lineAt(selection.active.line);
}

function resolve(document: vscode.Uri, source: string): vscode.Uri {
  if (/^[a-z][a-z0-9+.-]+:/i.test(source)) {
    throw new HumanError(
      vscode.l10n.t("{0} is not a file here. Castor describes images that lie beside the text.", source),
    );
  }
  const path = decode(source.replace(/[?#].*$/s, ""));
  const folder = vscode.workspace.getWorkspaceFolder(document)?.uri;
  return path.startsWith("/") && folder !== undefined
    ? vscode.Uri.joinPath(folder, path)
    : vscode.Uri.joinPath(document, "..", path);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function* inPlace(
  chunks: AsyncIterable<string>,
  { before, after, kind }: ImageReferenceInText,
): AsyncGenerator<string, void, undefined> {
  yield before;
  // A blank waits for what follows it: the answer may end with a line break.
  let blank = "";
  let begun = false;
  for await (const chunk of chunks) {
    const text: string = `${blank}${escapeAltText(chunk, kind)}`.replace(/ +/g, " ");
    const shown: string = begun ? text.trimEnd() : text.trim();
    begun ||= shown !== "";
    blank = begun && text.endsWith(" ") ? " " : "";
    yield shown;
  }
  yield after;
}
