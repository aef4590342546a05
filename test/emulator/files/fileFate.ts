/** What becomes of a file once its bytes are there, other than the ordinary. */
export interface FileFate {
  /** How many times a client that asks is told PROCESSING; default: as for every file of its kind. */
  readonly processingPolls?: number;
  /** Processing ends in FAILED, with an error. */
  readonly fails?: true;
  /** How many answers leave the state out, the one to the upload included. */
  readonly statelessAnswers?: number;
  /** The file is gone when it is first asked for or used; the status that says so. */
  readonly goneAs?: GoneAs;
  /** The hash is another file's. */
  readonly wrongHash?: true;
}

/** The service has said all three of a file that expired: no permission, not found, not ACTIVE. */
export type GoneAs = 403 | 404 | 400;

export interface Interruption {
  /** After how much of a request's body; default: half of it. */
  readonly bytes?: number;
  /** How long nothing more is read before it happens. */
  readonly holdMs?: number;
  /** Nothing more is read and nothing happens before this settles. */
  readonly until?: Promise<unknown>;
  /** After a pause the request goes on as if nothing had been. */
  readonly how: "reset" | "unavailable" | "stall" | "short" | "pause";
}

/** What goes wrong with an upload's bytes; the files have a fate of their own. */
export interface UploadFaults {
  readonly interrupt?: Interruption;
  /** The file is made, and the reply that would say so is a 503. */
  readonly loseReply?: true;
  /** The upload URL is forgotten. */
  readonly forget?: true;
  readonly fate?: FileFate;
}
