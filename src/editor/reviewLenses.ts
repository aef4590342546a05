import * as vscode from "vscode";
import type { Hunk } from "./hunks.ts";
import type { Review } from "./review.ts";

/** What a person can do about a review, above the lines that it is about. */
export function reviewLenses(review: Review): vscode.CodeLens[] {
  return review.isWriting ? writingLenses(review) : [...waitingLenses(review), ...hunkLenses(review)];
}

function writingLenses(review: Review): vscode.CodeLens[] {
  const writing = review.message || vscode.l10n.t("Castor is writing…");
  return [
    lens(review.start, `$(loading~spin) ${writing}`, ""),
    lens(review.start, `$(debug-stop) ${vscode.l10n.t("Stop")}`, "castor.stopGenerating", review),
    lens(review.start, `$(discard) ${vscode.l10n.t("Discard")}`, "castor.discardChanges", review),
  ];
}

function waitingLenses(review: Review): vscode.CodeLens[] {
  const { start, hunks, hiddenCharacters } = review;
  const several = hunks.length > 1;
  const [accept, discard] = several
    ? [vscode.l10n.t("Accept All"), vscode.l10n.t("Discard All")]
    : [vscode.l10n.t("Accept"), vscode.l10n.t("Discard")];
  const warning = vscode.l10n.t("Hidden characters: {0}", hiddenCharacters.join(", "));
  return [
    ...(hiddenCharacters.length > 0 ? [lens(start, `$(warning) ${warning}`, "")] : []),
    lens(start, `$(check) ${accept}`, "castor.acceptChanges", review),
    lens(start, `$(discard) ${discard}`, "castor.discardChanges", review),
    ...(several ? [lens(start, vscode.l10n.t("{0} changes", hunks.length), "")] : []),
  ];
}

function hunkLenses(review: Review): vscode.CodeLens[] {
  return review.hunks.length > 1 ? review.hunks.flatMap((hunk) => lensesOf(review, hunk)) : [];
}

function lensesOf(review: Review, { id, removed }: Hunk): vscode.CodeLens[] {
  const start = review.document.positionAt(removed.start);
  return [
    lens(start, `$(check) ${vscode.l10n.t("Accept This")}`, "castor.acceptChanges", review, id),
    lens(start, `$(discard) ${vscode.l10n.t("Discard This")}`, "castor.discardChanges", review, id),
  ];
}

function lens(
  start: vscode.Position,
  title: string,
  command: string,
  ...args: readonly unknown[]
): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(start, start), { title, command, arguments: [...args] });
}
