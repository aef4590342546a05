import * as v from "valibot";
import type { FileReference } from "../../shared/transcript.ts";

const MARK = '{"castorDraft":1,';

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
/** Whatever `Uri.parse` takes: a scheme, and no path that could be taken for an authority. */
const address = v.pipe(v.string(), v.regex(/^[a-z][\w+.-]*:(?!\/{4})/i));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const fileSchema = v.object({
  uri: address,
  label: v.string(),
  mimeType: v.pipe(v.string(), v.regex(/^[\w.+-]+\/[\w.+-]+$/)),
  size: amount,
  modified: v.exactOptional(v.pipe(v.number(), v.finite())),
  hash: v.exactOptional(sha256),
  facts: v.exactOptional(
    v.object({
      seconds: v.exactOptional(amount),
      pages: v.exactOptional(amount),
      width: v.exactOptional(amount),
      height: v.exactOptional(amount),
    }),
  ),
  view: v.exactOptional(
    v.object({
      start: v.exactOptional(amount),
      end: v.exactOptional(amount),
      framesPerSecond: v.exactOptional(amount),
      resolution: v.exactOptional(v.picklist(["low", "medium", "high"])),
    }),
  ),
});
const unreadSchema = v.strictObject({ uri: address, label: v.string(), hash: v.exactOptional(sha256) });
const draftSchema = v.object({
  text: v.fallback(v.string(), ""),
  files: v.fallback(v.array(v.unknown()), []),
  aside: v.fallback(v.string(), ""),
});

/** A file of which it is not known yet, or was not found out, what it is. */
export type UnreadFile = v.InferOutput<typeof unreadSchema>;

/** A file as it is kept with a draft. */
export type DraftFile = FileReference | UnreadFile;

/** What stands in the composer, and what gave way to it, as a text that can be kept; with nothing else it is the text itself. */
export function writeDraft(text: string, files: readonly DraftFile[], aside = ""): string {
  return files.length === 0 && aside === "" && !text.startsWith(MARK)
    ? text
    : `${MARK}${JSON.stringify({ text, files, ...(aside !== "" && { aside }) }).slice(1)}`;
}

/** What was kept, as far as it can be read: one file that is damaged takes neither the words nor the others with it. */
export function readDraft(kept: string | undefined): {
  readonly text: string;
  readonly files: readonly DraftFile[];
  /** Left out where nothing was set aside. */
  readonly aside?: string;
} {
  if (kept?.startsWith(MARK) !== true) {
    return { text: kept ?? "", files: [] };
  }
  try {
    const { text, files, aside } = v.parse(draftSchema, JSON.parse(kept));
    return {
      text,
      ...(aside !== "" && { aside }),
      files: files.flatMap((file): readonly DraftFile[] => {
        const read = v.safeParse(v.union([fileSchema, unreadSchema]), file);
        return read.success ? [read.output] : [];
      }),
    };
  } catch {
    return { text: "", files: [] };
  }
}
