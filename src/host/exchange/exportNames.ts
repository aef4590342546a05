import mime from "mime";
import type { MediaReference } from "../../chat/files/conversationFile.ts";

/** Characters of a title that a file's name takes. */
const LENGTH = 60;
/** Names that Windows keeps for itself. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** What a file can be called on every system; `otherwise` where nothing is left of the words. */
export function fileName(words: string, otherwise: string): string {
  const safe = words
    .normalize()
    // eslint-disable-next-line no-control-regex -- no system shows them, and some refuse them
    .replace(/[\\/:*?"<>|#%\u0000-\u001f\u007f]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const cut = safe
    .slice(0, LENGTH)
    .toWellFormed()
    .replace(/^[. ]+|[. \ufffd]+$/g, "");
  return cut === "" || RESERVED.test(cut) ? otherwise : cut;
}

/** The name of a medium beside a Markdown file: as it was called, and as no other is. */
export function mediaName({ hash, mimeType, label = "" }: MediaReference): string {
  const stem = fileName(label.replace(/\.[^.]*$/, ""), "media").replace(/\s/g, "-");
  return `${stem}-${hash.slice(0, 8)}.${mime.getExtension(mimeType) ?? "bin"}`;
}
