import { createParser } from "eventsource-parser";
import { errorFromStatus, errorIn, errorInText, summary } from "./errorBody.ts";
import { GeminiError } from "./errors.ts";
import { JsonScanner } from "./jsonScanner.ts";
import type { Redact } from "./redact.ts";
import { Utf8Decoder } from "./utf8.ts";
import type { GenerateContentResponse } from "./wire.ts";

/** Characters one event may have: 64 MiB of media in base64, and what stands around it. */
const MAX_EVENT = 96 * 1024 * 1024;

/** Of a body that holds no event at all, what is kept to say what it was instead. */
const MAX_HEAD = 1024;

const LINE_OF_EVENT_STREAM = /^(?:(?:data|event|id|retry)?:.*|\s*)$/;

/** What a piece of a body brought: chunks, and then possibly the error that ends the stream. */
export interface Batch {
  readonly chunks: readonly GenerateContentResponse[];
  readonly failure?: GeminiError;
}

/**
 * Takes the body of a streamed answer apart: an event stream, in which the server may at any point go over to a bare JSON
 * error, or an array of chunks where a proxy dropped `alt=sse`.
 */
export class StreamParser {
  readonly #redact: Redact;
  readonly #decoder = new Utf8Decoder();
  readonly #events = createParser({
    maxBufferSize: MAX_EVENT,
    onEvent: ({ data }) => this.#acceptJson(data),
    onError: ({ type }) => {
      if (type === "max-buffer-size-exceeded") {
        this.#failTooLong();
      }
    },
  });
  /** Reads the bare JSON that the stream went over to. */
  #json: JsonScanner | undefined;
  #atLineStart = true;
  #head = "";
  #chunks: GenerateContentResponse[] = [];
  #failure: GeminiError | undefined;
  #delivered = false;
  #ending = false;
  #cut = false;

  constructor(redact: Redact) {
    this.#redact = redact;
  }

  push(bytes: Uint8Array): Batch {
    this.#read(this.#decoder.decode(bytes));
    return this.#take();
  }

  /** To be called at the end of the body: what was pending comes out, and a body without any chunk is an error. */
  end(): Batch {
    this.#read(this.#decoder.end());
    this.#ending = true;
    this.#read("\n\n");
    if (this.#failure === undefined) {
      this.#checkEnding();
    }
    return this.#take();
  }

  #take(): Batch {
    const chunks = this.#chunks;
    this.#chunks = [];
    return this.#failure === undefined ? { chunks } : { chunks, failure: this.#failure };
  }

  #read(text: string): void {
    if (!this.#delivered && this.#head.length < MAX_HEAD) {
      this.#head += text.slice(0, MAX_HEAD);
    }
    let at = 0;
    while (at < text.length && this.#failure === undefined) {
      at = this.#json === undefined ? this.#readEvents(text, at) : this.#readJson(this.#json, text, at);
    }
  }

  #readEvents(text: string, from: number): number {
    const end = this.#startOfJson(text, from);
    if (end > from) {
      this.#events.feed(from === 0 && end === text.length ? text : text.slice(from, end));
    }
    if (end < text.length) {
      // An event in front of the error may lack its blank line.
      this.#events.feed("\n");
      this.#json = new JsonScanner((json) => this.#acceptJson(json));
      return end;
    }
    const last = text.charCodeAt(text.length - 1);
    this.#atLineStart = last === 0x0a || last === 0x0d;
    return end;
  }

  #readJson(json: JsonScanner, text: string, from: number): number {
    const end = json.feed(text, from);
    if (json.closed) {
      this.#json = undefined;
      this.#atLineStart = true;
    } else if (json.pending > MAX_EVENT) {
      this.#failTooLong();
    }
    return end;
  }

  /** Where a line begins with a brace or a bracket, which no line of an event stream does; else the text's length. */
  #startOfJson(text: string, from: number): number {
    if (this.#atLineStart && /[[{]/.test(text.charAt(from))) {
      return from;
    }
    let start = text.length;
    for (const lineStart of ["\n{", "\n[", "\r{", "\r["]) {
      const found = text.indexOf(lineStart, from);
      start = found < 0 ? start : Math.min(start, found + 1);
    }
    return start;
  }

  #acceptJson(json: string): void {
    if (this.#failure !== undefined || json === "" || json.trim() === "[DONE]") {
      return;
    }
    try {
      this.#accept(JSON.parse(json));
    } catch {
      if (this.#ending) {
        this.#cut = true;
      } else {
        // What the parser would say quotes the answer, which has no business in a log.
        this.#failure = new GeminiError("protocol", "An event is not valid JSON");
      }
    }
  }

  #accept(value: unknown): void {
    const error = errorIn(value);
    if (error !== undefined) {
      this.#failure = errorFromStatus(error, this.#redact);
    } else if (Array.isArray(value)) {
      for (const item of value as unknown[]) {
        this.#accept(item);
      }
    } else if (typeof value === "object" && value !== null) {
      this.#delivered = true;
      this.#chunks.push(value);
    } else {
      this.#failure = new GeminiError("protocol", "An event is not a JSON object");
    }
  }

  #checkEnding(): void {
    const unfinished = this.#json?.unfinished;
    if (this.#delivered) {
      // A chunk cut off shows by the missing finish reason; an error cut off would vanish.
      if (unfinished !== undefined && /^\{\s*"error"/.test(unfinished)) {
        this.#failure = new GeminiError("network", "The connection ended in the middle of an error message");
      }
    } else if (this.#cut || unfinished !== undefined || /(?:^|[\r\n])d(?:a(?:ta?)?)?\s*$/.test(this.#head)) {
      this.#failure = new GeminiError("network", "The connection ended in the middle of the first message");
    } else if (this.#head.split(/[\r\n]+/).every((line) => LINE_OF_EVENT_STREAM.test(line))) {
      this.#failure = new GeminiError("empty", "The answer has no content", { status: 200 });
    } else {
      this.#failure = this.#foreignBody();
    }
  }

  #foreignBody(): GeminiError {
    const error = errorInText(this.#head);
    if (error !== undefined) {
      return errorFromStatus(error, this.#redact);
    }
    const words = summary(this.#redact(this.#head), 200);
    return new GeminiError("protocol", `Not an answer of the Gemini API: ${words}`, { status: 200 });
  }

  #failTooLong(): void {
    this.#failure ??= new GeminiError("protocol", `An event is longer than ${MAX_EVENT} characters`);
  }
}
