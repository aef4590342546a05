import { stripVTControlCharacters } from "node:util";
import * as vscode from "vscode";
import { HumanError } from "../base/humanError.ts";
import type { PromptPart } from "../chat/conversation.ts";
import type { AttachmentStore, UserMessage } from "../chat/ports.ts";
import type { ImageReference } from "../shared/transcript.ts";
import { codeFence } from "./codeFence.ts";
import { lastLines } from "./surroundings.ts";

/** Characters of an output that are sent at most: its end, where what went wrong stands. */
const MOST_TEXT = 20_000;
const MOST_IMAGES = 8;

const ERROR = "application/vnd.code.notebook.error";
const TEXTS = ["application/vnd.code.notebook.stdout", "application/vnd.code.notebook.stderr", "text/plain"];

/** The message that asks about what a notebook's cell has put out, pictures included. */
export async function outputMessage(clicked: unknown, store: AttachmentStore): Promise<UserMessage> {
  const cell = cellOf(clicked);
  if (cell === undefined || cell.outputs.length === 0) {
    throw new HumanError(vscode.l10n.t("This cell has put out nothing. Run it, then try again."));
  }
  const text = cell.outputs
    .map(textOf)
    .filter((part) => part !== "")
    .join("\n")
    .trimEnd();
  const images: ImageReference[] = [];
  for (const item of cell.outputs.flatMap(imageOf).slice(0, MOST_IMAGES)) {
    const bytes = bytesOf(item);
    images.push({
      uri: cell.notebook.uri.toString(),
      label: vscode.l10n.t("Output {0}", images.length + 1),
      mimeType: item.mime,
      size: bytes.length,
      hash: await store.put(bytes),
    });
  }
  const { languageId } = cell.document;
  const question = vscode.l10n.t("Explain the output of this cell.");
  const words = [
    `A cell of a notebook holds this (${languageId}):`,
    codeFence(cell.document.getText(), languageId),
    ...(text === "" ? [] : [`It has put out:\n\n${codeFence(lastLines(text, MOST_TEXT), "")}`]),
    ...(images.length === 0 ? [] : ["It has put out the images that go along."]),
    "Explain the output: what it says, and if something went wrong, why and how to put it right.",
  ];
  const files: readonly PromptPart[] = images.map((file) => ({ type: "file", file }));
  return {
    parts: [
      {
        type: "code",
        code: {
          uri: cell.document.uri.toString(),
          label: cell.notebook.uri.path.slice(cell.notebook.uri.path.lastIndexOf("/") + 1),
          languageId,
          startLine: 0,
          endLine: cell.document.lineCount - 1,
        },
      },
      ...images.map((image) => ({ type: "image", image }) as const),
      { type: "text", text: question },
    ],
    prompt: [...files, { type: "text", text: words.join("\n\n") }],
  };
}

/** A cell's button hands over the cell; from the palette it is the one that has the focus. */
function cellOf(clicked: unknown): vscode.NotebookCell | undefined {
  const editor = vscode.window.activeNotebookEditor;
  const focused = editor?.notebook.cellAt(editor.selection.start);
  if (typeof clicked !== "object" || clicked === null || !("document" in clicked)) {
    return focused;
  }
  const cells = vscode.workspace.notebookDocuments.flatMap((notebook) => notebook.getCells());
  return cells.find(({ document }) => document === clicked.document) ?? focused;
}

/** Outputs say the same in several ways; the first that is text is enough. */
function textOf({ items }: vscode.NotebookCellOutput): string {
  const item = items.find(({ mime }) => mime === ERROR) ?? items.find(({ mime }) => TEXTS.includes(mime));
  if (item === undefined || (item.mime === "text/plain" && items.some(isImage))) {
    return "";
  }
  // An error is JSON, in which the colours of a terminal are escaped.
  const text = new TextDecoder().decode(bytesOf(item)).replaceAll("\\u001b", "\u001b");
  return stripVTControlCharacters(text);
}

function imageOf({ items }: vscode.NotebookCellOutput): readonly vscode.NotebookCellOutputItem[] {
  const image = items.find(isImage);
  return image === undefined ? [] : [image];
}

function isImage({ mime }: vscode.NotebookCellOutputItem): boolean {
  return /^image\/(?:png|jpeg|webp)$/.test(mime);
}

/** In a remote window the bytes of a new notebook come as JSON makes them, `{"type":"Buffer","data":[…]}`. */
function bytesOf({ data }: { readonly data: unknown }): Uint8Array {
  if (data instanceof Uint8Array) {
    return data;
  }
  const isList = typeof data === "object" && data !== null && "data" in data && Array.isArray(data.data);
  return isList ? Uint8Array.from(data.data as readonly unknown[], Number) : new Uint8Array();
}
