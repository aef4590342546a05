import * as vscode from "vscode";
import { HumanError } from "../../base/humanError.ts";

/** Why a file cannot be sent, in words that stand on their own and in words for where its name stands already. */
export class FileProblem extends HumanError {
  /** Without the file's name. */
  readonly reason: string;
  /** True where trying again may help. */
  readonly retryable: boolean;

  constructor(
    label: string,
    reason: string,
    options: { readonly retryable?: boolean; readonly cause?: unknown } = {},
  ) {
    const { retryable = false, ...rest } = options;
    super(vscode.l10n.t("{0}: {1}", label, reason), rest);
    this.reason = reason;
    this.retryable = retryable;
  }
}

/** An image that has to be made into another before it is sent, which the panel's page can do. */
export class NeedsConversion extends FileProblem {
  readonly mimeType: string;

  constructor(label: string, typeName: string, mimeType: string) {
    super(
      label,
      vscode.l10n.t(
        "{0}, which Gemini does not take. Attach it to the chat: it becomes a PNG there.",
        typeName,
      ),
    );
    this.mimeType = mimeType;
  }
}
