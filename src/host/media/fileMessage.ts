import type { PromptPart } from "../../chat/conversation.ts";
import { withoutFiles } from "../../chat/editing.ts";
import type { UserMessage } from "../../chat/ports.ts";
import { mediaKind } from "../../shared/attachment.ts";
import type { FileReference, ImageReference, UserPart } from "../../shared/transcript.ts";

/** What a person says with files: several are named, so that the model can tell them apart. */
export function messageWith(files: readonly FileReference[], text: string): UserMessage {
  const words: readonly PromptPart[] = text.trim() === "" ? [] : [{ type: "text", text }];
  return {
    parts: [...files.map(shown), ...words.filter((part) => part.type === "text")],
    prompt: [...files.flatMap((file) => sent(file, files.length > 1)), ...words],
  };
}

function shown(file: FileReference): UserPart {
  return hasCopy(file) && mediaKind(file.mimeType) === "image"
    ? { type: "image", image: file }
    : { type: "file", file };
}

function sent(file: FileReference, named: boolean): readonly PromptPart[] {
  const part: PromptPart = { type: "file", file };
  return named && mediaKind(file.mimeType) !== "text" ? [{ type: "text", text: file.label }, part] : [part];
}

function hasCopy(file: FileReference): file is ImageReference {
  return file.hash !== undefined;
}

/** The words and the files of a message as a box for writing holds them: code that came with it is a part of the words. */
export function takenApart({ parts, prompt }: UserMessage): {
  readonly text: string;
  readonly files: readonly FileReference[];
} {
  const words = parts.some(({ type }) => type === "code") ? withoutFiles(prompt) : parts;
  return {
    text: words.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n"),
    files: parts.flatMap((part) =>
      part.type === "image" ? [part.image] : part.type === "file" ? [part.file] : [],
    ),
  };
}

/** Names of what is sent with the words. */
export function labelsOf(message: UserMessage): readonly string[] {
  return takenApart(message).files.map(({ label }) => label);
}
