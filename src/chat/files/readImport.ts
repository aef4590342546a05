import type { PromptPart } from "../conversation.ts";
import type { FileReference, UserPart } from "../../shared/transcript.ts";
import type { ConversationFile } from "./conversationFile.ts";
import { parseConversationFile } from "./fileSchema.ts";
import { ImportProblem } from "./importProblem.ts";
import { mapFiles, mapUserTurns } from "./mapTurns.ts";
import { readMarkdownFile } from "./markdownFile.ts";
import { isStudioFile, type KeepBytes, readStudioFile, type StudioWords } from "./studioFile.ts";

export interface Imported {
  readonly file: ConversationFile;
  /** Of Markdown that a person has changed only what is read there was taken. */
  readonly textOnly: boolean;
  /** What the model was told elsewhere; Castor has a setting for it. */
  readonly systemInstruction: string;
  /** Files that are not in what was imported. */
  readonly missingFiles: number;
}

export interface ImportOptions {
  readonly words: StudioWords;
  readonly keep: KeepBytes;
  readonly at: Date;
}

/**
 * What a file says: Castor's JSON or Markdown, or Google AI Studio's JSON. Its media are kept when this returns; nothing else
 * has been done with it. Throws an `ImportProblem`.
 */
export async function readImport(content: string, options: ImportOptions): Promise<Imported> {
  const plain = { systemInstruction: "", missingFiles: 0 };
  if (!/^\s*\{/.test(content.replace(/^\uFEFF/, ""))) {
    return { ...plain, ...(await readMarkdownFile(content, options.at)) };
  }
  const value = parseJson(content);
  if (isStudioFile(value)) {
    return { textOnly: false, ...(await readStudioFile(value, options)) };
  }
  const file = await withKeptMedia(parseConversationFile(value), options.keep);
  return { ...plain, textOnly: false, file };
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new ImportProblem("damaged", error);
  }
}

/** The bytes go where Castor keeps them; what was kept by the Castor that wrote the file is then found here. */
async function withKeptMedia(file: ConversationFile, keep: KeepBytes): Promise<ConversationFile> {
  const places = new Map<string, string>();
  for (const [hash, base64] of Object.entries(file.media)) {
    const kept = await keep(base64);
    if (kept.hash !== hash) {
      throw new ImportProblem("damaged", `media ${hash}`);
    }
    places.set(hash, kept.uri);
  }
  return mapFiles({ ...file, media: {} }, (reference) => {
    const place = places.get(reference.hash ?? "");
    return place !== undefined && reference.uri.endsWith(`/media/${reference.hash ?? ""}`)
      ? { ...reference, uri: place }
      : reference;
  });
}

/** Files that a conversation would send of which only an address is known; `has` tells of what is kept here. */
export async function filesElsewhere(
  { turns }: ConversationFile,
  has: (hash: string) => Promise<boolean>,
): Promise<readonly FileReference[]> {
  const found = new Map<string, FileReference>();
  for (const { source } of turns) {
    for (const part of source?.role === "user" ? source.prompt : []) {
      if (part.type === "file" && !(part.file.hash !== undefined && (await has(part.file.hash)))) {
        found.set(part.file.uri, part.file);
      }
    }
  }
  return [...found.values()];
}

/** The conversation without these files: they are shown as not sent, and the model is told that they were there. */
export function withoutFiles(file: ConversationFile, files: readonly FileReference[]): ConversationFile {
  const uris = new Set(files.map(({ uri }) => uri));
  const shown = (part: UserPart): UserPart =>
    part.type === "file" && uris.has(part.file.uri) ? { ...part, leftOut: true } : part;
  const sent = (part: PromptPart): PromptPart =>
    part.type === "file" && uris.has(part.file.uri)
      ? { type: "text", text: `[The file ${part.file.label} was here. It is no longer available.]` }
      : part;
  return mapUserTurns(file, shown, sent);
}
