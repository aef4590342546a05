const options = { ignoreBOM: true };

/** Decodes UTF-8 that may be cut inside a character. Does without a decoder's state, which is slow, where none is needed. */
export class Utf8Decoder {
  readonly #whole = new TextDecoder("utf-8", options);
  readonly #cut = new TextDecoder("utf-8", options);
  #atStart = true;
  #pending = false;

  /** The text of these bytes; a character that is not complete waits for its end. */
  decode(bytes: Uint8Array): string {
    const endsWhole = (bytes.at(-1) ?? 0x80) < 0x80;
    const text =
      endsWhole && !this.#pending ? this.#whole.decode(bytes) : this.#cut.decode(bytes, { stream: true });
    this.#pending = !endsWhole;
    return this.#withoutMark(text);
  }

  /** What is left when no more bytes come. */
  end(): string {
    return this.#withoutMark(this.#cut.decode());
  }

  /** A byte order mark is one at the very beginning only. */
  #withoutMark(text: string): string {
    if (!this.#atStart || text === "") {
      return text;
    }
    this.#atStart = false;
    return text.startsWith("\uFEFF") ? text.slice(1) : text;
  }
}
