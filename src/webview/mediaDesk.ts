import * as vscode from "vscode";
import type { AttachmentStore } from "../chat/ports.ts";
import type { ChatSession } from "../chat/session.ts";
import type { Media } from "../host/media/media.ts";
import { playable } from "../host/media/playable.ts";
import type { Handlers, ToHost } from "../shared/protocol.ts";
import type { ChatView } from "./chatView.ts";
import { imageType } from "./conversationImages.ts";
import type { PanelActions } from "./panelActions.ts";

/** Messages of the page that are about what was sent along, and what the model made. */
type MediaMessage = "revealCode" | "openImage" | "loadImage" | "saveMedia" | "openMedia";

export interface MediaDeskPorts {
  readonly session: ChatSession;
  readonly attachments: AttachmentStore;
  readonly media: Media;
  /** Where the attachment store keeps its files. */
  readonly mediaFolder: vscode.Uri;
  readonly actions: PanelActions;
  readonly fail: (error: unknown) => void;
}

/** What the page `view` may do with files of the conversation: it names them by their hash, and gets no others. */
export function mediaHandlers(ports: MediaDeskPorts, view: ChatView): Pick<Handlers<ToHost>, MediaMessage> {
  const run = (work: Promise<void>) => void work.catch(ports.fail);
  const reveal = ({ turnId, part }: { readonly turnId: string; readonly part: number }) => {
    const turn = ports.session.transcript.turns.find((candidate) => candidate.id === turnId);
    const found = turn?.role === "user" ? turn.parts[part] : undefined;
    if (found !== undefined) {
      ports.actions.reveal(found);
    }
  };
  return {
    revealCode: reveal,
    openImage: reveal,
    loadImage: ({ hash }) => run(load(ports, view, hash)),
    saveMedia: ({ hash }) => run(save(ports, hash)),
    openMedia: ({ hash }) => run(open(ports, hash)),
  };
}

async function load(ports: MediaDeskPorts, view: ChatView, hash: string): Promise<void> {
  const { mimeType = "", bytes } = await find(ports, hash);
  view.post({ type: "image", hash, mimeType, ...(bytes && { bytes }) });
}

async function save(ports: MediaDeskPorts, hash: string): Promise<void> {
  const { mimeType, bytes } = await find(ports, hash);
  const { saveGenerated } = await import("../host/media/generatedFiles.lazy.ts");
  await saveGenerated({ hash, mimeType, bytes });
}

async function open(ports: MediaDeskPorts, hash: string): Promise<void> {
  const { mimeType, bytes } = await find(ports, hash);
  const { openGenerated } = await import("../host/media/generatedFiles.lazy.ts");
  await openGenerated(vscode.Uri.joinPath(ports.mediaFolder, "..", "opened"), { hash, mimeType, bytes });
}

async function find({ session, media, attachments }: MediaDeskPorts, hash: string) {
  const mimeType = imageType(session.transcript, media.tray.files, hash);
  const bytes = mimeType === undefined ? undefined : await attachments.get(hash);
  return mimeType === undefined || bytes === undefined ? { mimeType, bytes } : playable({ mimeType, bytes });
}
