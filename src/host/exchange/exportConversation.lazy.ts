import { homedir } from "node:os";
import * as vscode from "vscode";
import { HumanError } from "../../base/humanError.ts";
import type { ConversationTree } from "../../chat/conversationTree.ts";
import {
  type ConversationFile,
  conversationFile,
  mediaOf,
  type MediaReference,
} from "../../chat/files/conversationFile.ts";
import { writeHtmlFile } from "../../chat/files/htmlFile.ts";
import { writeMarkdownFile } from "../../chat/files/markdownFile.ts";
import { turnMarkdown } from "../../chat/files/turnMarkdown.ts";
import type { AttachmentStore } from "../../chat/ports.ts";
import { titleOf } from "../../chat/store/indexEntry.ts";
import { type Redact, redactJson } from "../../gemini/redact.ts";
import type { Turn } from "../../shared/transcript.ts";
import { withCopies } from "./fileCopies.ts";
import { fileName, mediaName } from "./exportNames.ts";
import { fileWords } from "./fileWords.ts";

const { t } = vscode.l10n;

/** Characters of base64 that a file takes at most: a string of JavaScript, and an editor, have an end. */
const MOST_MEDIA = 256 * 1024 * 1024;
/** Characters that a document which is not saved may have. */
const MOST_UNTITLED = 20 * 1024 * 1024;

export type ExportFormat = "markdown" | "html" | "json";
export type ExportTarget = "save" | "open";

export interface ExportPorts {
  readonly attachments: AttachmentStore;
  /** No API key leaves with a conversation, wherever in it somebody has written it. */
  readonly redact: Redact;
}

const languages: Readonly<Record<ExportFormat, string>> = {
  markdown: "markdown",
  html: "html",
  json: "json",
};
const endings: Readonly<Record<ExportFormat, string>> = { markdown: "md", html: "html", json: "json" };

/** Asks how, and writes the conversation into a file or a new document. */
export async function exportConversation(tree: ConversationTree, ports: ExportPorts): Promise<void> {
  if (tree.turns.length === 0) {
    await vscode.window.showInformationMessage(t("There is nothing to export yet: ask something first."));
    return;
  }
  const format = await askFormat();
  const target = format && (await askTarget(format));
  if (format !== undefined && target !== undefined) {
    await (target === "open" ? openExport(tree, format, ports) : saveExport(tree, format, ports));
  }
}

async function askFormat(): Promise<ExportFormat | undefined> {
  const formats: readonly (vscode.QuickPickItem & { readonly format: ExportFormat })[] = [
    {
      format: "markdown",
      label: "Markdown",
      description: t("to be read, with a folder for its media; can be imported again"),
    },
    { format: "html", label: "HTML", description: t("one file to be read in a browser, images included") },
    {
      format: "json",
      label: "JSON",
      description: t("everything, every version of it; can be imported again"),
    },
  ];
  return (await vscode.window.showQuickPick(formats, { title: t("Export the Conversation As") }))?.format;
}

async function askTarget(format: ExportFormat): Promise<ExportTarget | undefined> {
  const targets: readonly (vscode.QuickPickItem & { readonly target: ExportTarget })[] = [
    { target: "save", label: t("Save to a File…") },
    {
      target: "open",
      label: t("Open as a New Document"),
      ...(format === "markdown" && { description: t("media are only named") }),
    },
  ];
  return (await vscode.window.showQuickPick(targets, { title: t("Export the Conversation") }))?.target;
}

/** A turn as Markdown, to be pasted elsewhere. */
export function copiedTurn(turn: Turn, redact: Redact): string {
  return redact(turnMarkdown(turn, { words: fileWords(), link: () => undefined }));
}

/** A document that is not saved. */
export async function openExport(
  tree: ConversationTree,
  format: ExportFormat,
  ports: ExportPorts,
): Promise<void> {
  const { content } = await contentOf(tree, format, ports);
  if (content.length > MOST_UNTITLED) {
    throw new HumanError(
      t("The conversation is too large for a document that is not saved. Save it to a file instead."),
    );
  }
  const document = await vscode.workspace.openTextDocument({ content, language: languages[format] });
  await vscode.window.showTextDocument(document);
}

async function saveExport(tree: ConversationTree, format: ExportFormat, ports: ExportPorts): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const name = `${fileName(titleOf(tree), "conversation")}.${endings[format]}`;
  const target = await vscode.window.showSaveDialog({
    title: t("Export the Conversation"),
    defaultUri: vscode.Uri.joinPath(folder, name),
    filters: { [format === "markdown" ? "Markdown" : format.toUpperCase()]: [endings[format]] },
  });
  if (target !== undefined) {
    const missing = await writeExport(tree, format, target, ports);
    const open = t("Open");
    const words =
      missing === 0
        ? t("The conversation is exported.")
        : t("The conversation is exported without {0} of its files, which are gone or too large.", missing);
    if ((await vscode.window.showInformationMessage(words, open)) === open) {
      await vscode.commands.executeCommand("vscode.open", target);
    }
  }
}

/** Writes the file, and for Markdown its media into a folder beside it. Gives back how many could not be had. */
export async function writeExport(
  tree: ConversationTree,
  format: ExportFormat,
  target: vscode.Uri,
  ports: ExportPorts,
): Promise<number> {
  const base = target.path.slice(target.path.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
  const folder = `${base}-media`;
  const { content, media, missing } = await contentOf(tree, format, ports, folder);
  for (const [name, bytes] of media) {
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(target, "..", folder, name), bytes);
  }
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(content));
  return missing;
}

interface Content {
  readonly content: string;
  /** Bytes of what lies beside it, by name. */
  readonly media: ReadonlyMap<string, Uint8Array>;
  readonly missing: number;
}

async function contentOf(
  tree: ConversationTree,
  format: ExportFormat,
  { attachments, redact }: ExportPorts,
  folder?: string,
): Promise<Content> {
  // It changes what stands in strings, and nothing else.
  const named = redactJson(conversationFile(tree, new Date()), redact) as ConversationFile;
  const isTextOnly = format === "markdown" && folder === undefined;
  const {
    file,
    bytes,
    missing: left,
  } = isTextOnly
    ? { file: named, bytes: attachments, missing: 0 }
    : await withCopies(named, attachments, redact);
  const [title, words] = [redact(titleOf(tree)), fileWords()];
  if (format === "markdown") {
    const media = folder === undefined ? new Map<string, Uint8Array>() : await bytesOf(file, bytes);
    const link = (reference: MediaReference) => {
      const name = mediaName(reference);
      return media.has(name) ? `${linkPart(folder ?? "")}/${linkPart(name)}` : undefined;
    };
    const content = await writeMarkdownFile(file, { title: title || words.untitled, words, link });
    const missing = folder === undefined ? 0 : left + mediaOf(file).length - media.size;
    return { content, media, missing };
  }
  const inside = await base64Of(file, bytes);
  const missing = left + mediaOf(file).length - Object.keys(inside).length;
  const content =
    format === "json"
      ? `${JSON.stringify({ ...file, media: inside }, undefined, 2)}\n`
      : await writeHtmlFile(file, {
          title,
          words,
          language: vscode.env.language,
          bytes: ({ hash }) => (Object.hasOwn(inside, hash) ? inside[hash] : undefined),
        });
  return { content, media: new Map(), missing };
}

/** A parenthesis would end the link. */
function linkPart(name: string): string {
  return encodeURIComponent(name).replaceAll("(", "%28").replaceAll(")", "%29");
}

type Bytes = Pick<AttachmentStore, "get">;

async function bytesOf(file: ConversationFile, store: Bytes): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const reference of mediaOf(file)) {
    const bytes = await store.get(reference.hash);
    if (bytes !== undefined) {
      found.set(mediaName(reference), bytes);
    }
  }
  return found;
}

async function base64Of(file: ConversationFile, store: Bytes): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  let size = 0;
  for (const { hash } of mediaOf(file)) {
    const bytes = await store.get(hash);
    const length = Math.ceil((bytes?.byteLength ?? 0) / 3) * 4;
    if (bytes !== undefined && size + length <= MOST_MEDIA) {
      size += length;
      found[hash] = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
    }
  }
  return found;
}
