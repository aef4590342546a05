import * as vscode from "vscode";
import { DisposableStore } from "./base/disposable.ts";

/** Every command of the manifest but for the prefix `castor.`; leaving out its handler does not compile. */
export type CommandId =
  | "openChat"
  | "newChat"
  | "stop"
  | "regenerate"
  | "selectModel"
  | "openInEditor"
  | "moveToSecondarySideBar"
  | "moveToPrimarySideBar"
  | "focusLastMessage"
  | "setApiKey"
  | "removeApiKey"
  | "testConnection"
  | "explainSelection"
  | "describeImage"
  | "generateAtCursor"
  | "stopGenerating"
  | "showLastRequestAsCurl"
  | "showLog"
  | "openSettings";

export type CommandTable = Readonly<Record<CommandId, (...args: readonly unknown[]) => unknown>>;

/** Registers the table; what a command throws is told to the person through `fail`. */
export function registerCommands(table: CommandTable, fail: (error: unknown) => void): vscode.Disposable {
  const store = new DisposableStore();
  for (const [id, handler] of Object.entries(table)) {
    const run = async (...args: readonly unknown[]) => {
      try {
        await handler(...args);
      } catch (error) {
        fail(error);
      }
    };
    store.add(vscode.commands.registerCommand(`castor.${id}`, run));
  }
  return store;
}
