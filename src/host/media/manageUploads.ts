import * as vscode from "vscode";
import { HumanError } from "../../base/humanError.ts";
import { GeminiError } from "../../gemini/errors.ts";
import type { File } from "../../gemini/wireFiles.ts";
import type { FileClient } from "../geminiService.ts";
import { sizeWords } from "../sizeWords.ts";
import type { UploadRecords } from "./uploadRecords.ts";

/** Bytes that the files of one project may have together: https://ai.google.dev/gemini-api/docs/files */
const QUOTA = 20e9;

export interface FileItem extends vscode.QuickPickItem {
  readonly file: File;
}

/** Lists what lies on the server for the key in use: size, what is left of its two days, and a way to delete it. */
export async function manageUploads(files: FileClient, records: UploadRecords): Promise<void> {
  const found = await list(files);
  if (found.length === 0) {
    await vscode.window.showInformationMessage(vscode.l10n.t("No files lie on the server for this key."));
    return;
  }
  const { title, items } = uploadList(found, Date.now());
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    matchOnDescription: true,
    title,
    placeHolder: vscode.l10n.t(
      "Choose files to delete from the server; they vanish by themselves after two days.",
    ),
  });
  if (chosen !== undefined && chosen.length > 0 && (await confirmed(chosen.length))) {
    await deleteUploads(
      files,
      records,
      chosen.map(({ file }) => file),
    );
    vscode.window.setStatusBarMessage(vscode.l10n.t("Deleted from the server."), 5000);
  }
}

/** What lies on the server, for the eye. `now` is in milliseconds since the epoch. */
export function uploadList(
  files: readonly File[],
  now: number,
): { readonly title: string; readonly items: readonly FileItem[] } {
  const total = files.reduce((sum, { sizeBytes }) => sum + Number(sizeBytes ?? 0), 0);
  return {
    title: vscode.l10n.t("Uploaded Files: {0} of {1} used", sizeWords(total), sizeWords(QUOTA)),
    items: files.map((file) => toItem(file, now)),
  };
}

/**
 * Deletes files from the server, and what is known of them here. One that is gone already counts as deleted; one that
 * cannot be deleted takes no other with it. Throws a `HumanError` that names those.
 */
export async function deleteUploads(
  client: Pick<FileClient, "deleteFile">,
  records: Pick<UploadRecords, "forget">,
  files: readonly File[],
): Promise<void> {
  const kept: File[] = [];
  let cause: unknown;
  for (const file of files) {
    const { name = "" } = file;
    try {
      await client.deleteFile(name);
      await records.forget([name]);
    } catch (error) {
      if (isGone(error)) {
        await records.forget([name]);
      } else {
        kept.push(file);
        cause = error;
      }
    }
  }
  if (kept.length > 0) {
    const names = kept.map(({ displayName, name = "" }) => displayName ?? name);
    throw new HumanError(
      vscode.l10n.t(
        "{0} could not be deleted from the server. Try again, or wait: uploaded files vanish by themselves after two days.",
        new Intl.ListFormat(vscode.env.language).format(names),
      ),
      { cause },
    );
  }
}

function isGone(error: unknown): boolean {
  return error instanceof GeminiError && (error.kind === "fileState" || error.kind === "notFound");
}

async function list(files: FileClient): Promise<readonly File[]> {
  const progress = {
    location: vscode.ProgressLocation.Window,
    title: vscode.l10n.t("Castor: listing files…"),
  };
  return vscode.window.withProgress(progress, async () => {
    const found: File[] = [];
    for await (const file of files.listFiles()) {
      found.push(file);
    }
    return found;
  });
}

function toItem(file: File, now: number): FileItem {
  const { name = "", displayName, mimeType = "", sizeBytes, expirationTime, state = "" } = file;
  const left = Date.parse(expirationTime ?? "") - now;
  const hours = Number.isFinite(left) ? Math.max(0, Math.round(left / 3_600_000)) : undefined;
  const facts = [
    mimeType,
    sizeWords(Number(sizeBytes ?? 0)),
    hours === undefined ? "" : vscode.l10n.t("{0} h left", hours),
    state === "ACTIVE" ? "" : state,
  ];
  return {
    file,
    // A name may hold what VS Code would show as an icon.
    label: (displayName ?? name).replaceAll("$(", "$ ("),
    description: facts.filter((fact) => fact !== "").join(" · "),
  };
}

async function confirmed(count: number): Promise<boolean> {
  const remove = vscode.l10n.t("Delete");
  const answer = await vscode.window.showWarningMessage(
    count === 1
      ? vscode.l10n.t("Delete this file from the server?")
      : vscode.l10n.t("Delete these {0} files from the server?", count),
    {
      modal: true,
      detail: vscode.l10n.t(
        "The files on your disk stay. Castor uploads them again where a chat needs them.",
      ),
    },
    remove,
  );
  return answer === remove;
}
