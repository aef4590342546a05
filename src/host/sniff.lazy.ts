import { fileTypeFromBuffer } from "file-type";

/** The MIME type the first bytes prove, or undefined when they prove none. */
export async function sniffMimeType(bytes: Uint8Array): Promise<string | undefined> {
  const type = await fileTypeFromBuffer(bytes);
  return type?.mime;
}
