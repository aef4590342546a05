import * as vscode from "vscode";
import { sleep } from "../../base/abort.ts";
import { DisposableStore, type Disposable } from "../../base/disposable.ts";
import type { Wait } from "../../gemini/retry.ts";
import { contextOf } from "../codeContext.ts";
import { codeOnly } from "../fences.ts";
import { isGuarded } from "../guardedFiles.ts";
import { modelText, type ModelPorts } from "../modelText.ts";
import { suggestionPrompt } from "./suggestionPrompt.ts";
import { remainder, suggestionText, type MadeSuggestion } from "./suggestionText.ts";

/** Milliseconds of quiet before anything is asked for that nobody has asked for. */
const QUIET_MS = 350;
/** Milliseconds for which nothing more is asked for after a failure that says of no time. */
const PAUSE_MS = 60_000;
/** How much of the file goes along on either side, in UTF-16 units. */
const SURROUNDINGS = 6000;

export interface SuggestionPorts extends ModelPorts {
  /** Whether suggestions come by themselves. */
  readonly isEnabled: () => boolean;
}

/** Suggestions at the cursor, as grey text: asked for by a key, or as one types where the person has switched that on. */
export class Suggestions implements Disposable, vscode.InlineCompletionItemProvider {
  readonly #ports: SuggestionPorts;
  readonly #store = new DisposableStore();
  #isRegistered = false;
  #made: MadeSuggestion | undefined;
  /** Nothing is asked for by itself before that, on the clock of `performance.now()`. */
  #pausedUntil = -Infinity;

  constructor(ports: SuggestionPorts) {
    this.#ports = ports;
  }

  /** VS Code asks for suggestions from now on, if they are switched on. */
  update(): void {
    if (this.#ports.isEnabled()) {
      this.#register();
    }
  }

  /** Asks for a suggestion at the cursor of the active editor. */
  async suggest(): Promise<void> {
    this.#register();
    await vscode.commands.executeCommand("editor.action.inlineSuggest.trigger");
  }

  async provideInlineCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    { triggerKind }: Pick<vscode.InlineCompletionContext, "triggerKind">,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineCompletionItem[]> {
    const isAsked = triggerKind === vscode.InlineCompletionTriggerKind.Invoke;
    if (!isAsked && (!this.#ports.isEnabled() || isGuarded(document.uri.path))) {
      return [];
    }
    const place = placeOf(document, position);
    const text = remainder(this.#made, place) ?? (await this.#ask(document, position, isAsked, token));
    if (text === "" || token.isCancellationRequested) {
      return [];
    }
    this.#made = { ...place, text };
    return [new vscode.InlineCompletionItem(text, new vscode.Range(position, position))];
  }

  dispose(): void {
    this.#store.dispose();
  }

  #register(): void {
    if (!this.#isRegistered) {
      this.#isRegistered = true;
      this.#store.add(vscode.languages.registerInlineCompletionItemProvider({ pattern: "**" }, this));
    }
  }

  async #ask(
    document: vscode.TextDocument,
    position: vscode.Position,
    isAsked: boolean,
    token: vscode.CancellationToken,
  ): Promise<string> {
    if (!isAsked && performance.now() < this.#pausedUntil) {
      return "";
    }
    const controller = new AbortController();
    const stale = token.onCancellationRequested(() => controller.abort());
    try {
      if (!isAsked) {
        await sleep(QUIET_MS, controller.signal);
      }
      return await this.#answer(document, position, isAsked, controller);
    } catch (error) {
      if (!controller.signal.aborted) {
        this.#pause(error, PAUSE_MS, isAsked);
      }
      return "";
    } finally {
      stale.dispose();
    }
  }

  async #answer(
    document: vscode.TextDocument,
    position: vscode.Position,
    isAsked: boolean,
    controller: AbortController,
  ): Promise<string> {
    const { prompt, systemInstruction } = suggestionPrompt(
      contextOf(document, new vscode.Range(position, position), SURROUNDINGS),
    );
    // A suggestion that has to wait comes too late; what it would wait for is given as long as that takes.
    const onWait = ({ error, delayMs }: Wait) => {
      this.#pause(error, delayMs, isAsked);
      controller.abort();
    };
    const ports: ModelPorts = {
      ...this.#ports,
      options: () => ({ ...this.#ports.options(), thinkingLevel: "minimal" }),
      // Who has asked is told why nothing, or not all of it, came.
      showProblem: (problem) => isAsked && this.#ports.showProblem(problem),
    };
    const question = { parts: [{ text: prompt }], systemInstruction };
    const { signal } = controller;
    let answer = "";
    for await (const text of codeOnly(modelText(ports, question, { signal, onWait }), document.languageId)) {
      answer += text;
    }
    const line = document.lineAt(position.line).text;
    return suggestionText(answer, {
      before: line.slice(0, position.character),
      after: line.slice(position.character),
    });
  }

  /** Said once for each pause, and whenever the person has asked. */
  #pause(error: unknown, ms: number, isAsked: boolean): void {
    const wasPaused = performance.now() < this.#pausedUntil;
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + ms);
    if (isAsked || !wasPaused) {
      this.#ports.showProblem(this.#ports.wording.failure(error));
    }
  }
}

function placeOf(document: vscode.TextDocument, position: vscode.Position): Omit<MadeSuggestion, "text"> {
  const text = document.getText();
  const offset = document.offsetAt(position);
  return { uri: document.uri.toString(), before: text.slice(0, offset), after: text.slice(offset) };
}
