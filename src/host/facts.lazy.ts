import { imageSize } from "image-size";
import { ALL_FORMATS, CustomSource, Input } from "mediabunny";
import type { MediaFacts } from "../shared/transcript.ts";

/** A stretch of a file: the bytes from `start` to before `end`. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array>;

/** As many bytes from the beginning as hold the size of any image. */
const IMAGE_HEAD = 512 * 1024;
/** A PDF that is larger is not searched for its pages. */
const MAX_PDF = 64 * 1024 * 1024;

/** Duration, pages and size in pixels, as far as the file says; empty if it says nothing that can be read. */
export async function readFacts(size: number, read: ReadBytes, mimeType: string): Promise<MediaFacts> {
  try {
    if (mimeType.startsWith("image/")) {
      const { width, height } = imageSize(await read(0, Math.min(size, IMAGE_HEAD)));
      return { width, height };
    }
    if (/^(audio|video)\//.test(mimeType)) {
      return await timedFacts(size, read);
    }
    if (mimeType === "application/pdf" && size <= MAX_PDF) {
      const pages = countPages(Buffer.from(await read(0, size)).toString("latin1"));
      return pages === undefined ? {} : { pages };
    }
  } catch {
    // What cannot be told is not told.
  }
  return {};
}

async function timedFacts(size: number, read: ReadBytes): Promise<MediaFacts> {
  const source = new CustomSource({ getSize: () => size, read });
  const input = new Input({ source, formats: ALL_FORMATS });
  try {
    const seconds = (await input.getDurationFromMetadata()) ?? (await input.computeDuration());
    const video = await input.getPrimaryVideoTrack();
    return {
      ...(Number.isFinite(seconds) && seconds > 0 && { seconds }),
      ...(video && { width: await video.getDisplayWidth(), height: await video.getDisplayHeight() }),
    };
  } finally {
    input.dispose();
  }
}

/** By the page tree where it is not packed, else by the pages themselves; undefined where all of it is packed. */
function countPages(pdf: string): number | undefined {
  const linearized = /\/Linearized\b[^>]*?\/N\s+(\d+)/.exec(pdf.slice(0, 2048))?.[1];
  if (linearized !== undefined) {
    return Number(linearized);
  }
  const counts = [
    ...pdf.matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count\s+(\d+)|\/Count\s+(\d+)[^>]*?\/Type\s*\/Pages\b/g),
  ];
  const most = Math.max(0, ...counts.map(([, after, before]) => Number(after ?? before)));
  const pages = most || (pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0);
  return pages === 0 ? undefined : pages;
}
