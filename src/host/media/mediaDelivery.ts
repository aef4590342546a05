import type { MediaOptions, MediaPort } from "../../chat/ports.ts";
import { type Delivery, planDelivery } from "../../chat/mediaPlan.ts";
import type { Part } from "../../gemini/wire.ts";
import type { VideoMetadata } from "../../gemini/wireParts.ts";
import type { FileReference, MediaView } from "../../shared/transcript.ts";
import { decodeText } from "./identify.ts";
import type { UploadRecord } from "./uploadRecords.ts";
import type { Uploads } from "./uploads.ts";

export interface DeliveryPorts {
  readonly uploads: Uploads;
  /** All bytes of a file, undefined if they are gone. */
  readonly read: (file: FileReference) => Promise<Uint8Array | undefined>;
  /** The file as it is there now: the same if nothing has happened to it, undefined if there is nothing to send any more. */
  readonly current: (file: FileReference) => Promise<FileReference | undefined>;
  /** Bytes that a request may carry inside. */
  readonly inlineLimit: () => number;
}

interface Located {
  readonly file: FileReference;
  readonly record: UploadRecord | undefined;
  readonly isGone: boolean;
}

/** Decides for every file of a request how it travels, and sees to it that it does. */
export class MediaDelivery implements MediaPort {
  readonly #ports: DeliveryPorts;

  constructor(ports: DeliveryPorts) {
    this.#ports = ports;
  }

  async partsFor(
    files: readonly FileReference[],
    { signal, onProgress, onChanged }: MediaOptions,
  ): Promise<readonly (Part | undefined)[]> {
    const { located, plan } = await this.#plan(files, signal);
    const report = this.#reporter(
      located.map(({ file }) => file),
      onProgress,
    );
    return Promise.all(
      located.map(async ({ file, record, isGone }, index) => {
        const before = files[index];
        if (before !== undefined && before !== file) {
          onChanged?.(before, file);
        }
        const delivery = plan[index] ?? "upload";
        const onSent = (sent: number) => report(index, sent);
        return isGone ? undefined : this.#part(file, { record, delivery, signal, onSent });
      }),
    );
  }

  /**
   * The same without anything being uploaded for it; undefined where something would have to be, or where more than `most`
   * bytes would be inside the request.
   */
  async partsOnHand(
    files: readonly FileReference[],
    most: number,
    signal: AbortSignal,
  ): Promise<readonly (Part | undefined)[] | undefined> {
    const { located, plan } = await this.#plan(files, signal);
    const unsent = located.filter(({ record, isGone }) => record === undefined && !isGone);
    const isOnHand = located.every((place, index) => !unsent.includes(place) || plan[index] === "inline");
    const inside = unsent.reduce((sum, { file }) => sum + file.size, 0);
    return isOnHand && inside <= most
      ? this.partsFor(files, { signal, onProgress: () => undefined })
      : undefined;
  }

  async #plan(files: readonly FileReference[], signal: AbortSignal) {
    const located = await Promise.all(files.map((file) => this.#locate(file, signal)));
    const sizes = located.map(({ file, record, isGone }) => ({
      size: file.size,
      uploaded: record !== undefined || isGone,
    }));
    return { located, plan: planDelivery(sizes, this.#ports.inlineLimit()) };
  }

  /** As it was attached while that lies on the server; else as it is now. */
  async #locate(file: FileReference, signal: AbortSignal): Promise<Located> {
    const { uploads, current } = this.#ports;
    const record = await uploads.find(file, signal);
    const now = record === undefined ? await current(file) : file;
    if (now === undefined) {
      return { file, record, isGone: true };
    }
    return now === file
      ? { file, record, isGone: false }
      : { file: now, record: await uploads.find(now, signal), isGone: false };
  }

  forget(files: readonly FileReference[], complaint: string): Promise<number> {
    return this.#ports.uploads.forget(files, complaint);
  }

  async #part(
    file: FileReference,
    {
      record,
      delivery,
      signal,
      onSent,
    }: {
      readonly record: UploadRecord | undefined;
      readonly delivery: Delivery;
      readonly signal: AbortSignal;
      readonly onSent: (sent: number) => void;
    },
  ): Promise<Part | undefined> {
    if (record !== undefined) {
      return reference(record, file);
    }
    if (delivery === "inline") {
      const bytes = await this.#ports.read(file);
      return bytes && inlinePart(file, bytes);
    }
    const uploaded = await this.#ports.uploads.wait(file, signal, (state) =>
      onSent(state.type === "uploading" ? state.sent : file.size),
    );
    return reference(uploaded, file);
  }

  /** Tells of the file that has most before it. */
  #reporter(files: readonly FileReference[], onProgress: MediaOptions["onProgress"]) {
    const left = new Map<number, number>();
    return (index: number, sent: number) => {
      left.set(index, (files[index]?.size ?? 0) - sent);
      const [slowest] = [...left].sort(([, a], [, b]) => b - a)[0] ?? [];
      const file = files[slowest ?? index];
      if (file !== undefined) {
        onProgress({
          label: file.label,
          size: file.size,
          sent: file.size - (left.get(slowest ?? index) ?? 0),
        });
      }
    };
  }
}

function reference({ fileUri, mimeType }: UploadRecord, { view }: FileReference): Part {
  return { fileData: { fileUri, mimeType }, ...viewFields(mimeType, view) };
}

function inlinePart(file: FileReference, bytes: Uint8Array): Part {
  const { mimeType, label, view } = file;
  if (mimeType === "text/plain") {
    return { text: `${label}:\n\n${decodeText(bytes)}` };
  }
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  return { inlineData: { mimeType, data }, ...viewFields(mimeType, view) };
}

function viewFields(
  mimeType: string,
  view: MediaView | undefined,
): Pick<Part, "videoMetadata" | "mediaResolution"> {
  const { start, end, framesPerSecond, resolution } = view ?? {};
  const videoMetadata: VideoMetadata = {
    ...(start !== undefined && { startOffset: `${start}s` }),
    ...(end !== undefined && { endOffset: `${end}s` }),
    ...(framesPerSecond !== undefined && { fps: framesPerSecond }),
  };
  const isVideo = mimeType.startsWith("video/");
  return {
    ...(isVideo && Object.keys(videoMetadata).length > 0 && { videoMetadata }),
    ...(resolution !== undefined && {
      mediaResolution: { level: `MEDIA_RESOLUTION_${resolution.toUpperCase()}` },
    }),
  };
}
