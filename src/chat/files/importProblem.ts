/** Why a file cannot become a conversation. */
export type ImportProblemKind =
  /** It is no file that Castor knows. */
  | "unknown"
  /** It is one, and something in it is not as it should be. */
  | "damaged"
  /** A newer version of Castor has made it. */
  | "newer"
  | "tooLarge"
  /** Nothing was said in it. */
  | "empty";

export class ImportProblem extends Error {
  override readonly name = "ImportProblem";
  readonly kind: ImportProblemKind;

  constructor(kind: ImportProblemKind, cause?: unknown) {
    super(`The file cannot be imported: ${kind}`, { cause });
    this.kind = kind;
  }
}
