import * as vscode from "vscode";
import { DisposableStore } from "./base/disposable.ts";

/** Every command of the manifest; leaving out its handler does not compile. */
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

/** Registers the table; a command that throws says so in words through `fail`. */
export function registerCommands(table: CommandTable, fail: (error: unknown) => void): vscode.Disposable {
  const store = new DisposableStore();
  for (const [id, handler] of Object.entries(table)) {
    store.add(
      vscode.commands.registerCommand(`castor.${id}`, async (...args: readonly unknown[]) => {
        try {
          return await handler(...args);
        } catch (error) {
          fail(error);
          return undefined;
        }
      }),
    );
  }
  return store;
}
