/** Where a command shows: `palette` is the list of `Castor: Run Command…`. */
export const places = ["palette", "editor", "lightbulb", "explorer"] as const;
export type Place = (typeof places)[number];

/** What a command takes. A `selection` may be the symbol at the cursor, a `problem` what is reported there. */
export const takings = ["selection", "problem", "file", "image", "nothing"] as const;
export type Taking = (typeof takings)[number];

/** What becomes of the answer: `tests` go into the file where the project keeps the tests of this one. */
export const doings = ["answer", "insert", "replace", "document", "tests"] as const;
export type Doing = (typeof doings)[number];

/** What may stand in `{{…}}`. */
export const placeholders = [
  "selection",
  "file",
  "fileName",
  "language",
  "diagnostics",
  "before",
  "after",
  "input",
] as const;
export type Placeholder = (typeof placeholders)[number];

/** A stretch of the prompt: text as it is, or a place to fill. */
export type PromptPiece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "placeholder"; readonly name: Placeholder };

/** A command as a Markdown file says it. */
export interface PromptFile {
  readonly name: string;
  readonly description: string;
  readonly where: readonly Place[];
  readonly takes: Taking;
  readonly does: Doing;
  /** What the person is asked first, for `{{input}}`; empty if nothing. */
  readonly asks: string;
  /** What the person chooses from; `languages` are those of the editor. Empty: anything is typed. */
  readonly choices: "languages" | readonly string[];
  /** Identifiers of the languages that it is for; empty if for all. */
  readonly languages: readonly string[];
  /** Of a new document; may be `{{input}}`. Empty: that of the file it was made from. */
  readonly language: string;
  readonly pieces: readonly PromptPiece[];
}

/** Why a file is no command. Lines and columns count from 0; `end` is the column behind the last. */
export interface PromptTrouble {
  readonly fault: PromptFault;
  readonly line: number;
  readonly column: number;
  readonly end: number;
}

export type PromptFault =
  | { readonly type: "noFrontMatter" }
  | { readonly type: "openFrontMatter" }
  | { readonly type: "syntax"; readonly message: string }
  | { readonly type: "unknownKey"; readonly key: string; readonly known: readonly string[] }
  | { readonly type: "noName" }
  | { readonly type: "notText"; readonly key: string }
  | {
      readonly type: "wrongValue";
      readonly key: string;
      readonly value: string;
      readonly known: readonly string[];
    }
  | {
      readonly type: "mismatch";
      readonly taking: Taking;
      readonly doing: Doing;
      readonly fitting: readonly Doing[];
    }
  | { readonly type: "notInExplorer"; readonly taking: Taking }
  | { readonly type: "noQuestion" }
  | { readonly type: "unknownPlaceholder"; readonly name: string; readonly known: readonly string[] }
  | { readonly type: "noPrompt" }
  | { readonly type: "tooLarge" }
  | { readonly type: "unreadable" };

/** What can become of an answer, by what it was asked of. */
export const fittingDoings: Readonly<Record<Taking, readonly Doing[]>> = {
  selection: ["answer", "insert", "replace", "document", "tests"],
  problem: ["answer", "insert", "replace", "document"],
  file: ["answer", "replace", "document", "tests"],
  image: ["answer", "insert", "document"],
  nothing: ["answer", "insert", "document"],
};
