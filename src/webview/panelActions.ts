import * as vscode from "vscode";
import { openLink } from "../host/links.ts";
import { languageIdFor } from "../host/languageId.ts";
import type { CodeOfTurn } from "../chat/codeOfTurn.ts";
import { besideThePanel } from "../host/besideThePanel.ts";
import type { CodeReference, FileReference, ProblemAction, UserPart } from "../shared/transcript.ts";

/** A code block that is to go where it belongs. */
interface ApplyRequest extends CodeOfTurn {
  readonly code: string;
  /** Paths that stand at it, the surest first. */
  readonly files: readonly string[];
}

/** What the panel lets a person do outside the conversation. */
export interface PanelActions {
  /** `done` is called when the command has done its work. */
  run(
    action: Exclude<
      ProblemAction,
      "retry" | "retryWithoutFiles" | "leaveOutOldest" | "summarizeOldest" | "continue" | "newChat"
    >,
    done?: () => Promise<void>,
  ): void;
  useEnvironmentKey(): void;
  openLink(url: string): void;
  reveal(part: UserPart): void;
  copy(text: string): void;
  previewMarkdown(text: string): void;
  insertCode(code: string): void;
  replaceSelection(code: string): void;
  applyCode(request: ApplyRequest): void;
  newFile(code: string, languageId: string): void;
}

export interface PanelActionPorts {
  readonly previewMarkdown: (text: string) => Promise<void>;
  readonly code: {
    insert(code: string): Promise<void>;
    replaceSelection(code: string): Promise<void>;
    apply(request: ApplyRequest): Promise<void>;
  };
  readonly useEnvironmentKey: () => Promise<void>;
  readonly fail: (error: unknown) => void;
}

const commands: Readonly<Record<Parameters<PanelActions["run"]>[0], readonly [string, ...string[]]>> = {
  setKey: ["castor.setApiKey"],
  pickModel: ["castor.selectModel"],
  openSettings: ["castor.openSettings"],
  openNetworkSettings: ["workbench.action.openSettings", "http.proxy"],
  showLog: ["castor.showLog"],
};

/** What the panel lets a person do outside the conversation, done in VS Code. */
export function createPanelActions(ports: PanelActionPorts): PanelActions {
  const run = (work: Thenable<unknown>) => {
    work.then(undefined, (error: unknown) => ports.fail(error));
  };
  return {
    run: (action, done) => {
      const [command, ...args] = commands[action];
      run(vscode.commands.executeCommand(command, ...args).then(done));
    },
    useEnvironmentKey: () => run(ports.useEnvironmentKey()),
    openLink: (url) => run(openLink(url)),
    reveal: (part) => run(reveal(part)),
    copy: (text) => run(vscode.env.clipboard.writeText(text)),
    previewMarkdown: (text) => run(ports.previewMarkdown(text)),
    insertCode: (code) => run(ports.code.insert(code)),
    replaceSelection: (code) => run(ports.code.replaceSelection(code)),
    applyCode: (request) => run(ports.code.apply(request)),
    newFile: (code, languageId) => run(newFile(code, languageId)),
  };
}

async function reveal(part: UserPart): Promise<void> {
  if (part.type === "code") {
    await revealCode(part.code);
  } else if (part.type === "image") {
    await openFile(part.image);
  } else if (part.type === "file") {
    await openFile(part.file);
  }
}

async function revealCode(code: CodeReference): Promise<void> {
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(vscode.Uri.parse(code.uri, true));
  } catch {
    await vscode.window.showWarningMessage(
      vscode.l10n.t("{0} is no longer there. It may have been moved or deleted.", code.label),
    );
    return;
  }
  const last = document.lineAt(Math.min(code.endLine, document.lineCount - 1));
  const selection = document.validateRange(
    new vscode.Range(code.startLine, 0, code.endLine, last.text.length),
  );
  await vscode.window.showTextDocument(document, { selection, viewColumn: besideThePanel() });
}

async function openFile(file: FileReference): Promise<void> {
  const uri = vscode.Uri.parse(file.uri, true);
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    await vscode.window.showWarningMessage(
      vscode.l10n.t("{0} is no longer there. It may have been moved or deleted.", file.label),
    );
    return;
  }
  await vscode.commands.executeCommand("vscode.open", uri, besideThePanel());
}

async function newFile(code: string, languageId: string): Promise<void> {
  const language = await languageIdFor(languageId);
  const document = await vscode.workspace.openTextDocument({
    content: code,
    ...(language !== undefined && { language }),
  });
  await vscode.window.showTextDocument(document, { viewColumn: besideThePanel() });
}
