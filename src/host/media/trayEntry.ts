import type { AttachmentState } from "../../shared/attachment.ts";
import type { FileReference } from "../../shared/transcript.ts";
import type { DraftFile } from "./draftFile.ts";
import type { Candidate } from "./intake.ts";
import type { RunningUpload } from "./runningUpload.ts";

/** A file that waits in a composer. */
export interface Entry {
  readonly id: string;
  /** The conversation in whose composer it waits. */
  owner: string;
  label: string;
  /** Undefined while its bytes are on their way here. */
  candidate: Candidate | undefined;
  readonly controller: AbortController;
  file: FileReference | undefined;
  state: AttachmentState;
  upload: RunningUpload | undefined;
  /** Settles when it is known what the file is, or that this will not be known. */
  read: Promise<void>;
  /** Settles `read` for a file whose bytes are on their way here. */
  readonly bytes: PromiseWithResolvers<undefined>;
}

export function unread({ uri, label, hash }: Candidate): DraftFile {
  return { uri: uri.toString(), label, ...(hash !== undefined && { hash }) };
}

export function newEntry(id: string, label: string, owner: string): Entry {
  return {
    id,
    owner,
    label,
    candidate: undefined,
    controller: new AbortController(),
    file: undefined,
    state: { type: "reading" },
    upload: undefined,
    read: Promise.resolve(),
    bytes: Promise.withResolvers(),
  };
}

export function abandon({ upload }: Entry): void {
  if (upload !== undefined) {
    upload.kept = false;
    upload.abortIfUnwanted();
  }
}
