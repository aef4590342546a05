import * as vscode from "vscode";
import type { AttachmentStore } from "../chat/ports.ts";
import type { ImageReference } from "../shared/transcript.ts";
import { HumanError } from "../base/humanError.ts";
import { acceptedTypes } from "./media/mediaTypes.ts";

/** Bytes that all images of one message may have together when they are sent inside the request. */
const MAX_INLINE_BYTES = 15 * 1024 * 1024;

/** Reads images for one message; throws a `HumanError` that names the file that cannot be sent and why. */
export async function readImages(
  uris: readonly vscode.Uri[],
  store: AttachmentStore,
): Promise<readonly ImageReference[]> {
  const images: ImageReference[] = [];
  let total = 0;
  for (const uri of uris) {
    const bytes = await readImage(uri);
    total += bytes.byteLength;
    if (total > MAX_INLINE_BYTES) {
      throw new HumanError(
        vscode.l10n.t(
          "These images have {0} MB together; at most {1} MB can be sent in one message. Describe fewer of them at once.",
          megabytes(total),
          megabytes(MAX_INLINE_BYTES),
        ),
      );
    }
    const label = fileName(uri);
    const mimeType = await imageType(bytes, label);
    const hash = await store.put(bytes);
    images.push({ hash, uri: uri.toString(), label, mimeType, size: bytes.byteLength });
  }
  return images;
}

async function readImage(uri: vscode.Uri): Promise<Uint8Array> {
  const name = fileName(uri);
  const size = await fileSize(uri, name);
  if (size === 0) {
    throw new HumanError(vscode.l10n.t("{0} is empty: there is no image to describe.", name));
  }
  if (size > MAX_INLINE_BYTES) {
    throw new HumanError(
      vscode.l10n.t(
        "{0} has {1} MB; an image can have at most {2} MB. Make it smaller and try again.",
        name,
        megabytes(size),
        megabytes(MAX_INLINE_BYTES),
      ),
    );
  }
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    throw unreadable(name, error);
  }
}

async function fileSize(uri: vscode.Uri, name: string): Promise<number> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) {
      throw new HumanError(vscode.l10n.t("{0} is a folder. Choose the images inside it.", name));
    }
    return size;
  } catch (error) {
    throw unreadable(name, error);
  }
}

async function imageType(bytes: Uint8Array, name: string): Promise<string> {
  const { sniffMimeType } = await import("./sniff.lazy.ts");
  const found = await sniffMimeType(bytes);
  const mimeType = found === undefined ? undefined : acceptedTypes[found];
  if (mimeType?.startsWith("image/") === true) {
    return mimeType;
  }
  throw new HumanError(
    found === undefined
      ? vscode.l10n.t(
          "{0} is not an image, whatever its name says. Gemini sees PNG, JPEG, WebP, GIF, HEIC, HEIF and AVIF.",
          name,
        )
      : vscode.l10n.t(
          "{0} is in truth of the type {1}. Gemini sees PNG, JPEG, WebP, GIF, HEIC, HEIF and AVIF images.",
          name,
          found,
        ),
  );
}

function unreadable(name: string, error: unknown): HumanError {
  if (error instanceof HumanError) {
    return error;
  }
  if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") {
    return new HumanError(vscode.l10n.t("{0} is no longer there. It may have been moved or deleted.", name));
  }
  return new HumanError(
    vscode.l10n.t("{0} could not be read. Check that you may open it, then try again.", name),
    { cause: error },
  );
}

function fileName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toLocaleString(vscode.env.language, { maximumFractionDigits: 1 });
}
