import * as vscode from "vscode";
import { HumanError } from "../base/humanError.ts";
import { mayWrite } from "./guardedFiles.ts";
import { insertionTarget, insertStream } from "./insertion.ts";

/** Puts finished code where the cursor is, or in place of what is selected, and goes there. */
export async function insertCode(editor: vscode.TextEditor | undefined, code: string): Promise<void> {
  if (editor === undefined) {
    throw new HumanError(vscode.l10n.t("Open a file and put the cursor where the code should go."));
  }
  if (!(await mayWrite(editor.document))) {
    return;
  }
  const { signal } = new AbortController();
  const result = await insertStream(insertionTarget(editor), once(code), { signal });
  if (result.type === "refused") {
    throw new HumanError(
      vscode.l10n.t("This file cannot be written to. Copy it or lift its protection, then try again."),
    );
  }
  await vscode.window.showTextDocument(editor.document, {
    viewColumn: editor.viewColumn ?? vscode.ViewColumn.Active,
    selection: new vscode.Range(result.range.end, result.range.end),
  });
}

async function* once(text: string): AsyncGenerator<string> {
  await Promise.resolve();
  yield text;
}
