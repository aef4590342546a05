import type { Attachment, AttachmentState } from "../../../../src/shared/attachment.ts";
import type { FileReference } from "../../../../src/shared/transcript.ts";

const reference = (label: string, fields: Partial<FileReference> = {}): FileReference => ({
  uri: `file:///${encodeURIComponent(label)}`,
  label,
  mimeType: "video/mp4",
  size: 28_000_000,
  ...fields,
});
/** A file that waits in the composer: a film of 28 MB that is ready, unless told otherwise. */
export const attachment = (
  id: string,
  label: string,
  state: AttachmentState = { type: "ready" },
  fields: Partial<FileReference> & { readonly tokens?: number } = {},
): Attachment => {
  const { tokens, ...file } = fields;
  return { id, label, state, file: reference(label, file), ...(tokens === undefined ? {} : { tokens }) };
};
