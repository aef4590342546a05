import * as vscode from "vscode";
import { sleep } from "../../base/abort.ts";
import type { ClipboardContent } from "./pasteKinds.ts";

const KIND = vscode.DocumentDropOrPasteEditKind.Empty.append("castor", "read");

/** A large screenshot takes its time; a clipboard that holds nothing for a paste says nothing at all. */
const PATIENCE_MS = 3000;

/**
 * What lies on the clipboard. Images reach an extension only as a paste, so one is made that changes nothing; the
 * provider is there no longer than that, and no other paste waits for it.
 */
export async function readClipboard(): Promise<ClipboardContent> {
  if (vscode.env.uiKind === vscode.UIKind.Web) {
    // There it would be a plain paste, past the provider.
    return { text: await vscode.env.clipboard.readText() };
  }
  const read = Promise.withResolvers<ClipboardContent>();
  const patience = new AbortController();
  const provider = vscode.languages.registerDocumentPasteEditProvider(
    [{ pattern: "**" }, { scheme: "untitled" }],
    {
      provideDocumentPasteEdits: async (document, ranges, data, { only }) => {
        if (only?.value !== KIND.value) {
          return undefined;
        }
        read.resolve(await contentOf(data));
        const [range] = ranges;
        return range && ranges.length === 1
          ? [new vscode.DocumentPasteEdit(document.getText(range), "", KIND)]
          : undefined;
      },
    },
    { providedPasteEditKinds: [KIND], pasteMimeTypes: ["image/*", "text/*"] },
  );
  try {
    await vscode.commands.executeCommand("editor.action.pasteAs", { kind: KIND.value });
    const content = await Promise.race([
      read.promise,
      sleep(PATIENCE_MS, patience.signal).then(() => undefined),
    ]);
    return content ?? { text: await vscode.env.clipboard.readText() };
  } finally {
    patience.abort();
    provider.dispose();
  }
}

/** An image goes before the text that programs put beside it, but a table's text before its picture. */
export async function contentOf(data: vscode.DataTransfer): Promise<ClipboardContent> {
  const text = (await data.get("text/plain")?.asString()) ?? "";
  if (text.trim() === "") {
    for (const [mimeType, item] of data) {
      const file = mimeType.startsWith("image/") ? item.asFile() : undefined;
      if (file !== undefined) {
        return { image: { mimeType, bytes: await file.data() }, text: "" };
      }
    }
  }
  return { text };
}
