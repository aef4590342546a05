import * as vscode from "vscode";

export type KeyCheck =
  | {
      readonly type: "accepted";
      /** Why the chosen model cannot be used with it. */
      readonly modelTrouble?: string;
    }
  /** The endpoint answered that the key is no good. */
  | { readonly type: "rejected"; readonly reason: string }
  /** No word on the key: the endpoint could not be asked, or had other trouble. */
  | { readonly type: "unchecked"; readonly reason: string };

export type CheckKey = (key: string, signal: AbortSignal) => Promise<KeyCheck>;

/**
 * An input box that stays open while the key is checked and says why one was refused. A key that could not be
 * checked is taken when Enter is pressed on it once more.
 */
export async function askForKey(prompt: string, check: CheckKey): Promise<string | undefined> {
  const input = new KeyInput(prompt, check);
  try {
    return await input.result;
  } finally {
    input.dispose();
  }
}

class KeyInput implements vscode.Disposable {
  readonly #input = vscode.window.createInputBox();
  readonly #check: CheckKey;
  readonly #settled = Promise.withResolvers<string | undefined>();
  readonly result = this.#settled.promise;
  #checking: AbortController | undefined;
  #unchecked: string | undefined;

  constructor(prompt: string, check: CheckKey) {
    this.#check = check;
    const input = this.#input;
    input.title = vscode.l10n.t("Castor: API Key");
    input.prompt = prompt;
    input.placeholder = vscode.l10n.t("Paste the key and press Enter");
    input.password = true;
    input.ignoreFocusOut = true;
    input.onDidChangeValue(() => {
      this.#stopChecking();
      input.validationMessage = undefined;
    });
    input.onDidAccept(() => {
      this.#submit(input.value.trim()).catch(this.#settled.reject);
    });
    input.onDidHide(() => this.#settled.resolve(undefined));
    input.show();
  }

  dispose(): void {
    this.#stopChecking();
    this.#input.dispose();
  }

  async #submit(key: string): Promise<void> {
    const words = clearlyNoKey(key);
    if (words !== undefined) {
      this.#input.validationMessage = words;
      return;
    }
    if (key === this.#unchecked) {
      this.#settled.resolve(key);
      return;
    }
    this.#stopChecking();
    const controller = new AbortController();
    this.#checking = controller;
    this.#input.busy = true;
    this.#input.validationMessage = undefined;
    const result = await this.#check(key, controller.signal);
    if (controller.signal.aborted) {
      return;
    }
    this.#input.busy = false;
    if (result.type === "accepted") {
      this.#settled.resolve(key);
      return;
    }
    this.#unchecked = result.type === "unchecked" ? key : undefined;
    this.#input.validationMessage = message(result);
  }

  #stopChecking(): void {
    this.#checking?.abort();
    this.#checking = undefined;
    this.#input.busy = false;
  }
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
