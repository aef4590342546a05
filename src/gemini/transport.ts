/**
 * What sends a request, in the shape of `fetch`. When the signal aborts it rejects, and breaks off a body that is being
 * read or sent. It does not follow redirects.
 */
export type Transport = (url: string, init: TransportInit) => Promise<TransportResponse>;

export interface TransportInit {
  readonly method: "GET" | "POST" | "DELETE";
  readonly headers: Record<string, string>;
  readonly body?: string | StreamedBody;
  readonly signal: AbortSignal;
  readonly redirect: "manual";
}

/** A body that is made while it is sent. A piece may be overwritten by its maker once the next one is asked for. */
export interface StreamedBody {
  /** Bytes, all pieces together. */
  readonly length: number;
  readonly pieces: AsyncIterable<Uint8Array>;
}

export interface TransportResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}
