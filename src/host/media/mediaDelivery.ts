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
  /** Whether the bytes are still to be had. */
  readonly exists: (file: FileReference) => Promise<boolean>;
  /** Bytes that a request may carry inside. */
  readonly inlineLimit: () => number;
}

/** Decides for every file of a request how it travels, and sees to it that it does. */
export class MediaDelivery implements MediaPort {
  readonly #ports: DeliveryPorts;

  constructor(ports: DeliveryPorts) {
    this.#ports = ports;
  }

  async partsFor(
    files: readonly FileReference[],
    { signal, onProgress }: MediaOptions,
  ): Promise<readonly (Part | undefined)[]> {
    const { uploads, inlineLimit } = this.#ports;
    const records = await Promise.all(files.map((file) => uploads.find(file, signal)));
    const sizes = files.map(({ size }, index) => ({ size, uploaded: records[index] !== undefined }));
    const plan = planDelivery(sizes, inlineLimit());
    const report = this.#reporter(files, onProgress);
    return Promise.all(
      files.map((file, index) =>
        this.#part(file, {
          record: records[index],
          delivery: plan[index] ?? "upload",
          signal,
          onSent: (sent) => report(index, sent),
        }),
      ),
    );
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
    if (!(await this.#ports.exists(file))) {
      return undefined;
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
