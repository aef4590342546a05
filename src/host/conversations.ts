import { existsSync } from "node:fs";
import * as vscode from "vscode";
import { ConversationIndex } from "../chat/store/conversationIndex.ts";
import { JournalStore } from "../chat/store/journalStore.ts";
import type { WorkspaceTag } from "../chat/store/records.ts";
import { Drafts } from "./drafts.ts";
import { JournalFolder } from "./journalFolder.ts";
import { lineFile } from "./lineFile.ts";
import { storeTroubleWords } from "./storeTrouble.ts";
import { workspaceText } from "./workspaceText.ts";

export interface ConversationPorts {
  readonly context: Pick<vscode.ExtensionContext, "globalStorageUri" | "storageUri">;
  readonly onProblem: (error: unknown) => void;
  readonly warn: (problem: string) => void;
}

/** Everything that keeps conversations, put together. */
export function createConversations({ context, onProblem, warn }: ConversationPorts) {
  const { globalStorageUri } = context;
  const storage = context.storageUri ?? globalStorageUri;
  const mediaFolder = vscode.Uri.joinPath(globalStorageUri, "media");
  const journals = vscode.Uri.joinPath(globalStorageUri, "journals").fsPath;
  const files = new JournalFolder(journals);
  const store = new JournalStore({
    files,
    onTrouble: (trouble) => {
      const words = storeTroubleWords(trouble);
      warn("error" in trouble ? `${words} ${String(trouble.error)}` : words);
      void vscode.window.showWarningMessage(words);
    },
  });
  const inIndex = (name: string) => lineFile(vscode.Uri.joinPath(globalStorageUri, "index", name).fsPath);
  const index = new ConversationIndex({
    files,
    list: inIndex("list.jsonl"),
    words: inIndex("words.tsv"),
    onProblem: (error) => warn(`The list of conversations: ${String(error)}`),
  });
  const inStorage = (name: string) => vscode.Uri.joinPath(storage, name).fsPath;
  const hasFamily = context.storageUri !== undefined;
  const current = workspaceText(context, "current.txt", onProblem);
  const drafts = new Drafts({ fresh: inStorage("draft.txt"), hasFamily, journals, onProblem });
  return {
    store,
    files,
    index,
    current,
    drafts,
    mediaFolder,
    workspace: workspaceTag,
    /** Takes over what an earlier version has kept for this workspace. */
    takeOver: async () => {
      const before = vscode.Uri.joinPath(storage, "attachments").toString();
      if (existsSync(vscode.Uri.joinPath(storage, "conversations").fsPath)) {
        const { takeOverOldConversations } = await import("./oldConversations.lazy.ts");
        await takeOverOldConversations({
          storage: storage.fsPath,
          media: { before, now: mediaFolder.toString(), folder: mediaFolder.fsPath },
          workspace: workspaceTag(),
          files,
          onProblem,
        });
      }
    },
    flush: async () => {
      await Promise.all([store.flush(), index.flush(), current.flush(), drafts.flush()]);
    },
  };
}

function workspaceTag(): WorkspaceTag | undefined {
  const { workspaceFile, workspaceFolders, name } = vscode.workspace;
  const uri = workspaceFile ?? workspaceFolders?.[0]?.uri;
  return uri && { uri: uri.toString(), name: name ?? uri.path };
}
