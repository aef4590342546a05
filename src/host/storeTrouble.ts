import * as vscode from "vscode";
import type { StoreTrouble } from "../chat/ports.ts";

const { t } = vscode.l10n;

/** What went wrong with what is kept, in one or two sentences. */
export function storeTroubleWords(trouble: StoreTrouble): string {
  switch (trouble.type) {
    case "torn":
      return t(
        "The last words of this conversation were not wholly written when Castor ended, and are left out. All before them is there.",
      );
    case "damaged":
      return t(
        "A part of this conversation cannot be read any more. All else is there, and Castor keeps the damaged file as it is.",
      );
    case "newer":
      return t(
        "This conversation was continued with a newer version of Castor. Update Castor to see all of it; nothing is lost.",
      );
    case "unreadable":
      return t(
        "The conversation cannot be read: {0}. A new one begins, and what is kept stays as it is.",
        reason(trouble.error),
      );
    case "unwritable":
      return t(
        "The conversation cannot be written: {0}. It goes on in memory, and is written as soon as that is possible.",
        reason(trouble.error),
      );
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return t("the disk is full");
    case "EACCES":
    case "EPERM":
      return t("Castor may not write to its own storage folder");
    case "EROFS":
      return t("the disk is read-only");
    default:
      return code === "" ? t("the disk refused") : t("the disk refused ({0})", code);
  }
}
