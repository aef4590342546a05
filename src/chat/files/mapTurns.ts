import type { FileReference, UserPart } from "../../shared/transcript.ts";
import type { PromptPart } from "../conversation.ts";
import type { ConversationFile, FileTurn } from "./conversationFile.ts";

/** With other references in the place of those to files, in what is shown and in what was sent. */
export function mapFiles(
  file: ConversationFile,
  map: (file: FileReference) => FileReference,
): ConversationFile {
  return mapUserTurns(
    file,
    (part) =>
      part.type === "image"
        ? { ...part, image: { ...map(part.image), hash: part.image.hash } }
        : part.type === "file"
          ? { ...part, file: map(part.file) }
          : part,
    (part) => (part.type === "file" ? { ...part, file: map(part.file) } : part),
  );
}

/** With other parts in the turns of the person. */
export function mapUserTurns(
  file: ConversationFile,
  shown: (part: UserPart) => UserPart,
  sent: (part: PromptPart) => PromptPart,
): ConversationFile {
  const turns = file.turns.map((each): FileTurn => {
    const { turn, source } = each;
    return turn.role === "model"
      ? each
      : {
          ...each,
          turn: { ...turn, parts: turn.parts.map(shown) },
          ...(source?.role === "user" && { source: { ...source, prompt: source.prompt.map(sent) } }),
        };
  });
  return { ...file, turns };
}
