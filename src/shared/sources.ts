/** Where an answer comes from. */
export interface AnswerSources {
  readonly pages: readonly SourcePage[];
  readonly marks: readonly SourceMark[];
  /** What was searched for. */
  readonly queries: readonly string[];
  /** HTML and CSS in which the service wants that to be shown. Never made markup of but by the page, which takes it apart. */
  readonly suggestions?: string;
  /** Pages that the model was asked to read. */
  readonly read: readonly ReadPage[];
}

export interface SourcePage {
  /** Empty where the server told none. */
  readonly title: string;
  readonly url: string;
  /** Under which licence the quoted text stands. */
  readonly license?: string;
}

/** A place in the answer's visible text and the pages that back what stands before it. */
export interface SourceMark {
  /** UTF-16 units from the beginning of the visible text. */
  readonly at: number;
  /** Indexes into the pages. */
  readonly pages: readonly number[];
}

export interface ReadPage {
  readonly url: string;
  readonly status: "read" | "paywall" | "unsafe" | "failed";
}
