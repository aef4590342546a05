import * as vscode from "vscode";
import type { PromptFault, PromptTrouble } from "./promptFile.ts";

const { t } = vscode.l10n;

/** What is wrong with a command's file, and what to do about it. */
export function faultWords(fault: PromptFault): string {
  switch (fault.type) {
    case "noFrontMatter":
      return t("Begin the file with three lines: ---, then name: and what the command is called, then ---.");
    case "openFrontMatter":
      return t("The front matter does not end. Put a line --- before the prompt.");
    case "syntax":
      return t(
        "The front matter is no YAML: {0} Put a text with special characters in quotes.",
        fault.message,
      );
    case "unknownKey":
      return t("There is no “{0}”. Known are: {1}.", fault.key, fault.known.join(", "));
    case "noName":
      return t("The command has no name. Add a line such as name: Simplify This.");
    case "notText":
      return t("Write a text behind {0}:, in quotes if it has special characters.", fault.key);
    case "wrongValue":
      return t(
        "“{0}” is nothing that {1} can be. Choose from: {2}.",
        fault.value,
        fault.key,
        fault.known.join(", "),
      );
    case "mismatch":
      return t(
        "What takes {0} cannot do {1}. Choose from: {2}.",
        fault.taking,
        fault.doing,
        fault.fitting.join(", "),
      );
    case "notInExplorer":
      return t("The Explorer has files. Write takes: file or takes: image, or leave the Explorer out.");
    case "noQuestion":
      return t("The prompt has {0}, but nobody is asked. Add a line asks: with the question.", "{{input}}");
    case "unknownPlaceholder":
      return t(
        "There is no {0}. Known are: {1}. For the braces themselves write {2}.",
        `{{${fault.name}}}`,
        fault.known.join(", "),
        "\\{{",
      );
    case "noPrompt":
      return t("There is no prompt. Write below the front matter what the model is asked.");
    case "tooLarge":
      return t("This file is too large for a prompt. Keep it below 100 kB.");
    case "unreadable":
      return t("This file cannot be read. Check that you may open it.");
  }
}

/** With the file's name and the line, as a sentence of its own. */
export function troubleSentence(fileName: string, { fault, line }: PromptTrouble): string {
  return t("{0}, line {1}: {2}", fileName, line + 1, faultWords(fault));
}

export function troubleDiagnostic({ fault, line, column, end }: PromptTrouble): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(new vscode.Range(line, column, line, end), faultWords(fault));
  diagnostic.source = "Castor";
  return diagnostic;
}
