import { createHash } from "node:crypto";
import * as v from "valibot";
import type { Hunk } from "./hunks.ts";

/** Older ones, whose documents never came back, are forgotten. */
const MOST_KEPT = 20;

/** A review as it outlives the window. */
export interface KeptReview {
  readonly uri: string;
  /** UTF-16 units of the document's text. */
  readonly length: number;
  /** Of the document's text in UTF-8, in hexadecimal. */
  readonly sha256: string;
  /** The changes that wait, in order. */
  readonly hunks: readonly Hunk[];
}

/** Where reviews are kept, as one text. */
export interface ReviewStore {
  /** Undefined when nothing was kept. */
  read(): Promise<string | undefined>;
  /** Returns at once; only the newest text is ever made and written. */
  write(text: () => string): void;
  /** Waits until everything is written. */
  flush(): Promise<void>;
}

const offset = v.pipe(v.number(), v.integer(), v.minValue(0));
const rangeSchema = v.pipe(
  v.object({ start: offset, end: offset }),
  v.check(({ start, end }) => start <= end),
);
const hunkSchema = v.pipe(
  v.object({
    id: offset,
    removed: rangeSchema,
    added: rangeSchema,
    instead: v.string(),
    isPiece: v.exactOptional(v.literal(true)),
  }),
  v.check(({ removed, added }) => removed.end <= added.start),
);
const reviewSchema = v.pipe(
  v.object({
    uri: v.string(),
    length: offset,
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    hunks: v.array(hunkSchema),
  }),
  v.check(({ length, hunks }) => areInOrder(hunks) && (hunks.at(-1)?.added.end ?? 0) <= length),
);
const keptSchema = v.object({ version: v.literal(1), reviews: v.array(v.unknown()) });

function areInOrder(hunks: readonly Hunk[]): boolean {
  return hunks.every(({ removed }, i) => removed.start >= (hunks[i - 1]?.added.end ?? 0));
}

export function keepReview(uri: string, text: string, hunks: readonly Hunk[]): KeptReview {
  return { uri, length: text.length, sha256: hashOf(text), hunks };
}

/** Whether the review's changes stand in this text where it has them. */
export function fits({ length, sha256 }: KeptReview, text: string): boolean {
  return length === text.length && sha256 === hashOf(text);
}

export function writeKept(reviews: readonly KeptReview[]): string {
  return JSON.stringify({ version: 1, reviews: reviews.slice(-MOST_KEPT) });
}

/** What is no review, or of another version, is left out. */
export function readKept(text: string | undefined): readonly KeptReview[] {
  const kept = v.safeParse(keptSchema, parse(text ?? ""));
  if (!kept.success) return [];
  return kept.output.reviews.flatMap((review) => {
    const result = v.safeParse(reviewSchema, review);
    return result.success ? [result.output] : [];
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
