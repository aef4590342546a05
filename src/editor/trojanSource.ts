/** A character that does not show, or makes text read otherwise than it runs: https://trojansource.codes */
export interface HiddenCharacter {
  /** UTF-16 units from the start of the text. */
  readonly offset: number;
  /** As Unicode writes it, such as `U+202E`. */
  readonly codePoint: string;
  readonly kind: "bidirectional" | "invisible";
}

const BIDIRECTIONAL = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const HIDDEN = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** Finds direction controls, zero-width characters and tags, in order. */
export function findHiddenCharacters(text: string): readonly HiddenCharacter[] {
  return Array.from(text.matchAll(HIDDEN), ({ 0: character, index }) => ({
    offset: index,
    codePoint: `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
    kind: BIDIRECTIONAL.test(character) ? "bidirectional" : "invisible",
  }));
}
