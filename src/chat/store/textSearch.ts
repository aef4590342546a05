/** Words that were found, and where. */
export interface Hit {
  readonly conversation: string;
  readonly turnId: string;
  /** The words with some of those around them. */
  readonly excerpt: string;
}

/** Characters shown before the words, and behind them. */
const BEFORE = 30;
const BEHIND = 90;

/** Characters in which words are counted to find out which one is rare. */
const SAMPLE = 100_000;

/** One line per turn: conversation, turn and words, with tabs between. */
export function searchLine(conversation: string, turnId: string, words: string): string {
  return `${conversation}\t${turnId}\t${words}\n`;
}

/** The text of many lines, made ready to be searched again and again. */
export class SearchText {
  readonly #text: string;
  /** The same with small letters, character for character in the same place. */
  readonly #folded: string;

  constructor(text: string) {
    this.#text = text;
    this.#folded = fold(text);
  }

  /** Turns in which all words of the query stand, the last first. `isWanted` knows which of them are there. */
  find(
    query: string,
    limit: number,
    isWanted: (conversation: string, turnId: string) => boolean,
  ): readonly Hit[] {
    const words = fold(query.normalize()).split(/\s+/).filter(Boolean);
    const rarest = this.#rarest(words);
    const hits = new Map<string, Hit>();
    if (rarest === undefined) {
      return [];
    }
    let at = this.#folded.lastIndexOf(rarest);
    while (at >= 0 && hits.size < limit) {
      const start = this.#folded.lastIndexOf("\n", at) + 1;
      const hit = this.#hit(start, words);
      if (hit !== undefined && isWanted(hit.conversation, hit.turnId)) {
        const key = `${hit.conversation} ${hit.turnId}`;
        hits.set(key, hits.get(key) ?? hit);
      }
      at = start === 0 ? -1 : this.#folded.lastIndexOf(rarest, start - 1);
    }
    return [...hits.values()];
  }

  /** The word that is found least often in what was said last, of those the longest. */
  #rarest(words: readonly string[]): string | undefined {
    const sample = this.#folded.slice(-SAMPLE);
    const counts = new Map(words.map((word) => [word, sample.split(word).length]));
    const count = (word: string) => counts.get(word) ?? 0;
    return words.toSorted((one, other) => count(one) - count(other) || other.length - one.length)[0];
  }

  #hit(start: number, words: readonly string[]): Hit | undefined {
    const newline = this.#folded.indexOf("\n", start);
    const end = newline < 0 ? this.#folded.length : newline;
    const first = this.#text.indexOf("\t", start);
    const second = this.#text.indexOf("\t", first + 1);
    if (first < 0 || second < 0 || second > end) {
      return undefined;
    }
    const folded = this.#folded.slice(second + 1, end);
    const places = words.map((word) => folded.indexOf(word));
    if (places.some((place) => place < 0)) {
      return undefined;
    }
    const at = Math.min(...places);
    const line = this.#text.slice(second + 1, end);
    const from = Math.max(0, at - BEFORE);
    const excerpt = line.slice(from, at + BEHIND);
    return {
      conversation: this.#text.slice(start, first),
      turnId: this.#text.slice(first + 1, second),
      excerpt: `${from > 0 ? "…" : ""}${excerpt}${at + BEHIND < line.length ? "…" : ""}`,
    };
  }
}

function fold(text: string): string {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text.split("\n").map(foldLine).join("\n");
}

/** A few letters become longer; those stay as they are, so that every place means the same in both. */
function foldLine(line: string): string {
  const small = line.toLowerCase();
  return small.length === line.length
    ? small
    : Array.from(line, (letter) => {
        const lower = letter.toLowerCase();
        return lower.length === letter.length ? lower : letter;
      }).join("");
}
