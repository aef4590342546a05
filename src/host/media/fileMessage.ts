import type { PromptPart } from "../../chat/conversation.ts";
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
