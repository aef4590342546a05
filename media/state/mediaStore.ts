import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Host } from "../host.ts";

/** Raster formats a browser shows; SVG is left out because it is a document, not a picture. */
const shownImage = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;

/** True for types that may stand in an `<img>`. */
export function isShownImage(mimeType: string): boolean {
  return shownImage.test(mimeType);
}

export type MediaState =
  | { readonly type: "loading" }
  | { readonly type: "ready"; readonly url: string; readonly kind: "image" | "audio" }
  /** The bytes are gone or of a format no browser shows. */
  | { readonly type: "missing" };

interface Entry {
  readonly state: Signal<MediaState>;
  users: number;
}

/** Images and sounds by hash: asked of the host once, shared by all that show them, dropped with the last. */
export class MediaStore {
  readonly #host: Host;
  readonly #entries = new Map<string, Entry>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Each call must be met by one of `release`. */
  acquire(hash: string): ReadonlySignal<MediaState> {
    const entry = this.#entries.get(hash) ?? this.#request(hash);
    entry.users += 1;
    return entry.state;
  }

  release(hash: string): void {
    const entry = this.#entries.get(hash);
    if (entry && --entry.users === 0) {
      this.#entries.delete(hash);
      revoke(entry.state.peek());
    }
  }

  receive(hash: string, mimeType: string, bytes: Uint8Array | undefined): void {
    const entry = this.#entries.get(hash);
    if (entry?.state.peek().type === "loading") {
      entry.state.value = bytes ? mediaState(mimeType, bytes) : { type: "missing" };
    }
  }

  #request(hash: string): Entry {
    const entry: Entry = { state: signal<MediaState>({ type: "loading" }), users: 0 };
    this.#entries.set(hash, entry);
    this.#host.post({ type: "loadImage", hash });
    return entry;
  }
}

function mediaState(mimeType: string, bytes: Uint8Array): MediaState {
  const kind = isShownImage(mimeType) ? "image" : mimeType.startsWith("audio/") ? "audio" : undefined;
  if (!kind) {
    return { type: "missing" };
  }
  const blob = new Blob([new Uint8Array(bytes)], { type: mimeType });
  return { type: "ready", kind, url: URL.createObjectURL(blob) };
}

function revoke(state: MediaState): void {
  if (state.type === "ready") {
    URL.revokeObjectURL(state.url);
  }
}
