const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Finds the JSON objects in a text that comes in pieces: one object, or the elements of one array of objects. */
export class JsonScanner {
  readonly #onObject: (json: string) => void;
  #depth = 0;
  /** The depth at which an object is an item: 1 inside an array. */
  #floor = 0;
  #inString = false;
  #escaped = false;
  #pieces: string[] = [];
  #length = 0;
  #closed = false;

  constructor(onObject: (json: string) => void) {
    this.#onObject = onObject;
  }

  /** True once the object or the array has ended. */
  get closed(): boolean {
    return this.#closed;
  }

  /** What there is of an object that has not ended yet. */
  get unfinished(): string {
    return this.#pieces.join("");
  }

  /** Characters kept in wait for the end of an object. */
  get pending(): number {
    return this.#length;
  }

  /** Reads on and returns where it stopped: behind the outermost end, else at the end of the text. */
  feed(text: string, from: number): number {
    let start = this.#depth > this.#floor ? from : -1;
    for (let i = from; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (this.#inString) {
        this.#insideString(code);
      } else if (code === QUOTE) {
        this.#inString = true;
      } else if (isOpening(code)) {
        start = this.#opening(code, i, start);
      } else if (isClosing(code)) {
        this.#depth--;
        if (this.#depth === this.#floor && start >= 0) {
          this.#emit(text.slice(start, i + 1));
          start = -1;
        }
        if (this.#depth <= 0) {
          this.#closed = true;
          return i + 1;
        }
      }
    }
    if (start >= 0) {
      const rest = start === 0 ? text : text.slice(start);
      this.#pieces.push(rest);
      this.#length += rest.length;
    }
    return text.length;
  }

  #insideString(code: number): void {
    if (this.#escaped) {
      this.#escaped = false;
    } else if (code === BACKSLASH) {
      this.#escaped = true;
    } else if (code === QUOTE) {
      this.#inString = false;
    }
  }

  #opening(code: number, at: number, start: number): number {
    if (this.#depth === 0 && code === 0x5b) {
      this.#floor = 1;
    }
    this.#depth++;
    return start < 0 && this.#depth === this.#floor + 1 ? at : start;
  }

  #emit(last: string): void {
    this.#pieces.push(last);
    const json = this.#pieces.join("");
    this.#pieces = [];
    this.#length = 0;
    this.#onObject(json);
  }
}

function isOpening(code: number): boolean {
  return code === 0x7b || code === 0x5b;
}

function isClosing(code: number): boolean {
  return code === 0x7d || code === 0x5d;
}
