import * as vscode from "vscode";
import { hunksOf, type Hunk } from "./hunks.ts";
import { Reindenter } from "./indentation.ts";
import { type DiffLine, InlineDiff } from "./inlineDiff.ts";
import type { InsertionTarget } from "./insertion.ts";
import type { LivePlace } from "./livePlace.ts";
import type { Obstacle, PlaceWriter } from "./placeWriter.ts";

type Outcome = Obstacle | "written";

/** How text that streams in becomes text of the document. */
export interface Filling {
  /** What is ready to be written. */
  push(chunk: string): string;
  /** What is left of a stream that has ended. */
  end(): string;
  write(text: string): Promise<Outcome>;
  /** Everything has come and was written. */
  complete(): Promise<Outcome>;
  /** The text was taken away and written once more. */
  rewritten(): void;
}

/** Takes the place of what stood there, piece by piece at the end. */
export class AppendFilling implements Filling {
  readonly #reindenter: Reindenter;
  readonly #writer: PlaceWriter;
  /** Waits for the first text. */
  #lead: string;

  constructor(target: InsertionTarget, writer: PlaceWriter) {
    const { document, range, lead = "" } = target;
    const line = document.lineAt(range.start).text.slice(0, range.start.character);
    const before = lead === "" ? line : "";
    this.#lead = lead;
    const after = document.lineAt(range.end).text.slice(range.end.character);
    this.#reindenter = reindenterOf(target, before, after);
    this.#writer = writer;
  }

  push(chunk: string): string {
    return this.#led(this.#reindenter.push(chunk));
  }

  end(): string {
    return this.#led(this.#reindenter.end());
  }

  #led(text: string): string {
    const led = text === "" ? "" : this.#lead + text;
    this.#lead = led === "" ? this.#lead : "";
    return led;
  }

  write(text: string): Promise<Outcome> {
    return this.#writer.write(text);
  }

  complete(): Promise<Outcome> {
    return Promise.resolve("written");
  }

  rewritten(): void {
    // The place has kept count.
  }
}

/** Shows what replaces whole lines among them, and takes none of them away. */
export class DiffFilling implements Filling {
  readonly #document: vscode.TextDocument;
  readonly #place: LivePlace;
  readonly #writer: PlaceWriter;
  readonly #onHunks: (hunks: readonly Hunk[]) => void;
  /** Undefined for text that fits as it comes. */
  readonly #reindenter: Reindenter | undefined;
  readonly #diff: InlineDiff;
  readonly #indentation: string;
  readonly #eol: "\n" | "\r\n";
  /** What ends the last line: nothing where the document ends with it. */
  readonly #lastBreak: string;
  /** Of the place as it was left. */
  #text: string;
  #lines: readonly DiffLine[] = [];
  #started = false;

  /** The target's range begins and ends with a line. */
  constructor(
    target: InsertionTarget,
    ports: {
      readonly place: LivePlace;
      readonly writer: PlaceWriter;
      readonly onHunks: (hunks: readonly Hunk[]) => void;
    },
  ) {
    this.#document = target.document;
    this.#place = ports.place;
    this.#writer = ports.writer;
    this.#onHunks = ports.onHunks;
    this.#text = this.#document.getText(target.range);
    this.#eol = eolOf(target.document);
    this.#lastBreak = this.#text.endsWith("\n") ? this.#eol : "";
    const lines = this.#text.split(/\r?\n/);
    if (target.range.end.character === 0 && lines.length > 1) {
      lines.pop();
    }
    this.#diff = new InlineDiff(lines);
    const first = lines.find((line) => line.trim() !== "") ?? "";
    this.#indentation = target.isFitted === true ? "" : (/^[ \t]*/.exec(first)?.[0] ?? "");
    this.#reindenter = target.isFitted === true ? undefined : reindenterOf(target, this.#indentation, "");
  }

  push(chunk: string): string {
    const text = this.#reindenter?.push(chunk) ?? chunk;
    if (text === "" || this.#started) {
      return text;
    }
    this.#started = true;
    return this.#indentation + text;
  }

  end(): string {
    return this.#reindenter?.end() ?? "";
  }

  write(text: string): Promise<Outcome> {
    this.#diff.push(text);
    return this.#show();
  }

  complete(): Promise<Outcome> {
    // No answer is none: it does not say that the lines should go.
    if (!this.#started) {
      return Promise.resolve("written");
    }
    this.#diff.end();
    return this.#show();
  }

  rewritten(): void {
    if (this.#document.getText(this.#place.range) === this.#text) {
      this.#tell();
    }
  }

  async #show(): Promise<Outcome> {
    // Somebody writes here as well: their text is not in the comparison, so nothing may be written over it.
    if (this.#document.getText(this.#place.range) !== this.#text) {
      return "overwritten";
    }
    this.#lines = this.#diff.lines();
    const text = this.#lines.map((line) => line.text).join(this.#eol) + this.#lastBreak;
    const outcome = await this.#writer.rewrite(text);
    if (outcome === "written") {
      this.#text = text;
      this.#tell();
    }
    return outcome;
  }

  #tell(): void {
    this.#onHunks(hunksOf(this.#lines, this.#document.offsetAt(this.#place.range.start), this.#eol));
  }
}

function reindenterOf(
  { document, insertSpaces, tabSize }: InsertionTarget,
  before: string,
  after: string,
): Reindenter {
  return new Reindenter({ before, after, insertSpaces, tabSize, eol: eolOf(document) });
}

function eolOf({ eol }: vscode.TextDocument): "\n" | "\r\n" {
  return eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
}
