import type { Answer } from "./aggregate.ts";

/** A stretch of an answer's visible text, in UTF-16 units; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface CitedSpan extends Span {
  readonly uri: string | undefined;
  readonly title: string | undefined;
  readonly license: string | undefined;
}

export interface GroundedSpan extends Span {
  /** Indexes into the answer's grounding chunks. */
  readonly chunks: readonly number[];
}

const STRIDE = 256;

/** Finds the place in a string that a count of UTF-8 bytes leads to. */
export class ByteIndex {
  readonly #text: string;
  /** Bytes in front of every 256th unit. */
  readonly #bytes: number[] = [];

  constructor(text: string) {
    this.#text = text;
    let bytes = 0;
    for (let at = 0; at < text.length; at++) {
      if (at % STRIDE === 0) {
        this.#bytes.push(bytes);
      }
      bytes += byteLength(text, at);
    }
  }

  /** The unit at a byte offset: inside a character its start, beyond the text its end. */
  at(offset: number): number {
    let low = 0;
    let high = this.#bytes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#bytes[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    let at = low * STRIDE;
    let bytes = this.#bytes[low] ?? 0;
    while (at < this.#text.length) {
      const units = isHighSurrogate(this.#text, at) ? 2 : 1;
      bytes += byteLength(this.#text, at) + (units === 2 ? byteLength(this.#text, at + 1) : 0);
      if (bytes > offset) {
        break;
      }
      at += units;
    }
    return at;
  }
}

/** Where the answer's text is quoted from. */
export function citedSpans({ text, citations }: Pick<Answer, "text" | "citations">): readonly CitedSpan[] {
  const index = new ByteIndex(text);
  return citations.map(({ startIndex = 0, endIndex = 0, uri, title, license }) => ({
    start: index.at(startIndex),
    end: index.at(endIndex),
    uri,
    title,
    // Servers fill in an empty string where there is none.
    license: license === "" ? undefined : license,
  }));
}

/** What in the answer's text is backed by which source. A segment that cannot be found is left out. */
export function groundedSpans(
  answer: Pick<Answer, "text" | "content" | "grounding">,
): readonly GroundedSpan[] {
  const whole: IndexedText = { text: answer.text, start: 0, index: new ByteIndex(answer.text) };
  const parts = indexParts(answer);
  return (answer.grounding?.groundingSupports ?? []).flatMap(({ segment, groundingChunkIndices = [] }) => {
    const { partIndex = 0, startIndex = 0, endIndex = 0, text } = segment ?? {};
    // The server counts parts as it made them; ours are joined otherwise, so its own quotation has the last word.
    const span =
      spanIn(parts[partIndex], startIndex, endIndex, text) ??
      spanIn(whole, startIndex, endIndex, text) ??
      quotation(answer.text, text);
    return span === undefined ? [] : [{ ...span, chunks: groundingChunkIndices }];
  });
}

interface IndexedText {
  readonly text: string;
  /** Where it begins in the visible text. */
  readonly start: number;
  readonly index: ByteIndex;
}

function indexParts({ content }: Pick<Answer, "content">): readonly (IndexedText | undefined)[] {
  let start = 0;
  return content.parts.map(({ text, thought }) => {
    if (text === undefined || thought === true) {
      return undefined;
    }
    const indexed = { text, start, index: new ByteIndex(text) };
    start += text.length;
    return indexed;
  });
}

function spanIn(
  within: IndexedText | undefined,
  startByte: number,
  endByte: number,
  quoted: string | undefined,
): Span | undefined {
  if (within === undefined || startByte >= endByte) {
    return undefined;
  }
  const start = within.index.at(startByte);
  const end = within.index.at(endByte);
  const matches = quoted === undefined || within.text.slice(start, end) === quoted;
  return matches ? { start: within.start + start, end: within.start + end } : undefined;
}

function quotation(text: string, quoted = ""): Span | undefined {
  const start = quoted === "" ? -1 : text.indexOf(quoted);
  return start < 0 ? undefined : { start, end: start + quoted.length };
}

/** UTF-8 bytes that the unit at a position stands for; the two halves of a pair count two each. */
function byteLength(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) {
    return 1;
  }
  if (unit < 0x800 || isHighSurrogate(text, at) || (at > 0 && isHighSurrogate(text, at - 1))) {
    return 2;
  }
  return 3;
}

/** True at the first half of a whole pair. A half without its other is three bytes, those of U+FFFD. */
function isHighSurrogate(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}
