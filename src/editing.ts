import * as vscode from "vscode";
import type { DisposableStore } from "./base/disposable.ts";
import type { Lazy } from "./base/lazy.ts";
import { askInChat } from "./commands.ts";
import type { Core } from "./core.ts";
import type { LastEditor } from "./editor/lastEditor.ts";
import type { Editing } from "./editor/editing.lazy.ts";
import { writeActions } from "./editor/writeActions.ts";
import type { InputMemory } from "./editor/writeCommands.ts";
import { besideThePanel } from "./host/besideThePanel.ts";
import { chosenUris } from "./host/media/attachActions.ts";
import { createPromptFiles } from "./host/media/promptFiles.ts";
import { languageIdFor } from "./host/languageId.ts";
import { showProblem } from "./host/showProblem.ts";
import { hasWorkspaceText, workspaceText } from "./host/workspaceText.ts";
import type { ChatPanel } from "./webview/chatPanel.ts";

const REVIEWS = "reviews.json";

interface EditingParts {
  readonly core: Core;
  readonly lastEditor: LastEditor;
  readonly warm: () => void;
  readonly panel: () => ChatPanel;
}

/** Where Castor reads from documents and writes into them: most windows never want it, and it is half of the code. */
export async function loadEditing(
  context: vscode.ExtensionContext,
  store: DisposableStore,
  { core, lastEditor, warm, panel }: EditingParts,
): Promise<Editing> {
  const { session, settings, log, gemini, attachments, media, wording, run, fail } = core;
  const { createEditing } = await import("./editor/editing.lazy.ts");
  const editing = await createEditing({
    model: {
      client: gemini,
      options: () => settings.generation,
      wording,
      showProblem: (problem) => run(showProblem(problem)),
    },
    // Two windows have each something undecided: neither takes the other's for its own.
    reviewStore: workspaceText(context, REVIEWS, fail, { isOwnFirst: true }),
    promptFolders: {
      builtIn: vscode.Uri.joinPath(context.extensionUri, "media", "prompts"),
      user: vscode.Uri.joinPath(context.globalStorageUri, "prompts"),
    },
    projectInstructions: {
      file: () => settings.instructionsFile,
      log: (message) => log.info(message),
    },
    suggestions: { isEnabled: () => settings.suggestsCode },
    panelCode: { editor: () => lastEditor.get(), column: besideThePanel },
    runner: {
      files: createPromptFiles({ store: attachments, delivery: media.delivery }),
      languageId: languageIdFor,
    },
    memory: inputMemory(context),
    attachments,
    warm,
    ask: (message) => askInChat({ session, panel: panel() }, message),
    chosenUris,
    fail,
  });
  return store.add(editing);
}

/** What has to be there before anybody asks: changes that wait to be decided about, and suggestions that are wanted. */
export async function wakeEditing(
  context: vscode.ExtensionContext,
  store: DisposableStore,
  { editing, settings, run }: Pick<Core, "settings" | "run"> & { readonly editing: Lazy<Editing> },
): Promise<void> {
  const update = async () => {
    if (settings.suggestsCode) {
      (await editing.get()).updateSuggestions();
    }
  };
  store.add(settings.onDidChange(() => run(update())));
  await update();
  if (hasWorkspaceText(context, REVIEWS)) {
    await editing.get();
  }
}

export function registerCodeActions(editing: Lazy<Editing>): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: async (document, range, context, token) =>
      range.isEmpty && context.diagnostics.length === 0
        ? [...writeActions(document, range, context)]
        : (await editing.get()).actions.provideCodeActions(document, range, context, token),
  };
  const { QuickFix, RefactorRewrite, Empty } = vscode.CodeActionKind;
  return vscode.languages.registerCodeActionsProvider("*", provider, {
    providedCodeActionKinds: [QuickFix, RefactorRewrite.append("castor"), Empty.append("castor.explain")],
  });
}

/** What was typed last is there again after a reload; it may speak of the workspace, so it stays in it. */
function inputMemory({ workspaceState }: vscode.ExtensionContext): InputMemory {
  return {
    get: (purpose) => workspaceState.get<string>(`castor.input.${purpose}`),
    set: (purpose, typed) => workspaceState.update(`castor.input.${purpose}`, typed),
  };
}
