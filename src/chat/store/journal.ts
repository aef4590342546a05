import * as v from "valibot";
import { type ConversationRecord, parseRecord } from "./records.ts";

/**
 * The lines of a journal: eight hex digits of CRC-32, a blank, JSON, a newline. The first line of every segment is its
 * header. A conversation's journal consists of segments, one for each window that has written to it, so that two windows
 * never write to the same file; `n` grows over all of them, whoever writes, and gives back the order.
 */
export const JOURNAL_VERSION = 1;

export interface Entry {
  readonly n: number;
  readonly record: ConversationRecord;
}

export interface SegmentHeader {
  readonly version: number;
  /** Segments whose content this one holds; they count no longer. */
  readonly replaces: readonly string[];
  /** Ends of other segments that are known to be torn: what was lost there has been said. */
  readonly torn: Readonly<Record<string, number>>;
}

/** What a segment says, and what of it cannot be read. */
export interface Segment {
  readonly header: SegmentHeader | undefined;
  readonly entries: readonly Entry[];
  /** Bytes up to the end of the last line that can be read. */
  readonly length: number;
  /** Bytes behind that: the end of a line that was never finished. */
  readonly torn: number;
  /** Lines in the middle that cannot be read. */
  readonly damaged: number;
  /** Records of a kind that this version does not know. */
  readonly unknown: number;
}

/** CRC-32 of the text's UTF-8 bytes. */
export type Checksum = (text: string) => number;

const headerSchema = v.object({
  journal: v.pipe(v.number(), v.integer()),
  replaces: v.optional(v.array(v.string()), []),
  torn: v.optional(v.record(v.string(), v.number()), {}),
});

export function encodeHeader(checksum: Checksum, header: Omit<SegmentHeader, "version">): string {
  const { replaces, torn } = header;
  return line(checksum, {
    journal: JOURNAL_VERSION,
    ...(replaces.length > 0 && { replaces }),
    ...(Object.keys(torn).length > 0 && { torn }),
  });
}

export function encodeEntry(checksum: Checksum, { n, record }: Entry): string {
  return line(checksum, { n, r: record });
}

function line(checksum: Checksum, value: unknown): string {
  const json = JSON.stringify(value);
  return `${digits(checksum(json))} ${json}\n`;
}

/** Reads a segment, or what has been added to it behind a line's end: then without a header. */
export function decodeSegment(checksum: Checksum, bytes: Uint8Array): Segment {
  const lines = new TextDecoder().decode(bytes.subarray(0, bytes.lastIndexOf(10) + 1)).split("\n");
  lines.pop();
  const values = lines.map((each) => valueOf(checksum, each));
  const readable = values.findLastIndex((value) => value !== undefined) + 1;
  const encoder = new TextEncoder();
  const length = lines
    .slice(readable)
    .reduce((rest, each) => rest - encoder.encode(each).length - 1, bytes.lastIndexOf(10) + 1);
  const entries: Entry[] = [];
  let header: SegmentHeader | undefined;
  let [damaged, unknown] = [0, 0];
  for (const value of values.slice(0, readable)) {
    if (value === undefined) {
      damaged++;
      continue;
    }
    const entry = entryIn(value);
    if (entry !== undefined) {
      entries.push(entry);
      continue;
    }
    const head = v.safeParse(headerSchema, value);
    if (head.success) {
      const { journal: version, replaces, torn } = head.output;
      header ??= { version, replaces, torn };
    } else {
      unknown++;
    }
  }
  return { header, entries, length, torn: bytes.length - length, damaged, unknown };
}

function entryIn(value: unknown): Entry | undefined {
  if (typeof value !== "object" || value === null || !("n" in value && "r" in value)) {
    return undefined;
  }
  const { n, r } = value;
  const record = typeof n === "number" && Number.isInteger(n) ? parseRecord(r) : undefined;
  return record && { n: Number(n), record };
}

/** The value of a line; undefined where it is not what was written. */
function valueOf(checksum: Checksum, text: string): unknown {
  const json = text.slice(9);
  if (text[8] !== " " || text.slice(0, 8) !== digits(checksum(json))) {
    return undefined;
  }
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function digits(checksum: number): string {
  return checksum.toString(16).padStart(8, "0");
}
