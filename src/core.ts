import type * as vscode from "vscode";
import type { DisposableStore } from "./base/disposable.ts";
import { Library } from "./chat/library.ts";
import { ChatSession } from "./chat/session.ts";
import { ApiKeys } from "./host/apiKey.ts";
import { AttachmentFiles } from "./host/attachmentFiles.ts";
import { createConversations } from "./host/conversations.ts";
import { GeminiService } from "./host/geminiService.ts";
import type { KeyPorts } from "./host/keyCommands.ts";
import { Log } from "./host/log.ts";
import { createMedia } from "./host/media/media.ts";
import { Network } from "./host/network.ts";
import { problemOf } from "./host/problems.ts";
import { Settings } from "./host/settings.ts";
import { showProblem } from "./host/showProblem.ts";
import { createUsage } from "./host/usage.ts";
import { createWording } from "./host/wording.ts";

/** What everything else rests on: settings, keys, network, files, conversations. */
export function createCore(context: vscode.ExtensionContext, store: DisposableStore) {
  const settings = new Settings();
  const log = store.add(new Log(settings));
  const keys = store.add(new ApiKeys(context.secrets, settings));
  const network = store.add(new Network());
  const gemini = new GeminiService(settings, keys, network, log);
  const onProblem = (error: unknown) => fail(error);
  const conversations = createConversations({ context, onProblem, warn: (problem) => log.warn(problem) });
  store.add(conversations.store);
  const { mediaFolder } = conversations;
  const attachments = new AttachmentFiles(mediaFolder);
  const media = createMedia({
    gemini,
    settings,
    keys,
    store: attachments,
    folder: mediaFolder,
    global: context.globalStorageUri,
    onProblem,
  });
  store.add(media.uploads);
  const usage = store.add(createUsage({ context, settings, gemini, onProblem }));
  const wording = createWording(() => gemini.problemContext);
  const session = store.add(
    new ChatSession({
      client: gemini,
      options: () => settings.generation,
      attachments,
      media: media.delivery,
      store: conversations.store,
      current: conversations.current,
      workspace: conversations.workspace,
      onChanged: (tree) => conversations.index.update(tree),
      wording,
    }),
  );
  const keyPorts: KeyPorts = { keys, settings, check: (key, signal) => gemini.checkKey(key, signal) };
  const run = (work: Thenable<unknown>) => void work.then(undefined, (error: unknown) => fail(error));
  const fail = (error: unknown): void => {
    log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    run(showProblem(problemOf(error, gemini.problemContext)));
  };
  return {
    settings,
    log,
    keys,
    gemini,
    attachments,
    media,
    conversations,
    wording,
    usage,
    session,
    library: new Library({ session, ...conversations }),
    restored: conversations.takeOver().then(() => session.restore()),
    keyPorts,
    run,
    fail,
  };
}

export type Core = ReturnType<typeof createCore>;
