/** The megabyte of the sizes of events. */
export const megabyte = 1_000_000;

/** An answer for a client to read. */
export interface StreamWork {
  /** Events that make up the answer. */
  readonly count: number;
  /** Characters of text, or of media in base64, in each. */
  readonly length: number;
  readonly kind: "text" | "media";
  /** How the server writes: events by themselves, many in one go as a busy network hands them on, or one every 5 ms. */
  readonly written: "singly" | "joined" | "paced";
}

/** Where the server has this answer; clients take it for the endpoint. */
export function pathOf({ count, length, kind, written }: StreamWork): string {
  return `/${kind}/${written}/${count}/${length}`;
}

/** The work of a request's path, which begins with `pathOf`. */
export function workOf(path: string): StreamWork {
  const [, kind, written, count, length] = path.split("/");
  return {
    kind: kind === "media" ? "media" : "text",
    written: written === "paced" || written === "singly" ? written : "joined",
    count: Number(count),
    length: Number(length),
  };
}
