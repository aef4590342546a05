import * as vscode from "vscode";
import { HumanError } from "../../base/humanError.ts";
import { type ConversationFile, recordsOf } from "../../chat/files/conversationFile.ts";
import { ImportProblem, type ImportProblemKind } from "../../chat/files/importProblem.ts";
import { filesElsewhere, type Imported, readImport, withoutFiles } from "../../chat/files/readImport.ts";
import type { AttachmentStore } from "../../chat/ports.ts";
import type { ConversationRecord } from "../../chat/store/records.ts";
import { studioWords } from "./fileWords.ts";

const { t } = vscode.l10n;

/** Bytes that a file may have. */
const MOST_BYTES = 400 * 1024 * 1024;
/** Names of files that a question lists. */
const LISTED = 10;

export interface ImportPorts {
  readonly attachments: AttachmentStore;
  readonly mediaFolder: vscode.Uri;
  /** Takes the conversation in and opens it. */
  readonly add: (records: readonly ConversationRecord[]) => Promise<void>;
}

/** Asks for a file where none is given, and makes a conversation of it. */
export async function importConversation(ports: ImportPorts, given?: vscode.Uri): Promise<void> {
  const source = given ?? (await askFile());
  if (source === undefined) {
    return;
  }
  const imported = await read(source, ports);
  const file = await withAllowedFiles(imported.file, ports);
  if (file !== undefined) {
    await ports.add(recordsOf(file, Date.now()));
    void tell(imported);
  }
}

async function askFile(): Promise<vscode.Uri | undefined> {
  const files = await vscode.window.showOpenDialog({
    title: t("Import a Conversation"),
    openLabel: t("Import"),
    filters: { [t("Conversations")]: ["json", "md"], [t("All Files")]: ["*"] },
  });
  return files?.[0];
}

async function read(source: vscode.Uri, { attachments, mediaFolder }: ImportPorts): Promise<Imported> {
  try {
    if ((await vscode.workspace.fs.stat(source)).size > MOST_BYTES) {
      throw new ImportProblem("tooLarge");
    }
    const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(source));
    const keep = async (base64: string) => {
      const hash = await attachments.putBase64(base64);
      return { hash, uri: vscode.Uri.joinPath(mediaFolder, hash).toString() };
    };
    return await readImport(content, { words: studioWords(), keep, at: new Date() });
  } catch (error) {
    throw error instanceof ImportProblem ? new HumanError(problemWords(error.kind)) : error;
  }
}

/**
 * Files that are only named by where they lie would be read there and sent with the next question: whoever wrote the file
 * may name any. Undefined where the person has thought better of it.
 */
async function withAllowedFiles(
  file: ConversationFile,
  { attachments }: ImportPorts,
): Promise<ConversationFile | undefined> {
  const has = async (hash: string) => (await attachments.get(hash)) !== undefined;
  const files = await filesElsewhere(file, has);
  if (files.length === 0) {
    return file;
  }
  const [leave, allow] = [t("Leave Them Out"), t("Send Them")];
  const names = files.slice(0, LISTED).map(({ uri }) => decodeURIComponentSafely(uri));
  const detail = [...names, ...(files.length > LISTED ? ["…"] : [])].join("\n");
  const question = t(
    "The conversation names {0} files by where they lie. Are they to be read there and sent with your next question?",
    files.length,
  );
  const choice = await vscode.window.showWarningMessage(question, { modal: true, detail }, leave, allow);
  if (choice === undefined) {
    return undefined;
  }
  return choice === allow ? file : withoutFiles(file, files);
}

function decodeURIComponentSafely(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

async function tell({ textOnly, systemInstruction, missingFiles }: Imported): Promise<void> {
  const sentences = [
    t("The conversation is imported."),
    ...(textOnly
      ? [t("The file was changed since it was exported, so only its text was taken, as it reads now.")]
      : []),
    ...(missingFiles > 0 ? [t("{0} files are in Google Drive, and are only named here.", missingFiles)] : []),
    ...(systemInstruction === ""
      ? []
      : [t("It had a system instruction; in Castor that is a setting, `castor.systemInstruction`.")]),
  ];
  const copy = t("Copy System Instruction");
  const actions = systemInstruction === "" ? [] : [copy];
  if ((await vscode.window.showInformationMessage(sentences.join(" "), ...actions)) === copy) {
    await vscode.env.clipboard.writeText(systemInstruction);
  }
}

function problemWords(kind: ImportProblemKind): string {
  switch (kind) {
    case "unknown":
      return t(
        "This is no conversation that Castor can read. Choose a file that Castor has exported as JSON or Markdown, or one of Google AI Studio.",
      );
    case "damaged":
      return t("The file is damaged: a part of it is not as it was written. Export the conversation again.");
    case "newer":
      return t("The file was made by a newer version of Castor. Update Castor, then import it.");
    case "tooLarge":
      return t(
        "The file is too large to be imported. Export the conversation as Markdown, without its media.",
      );
    case "empty":
      return t("Nothing was said in this conversation, so there is nothing to import.");
  }
}
