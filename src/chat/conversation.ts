import type { Content, Part } from "../gemini/wire.ts";
import type { Blob } from "../gemini/wireParts.ts";
import type { FileReference, Transcript } from "../shared/transcript.ts";

/** A transcript together with what was really sent and received: the one is for eyes, the other for replay. */
export interface Conversation {
  readonly transcript: Transcript;
  /** By turn id. */
  readonly sources: Readonly<Record<string, TurnSource>>;
}

export type TurnSource = UserSource | ModelSource;

export interface UserSource {
  readonly role: "user";
  readonly prompt: readonly PromptPart[];
}

export interface ModelSource {
  readonly role: "model";
  /** The model that was asked; thought signatures are only valid for it. */
  readonly model: string;
  /** The answer as it came, signatures included. */
  readonly content?: KeptContent;
  /** The server refused the question itself, so it is left out of what is sent next. */
  readonly refused?: boolean;
}

export type KeptContent = Omit<Content, "parts"> & { readonly parts?: readonly KeptPart[] };

/** The bytes of what the model has made are in the attachment store, under their hash; in older journals they are here. */
export type KeptPart = Omit<Part, "inlineData"> & { readonly inlineData?: Blob | KeptBlob };

export type KeptBlob = Omit<Blob, "data"> & { readonly hash: string };

/** A part of what is sent; the bytes of an image are in the attachment store, those of a file where it says. */
export type PromptPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image"; readonly hash: string; readonly mimeType: string }
  | { readonly type: "file"; readonly file: FileReference };

/** The user turns' sources with newer versions in the place of files, by what they were: those that differ. */
export function renewedSources(
  { sources }: Conversation,
  versions: ReadonlyMap<FileReference, FileReference>,
): ReadonlyMap<string, UserSource> {
  const renewed = new Map<string, UserSource>();
  for (const [id, source] of Object.entries(sources)) {
    if (
      source.role === "user" &&
      source.prompt.some((part) => part.type === "file" && versions.has(part.file))
    ) {
      const prompt = source.prompt.map((part) => withVersion(part, versions));
      renewed.set(id, { ...source, prompt });
    }
  }
  return renewed;
}

function withVersion(part: PromptPart, versions: ReadonlyMap<FileReference, FileReference>): PromptPart {
  return part.type === "file" ? { ...part, file: versions.get(part.file) ?? part.file } : part;
}
