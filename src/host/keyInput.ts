import * as vscode from "vscode";

export type KeyCheck =
  | {
      readonly type: "accepted";
      /** Why the chosen model cannot be used with it. */ readonly modelTrouble?: string;
    }
  /** The endpoint answered that the key is no good. */
  | { readonly type: "rejected"; readonly reason: string }
  /** No word on the key: the endpoint could not be asked, or had other trouble. */
  | { readonly type: "unchecked"; readonly reason: string };

/**
 * An input box that stays open while the key is checked and says why one was refused. A key that could not be
 * checked is taken when Enter is pressed on it once more.
 */
export async function askForKey(
  prompt: string,
  check: (key: string, signal: AbortSignal) => Promise<KeyCheck>,
): Promise<string | undefined> {
  const input = vscode.window.createInputBox();
  input.title = vscode.l10n.t("Castor: API Key");
  input.prompt = prompt;
  input.placeholder = vscode.l10n.t("Paste the key and press Enter");
  input.password = true;
  input.ignoreFocusOut = true;
  let checking: AbortController | undefined;
  let unchecked: string | undefined;

  const stopChecking = () => {
    checking?.abort();
    checking = undefined;
    input.busy = false;
  };
  const submit = async (): Promise<string | undefined> => {
    const key = input.value.trim();
    const words = clearlyNoKey(key);
    if (words !== undefined) {
      input.validationMessage = words;
      return undefined;
    }
    if (key === unchecked) {
      return key;
    }
    stopChecking();
    const controller = new AbortController();
    checking = controller;
    input.busy = true;
    input.validationMessage = undefined;
    const result = await check(key, controller.signal);
    if (controller.signal.aborted) {
      return undefined;
    }
    input.busy = false;
    if (result.type === "accepted") {
      return key;
    }
    unchecked = result.type === "unchecked" ? key : undefined;
    input.validationMessage = message(result);
    return undefined;
  };

  return new Promise((resolve, reject) => {
    input.onDidChangeValue(() => {
      stopChecking();
      input.validationMessage = undefined;
    });
    input.onDidAccept(() => {
      submit()
        .then((key) => {
          if (key !== undefined) {
            resolve(key);
            input.hide();
          }
        })
        .catch(reject);
    });
    input.onDidHide(() => {
      stopChecking();
      input.dispose();
      resolve(undefined);
    });
    input.show();
  });
}

/** Only what can be no header value is refused here; whether a key is valid the endpoint alone knows. */
function clearlyNoKey(key: string): string | undefined {
  if (key === "") {
    return vscode.l10n.t("Paste a key first.");
  }
  return /[^\x21-\x7e]/.test(key)
    ? vscode.l10n.t("This has blanks or characters that no key has. Copy the key again, whole.")
    : undefined;
}

function message(result: Exclude<KeyCheck, { readonly type: "accepted" }>): vscode.InputBoxValidationMessage {
  return result.type === "rejected"
    ? { message: result.reason, severity: vscode.InputBoxValidationSeverity.Error }
    : {
        message: vscode.l10n.t("{0} Press Enter again to keep the key unchecked.", result.reason),
        severity: vscode.InputBoxValidationSeverity.Warning,
      };
}
