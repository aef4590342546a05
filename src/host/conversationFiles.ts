import * as vscode from "vscode";
import type { Library } from "../chat/library.ts";
import type { AttachmentStore } from "../chat/ports.ts";
import type { ChatSession } from "../chat/session.ts";
import { redactor } from "../gemini/redact.ts";
import type { Turn } from "../shared/transcript.ts";

export interface ConversationFilesPorts {
  readonly session: ChatSession;
  readonly library: Library;
  readonly attachments: AttachmentStore;
  readonly mediaFolder: vscode.Uri;
  readonly key: () => Promise<string>;
  /** Brings the chat to the front. */
  readonly show: () => Promise<void>;
}

/** Conversations as files: what leaves Castor, and what comes back. Loaded when it is wanted. */
export interface ConversationFiles {
  /** Without an id the one that is open. */
  export(id?: string): Promise<void>;
  /** Without a file it asks for one. */
  import(file?: vscode.Uri): Promise<void>;
  /** Puts a turn of the open conversation on the clipboard, as Markdown. */
  copyTurn(turnId: string): Promise<void>;
  /** A turn as it is copied. */
  readonly markdown: (turn: Turn) => Promise<string>;
}

export function createConversationFiles(ports: ConversationFilesPorts): ConversationFiles {
  const { session, library, attachments, mediaFolder } = ports;
  const exporting = () => import("./exchange/exportConversation.lazy.ts");
  const redact = async () => redactor(await ports.key());
  const markdown = async (turn: Turn) => (await exporting()).copiedTurn(turn, await redact());
  return {
    markdown,
    export: async (id = session.transcript.id) => {
      const { exportConversation } = await exporting();
      await exportConversation(await library.tree(id), { attachments, redact: await redact() });
    },
    import: async (file) => {
      const { importConversation } = await import("./exchange/importConversation.lazy.ts");
      const add = async (records: Parameters<Library["add"]>[0]) => {
        await library.add(records);
        await ports.show();
      };
      await importConversation({ attachments, mediaFolder, add }, file);
    },
    copyTurn: async (turnId) => {
      const turn = session.transcript.turns.find(({ id }) => id === turnId);
      if (turn !== undefined) {
        await vscode.env.clipboard.writeText(await markdown(turn));
      }
    },
  };
}
