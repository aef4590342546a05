import { HumanError } from "../../base/humanError.ts";

interface FileProblemOptions {
  /** True where trying again may help. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** Why a file cannot be sent: a sentence that names it, and words for where its name stands already. */
export class FileProblem extends HumanError {
  /** Without the file's name. */
  readonly reason: string;
  readonly retryable: boolean;

  constructor(sentence: string, reason: string, { retryable = false, cause }: FileProblemOptions = {}) {
    super(sentence, { cause });
    this.reason = reason;
    this.retryable = retryable;
  }
}

/** An image that has to be made into another before it is sent, which the panel's page can do. */
export class NeedsConversion extends FileProblem {
  readonly mimeType: string;

  constructor(sentence: string, reason: string, mimeType: string) {
    super(sentence, reason);
    this.mimeType = mimeType;
  }
}
