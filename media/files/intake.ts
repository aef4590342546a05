import { MAX_FILES, type ToView } from "../../src/shared/protocol.ts";
import type { Host } from "../host.ts";
import { formatNumber, t } from "../l10n.ts";
import type { FileNotice } from "../state/fileNotice.ts";
import type { Incoming } from "../state/incoming.ts";
import type { Previews } from "../state/previews.ts";
import { needsConversion, type ImageConverter } from "./convertImage.ts";

type ConversionRequest = Extract<ToView, { readonly type: "convertImage" }>;

/** Longest name the host takes. */
const MAX_NAME = 1000;

/** Takes in what was dropped or pasted. */
export class Intake {
  readonly #host: Host;
  readonly #incoming: Incoming;
  readonly #previews: Previews;
  readonly #notice: FileNotice;
  readonly #convert: ImageConverter;

  constructor(
    host: Host,
    incoming: Incoming,
    previews: Previews,
    notice: FileNotice,
    convert: ImageConverter,
  ) {
    this.#host = host;
    this.#incoming = incoming;
    this.#previews = previews;
    this.#notice = notice;
    this.#convert = convert;
  }

  takeUris(uris: readonly string[]): void {
    this.#host.post({ type: "attachUris", uris: this.#atMost(uris) });
  }

  /** Files keep their order, also where one has to be converted first. */
  async takeFiles(files: readonly File[]): Promise<void> {
    for (const file of this.#atMost(files)) {
      await this.#take(file);
    }
  }

  /** Makes a PNG of an attached image that the host has, and sends that, unless it `isWanted` no longer. */
  async convert({ id, name, mimeType, bytes }: ConversionRequest, isWanted: () => boolean): Promise<void> {
    const png = await this.#convert(new Blob([new Uint8Array(bytes)], { type: mimeType }));
    if (!isWanted()) {
      return;
    }
    if (png) {
      this.#begin(id, pngName(name), png);
    } else {
      this.#host.post({ type: "conversionFailed", id });
    }
  }

  async #take(file: File): Promise<void> {
    const png = needsConversion(file.type) ? await this.#convert(file) : undefined;
    this.#begin(crypto.randomUUID(), png ? pngName(file.name) : file.name, png ?? file);
  }

  #begin(id: string, name: string, file: Blob): void {
    this.#previews.add(id, file);
    this.#incoming.begin(id, name.slice(-MAX_NAME), file);
  }

  #atMost<T>(items: readonly T[]): readonly T[] {
    if (items.length > MAX_FILES) {
      this.#notice.show(t("Only the first {0} files were attached.", formatNumber(MAX_FILES)));
    } else {
      this.#notice.clear();
    }
    return items.slice(0, MAX_FILES);
  }
}

function pngName(name: string): string {
  return name.replace(/(\.[^.]*)?$/, ".png");
}
