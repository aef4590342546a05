import type { Turn } from "../../shared/transcript.ts";
import type { TurnSource } from "../conversation.ts";
import type { ConversationTree } from "../conversationTree.ts";
import type { ConversationRecord, WorkspaceTag } from "../store/records.ts";

export const FILE_FORMAT = "castor-conversation";
export const FILE_VERSION = 1;

/** A conversation as a file holds it: all that was said, on every branch, as it was really sent and received. */
export interface ConversationFile {
  readonly format: typeof FILE_FORMAT;
  readonly version: number;
  /** When the file was made, as ISO 8601. */
  readonly exported: string;
  /** Milliseconds since the epoch. */
  readonly begun?: number;
  readonly workspace?: WorkspaceTag;
  readonly title?: string;
  /** A person has chosen the title. */
  readonly named?: boolean;
  readonly pinned?: boolean;
  /** The turn that the branch ends with which is shown. */
  readonly shown?: string;
  /** Each behind its parent. */
  readonly turns: readonly FileTurn[];
  /** Bytes of what was sent and made, in base64, by their SHA-256. */
  readonly media: Readonly<Record<string, string>>;
}

export interface FileTurn {
  readonly turn: Turn;
  /** Missing for a turn that the conversation begins with. */
  readonly parent?: string;
  readonly source?: TurnSource;
}

/** The tree without its media. What was deleted is not in it: a file may be given to others. */
export function conversationFile(tree: ConversationTree, at: Date): ConversationFile {
  const kept = tree.turns;
  const ids = new Set(kept.map(({ id }) => id));
  const nearest = (id: string | undefined): string | undefined => {
    let found = id;
    while (found !== undefined && !ids.has(found)) {
      found = tree.parent(found);
    }
    return found;
  };
  const { begun, workspace, title, named, pinned } = tree.facts;
  const shown = nearest(tree.head) ?? kept.at(-1)?.id;
  return {
    format: FILE_FORMAT,
    version: FILE_VERSION,
    exported: at.toISOString(),
    ...(begun !== undefined && { begun }),
    ...(workspace && { workspace }),
    ...(title !== undefined && { title, named }),
    ...(pinned && { pinned }),
    ...(shown !== undefined && { shown }),
    turns: kept.map((turn): FileTurn => {
      const parent = nearest(tree.parent(turn.id));
      const source = tree.source(turn.id);
      return { turn, ...(parent !== undefined && { parent }), ...(source && { source }) };
    }),
    media: {},
  };
}

/** What a journal has to say to give back the conversation. */
export function recordsOf(file: ConversationFile, at: number): readonly ConversationRecord[] {
  const { begun, workspace, title, named = false, pinned, shown, turns } = file;
  return [
    { type: "begun", at: begun ?? at, ...(workspace && { workspace }) },
    ...turns.map((each): ConversationRecord => ({ type: "turn", ...each })),
    ...(title === undefined ? [] : [{ type: "title" as const, title, byPerson: named }]),
    ...(pinned === true ? [{ type: "pinned" as const, pinned }] : []),
    ...(shown === undefined ? [] : [{ type: "head" as const, turnId: shown }]),
  ];
}

/** Something with bytes that a conversation speaks of. */
export interface MediaReference {
  readonly hash: string;
  readonly mimeType: string;
  /** Name for the eye; missing for what a model has made. */
  readonly label?: string;
}

/** Everything that lies in the attachment store, each once, in the order in which it appears. */
export function mediaOf({ turns }: Pick<ConversationFile, "turns">): readonly MediaReference[] {
  const found = new Map<string, MediaReference>();
  for (const { turn, source } of turns) {
    for (const reference of [...shownMedia(turn), ...sentMedia(source)]) {
      found.set(reference.hash, found.get(reference.hash) ?? reference);
    }
  }
  return [...found.values()];
}

function shownMedia(turn: Turn): readonly MediaReference[] {
  if (turn.role === "model") {
    return turn.parts.flatMap((part) =>
      part.type === "media" ? [{ hash: part.hash, mimeType: part.mimeType }] : [],
    );
  }
  return turn.parts.flatMap((part) => {
    const file = part.type === "image" ? part.image : part.type === "file" ? part.file : undefined;
    const hash = file?.hash;
    return file === undefined || hash === undefined
      ? []
      : [{ hash, mimeType: file.mimeType, label: file.label }];
  });
}

function sentMedia(source: TurnSource | undefined): readonly MediaReference[] {
  if (source?.role === "model") {
    return (source.content?.parts ?? []).flatMap(({ inlineData }) =>
      inlineData && "hash" in inlineData ? [{ hash: inlineData.hash, mimeType: inlineData.mimeType }] : [],
    );
  }
  return (source?.prompt ?? []).flatMap((part) => {
    if (part.type === "image") {
      return [{ hash: part.hash, mimeType: part.mimeType }];
    }
    const hash = part.type === "file" ? part.file.hash : undefined;
    return part.type === "file" && hash !== undefined
      ? [{ hash, mimeType: part.file.mimeType, label: part.file.label }]
      : [];
  });
}
