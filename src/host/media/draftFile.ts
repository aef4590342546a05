import * as v from "valibot";
import type { FileReference } from "../../shared/transcript.ts";

const MARK = '{"castorDraft":1,';

const fileSchema = v.looseObject({
  uri: v.string(),
  label: v.string(),
  mimeType: v.string(),
  size: v.number(),
});
const draftSchema = v.object({ text: v.string(), files: v.array(fileSchema) });

/** What stands in the composer, as a text that can be kept; without files it is the text itself. */
export function writeDraft(text: string, files: readonly FileReference[]): string {
  return files.length === 0 && !text.startsWith(MARK)
    ? text
    : `${MARK}${JSON.stringify({ text, files }).slice(1)}`;
}

export function readDraft(kept: string | undefined): {
  readonly text: string;
  readonly files: readonly FileReference[];
} {
  if (kept?.startsWith(MARK) !== true) {
    return { text: kept ?? "", files: [] };
  }
  try {
    return v.parse(draftSchema, JSON.parse(kept));
  } catch {
    return { text: "", files: [] };
  }
}
