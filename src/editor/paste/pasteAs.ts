import * as vscode from "vscode";
import { HumanError } from "../../base/humanError.ts";
import { cursorContext } from "../codeContext.ts";
import type { CodeWriter } from "../codeWriter.ts";
import { codeOnly } from "../fences.ts";
import { insertionTarget } from "../insertion.ts";
import { type ClipboardContent, type PasteKind, pasteKinds } from "./pasteKinds.ts";
import { pastePrompt } from "./pastePrompt.ts";

/** Bytes of an image that fit into a request. */
const MOST_BYTES = 14 * 1024 * 1024;

export interface PasteAsPorts {
  readonly writer: CodeWriter;
  readonly read: () => Promise<ClipboardContent>;
  readonly warm: () => void;
}

/** Has what was copied written into the document as something else. Nothing is sent before the person has chosen. */
export async function pasteAs({ writer, read, warm }: PasteAsPorts): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    throw new HumanError(vscode.l10n.t("Open a file and put the cursor where it should be pasted."));
  }
  const target = insertionTarget(editor);
  const context = cursorContext(editor);
  const content = await read();
  const kinds = pasteKinds(content, context.languageId);
  if (kinds.length === 0) {
    throw new HumanError(
      vscode.l10n.t("Copy a screenshot, a table or some text first, then paste it again."),
    );
  }
  if ((content.image?.bytes.length ?? 0) > MOST_BYTES) {
    throw new HumanError(
      vscode.l10n.t("This image is too large to paste. Save it as a file and attach it in the chat."),
    );
  }
  warm();
  const kind = await chooseKind(kinds, content, context.languageId);
  if (kind !== undefined) {
    const { image, text } = content;
    const { prompt, systemInstruction } = pastePrompt({ ...context, kind, ...(!image && { text }) });
    const data = image && Buffer.from(image.bytes).toString("base64");
    const parts = [
      ...(image && data !== undefined ? [{ inlineData: { mimeType: image.mimeType, data } }] : []),
      { text: prompt },
    ];
    const language = kind === "code" || kind === "mermaid" ? context.languageId : RESULTS[kind];
    await writer.write({
      target,
      question: { parts, systemInstruction },
      shape: (chunks) => codeOnly(chunks, language),
      mode: "insert",
    });
  }
}

/** As which language the answer is read: it says which fences are part of it. */
const RESULTS = { csv: "csv", markdownTable: "markdown", altText: "plaintext" } as const;

async function chooseKind(
  kinds: readonly PasteKind[],
  { image, text }: ClipboardContent,
  languageId: string,
): Promise<PasteKind | undefined> {
  const labels: Readonly<Record<PasteKind, string>> = {
    code: vscode.l10n.t("Code ({0})", languageId),
    csv: vscode.l10n.t("CSV"),
    markdownTable: vscode.l10n.t("Markdown Table"),
    mermaid: vscode.l10n.t("Mermaid Diagram"),
    altText: vscode.l10n.t("Alt Text"),
  };
  const lines = text.trim().split("\n").length;
  const placeHolder =
    image === undefined
      ? vscode.l10n.t("Paste the {0} lines that were copied as…", lines)
      : vscode.l10n.t("Paste the image that was copied as…");
  const rows = kinds.map((wanted) => ({ label: labels[wanted], wanted }));
  const title = vscode.l10n.t("Paste as… (Castor)");
  return (await vscode.window.showQuickPick(rows, { title, placeHolder }))?.wanted;
}
