import * as vscode from "vscode";
import type { ChatSession } from "../chat/session.ts";
import type { ModelTurn } from "../shared/transcript.ts";

const { t } = vscode.l10n;

const SCHEME = "castor-answer";

/** Texts that are kept for comparisons that are still open. */
const MAX_KEPT = 20;
/** Characters of an answer that tell it from others. */
const EXCERPT = 80;

export interface AnswerVersionsPorts {
  readonly session: ChatSession;
  /** Undefined where the person has chosen none. */
  readonly chooseModel: () => Promise<string | undefined>;
  /** An answer as it is to be read. */
  readonly markdown: (turn: ModelTurn) => Promise<string>;
}

/** Several answers to one question: asked for from another model, and compared. */
export class AnswerVersions implements vscode.Disposable {
  readonly #ports: AnswerVersionsPorts;
  readonly #texts = new Map<string, string>();
  #provider: vscode.Disposable | undefined;
  #count = 0;

  constructor(ports: AnswerVersionsPorts) {
    this.#ports = ports;
  }

  /** Asks the question of this answer, else of the last one, again: a model for this one time. */
  async askAnother(turnId?: string): Promise<void> {
    const { session, chooseModel } = this.#ports;
    const turn = this.#answer(turnId);
    const model = turn && !session.active ? await chooseModel() : undefined;
    if (turn !== undefined && model !== undefined) {
      session.regenerate(turn.id, model);
    }
  }

  /** Shows this answer, else the last one, beside another one to the same question, in VS Code's own comparison. */
  async compare(turnId?: string): Promise<void> {
    const turn = this.#answer(turnId);
    const all = (turn?.versions ?? []).flatMap((id) => this.#known(id) ?? []);
    if (turn === undefined || all.length < 2) {
      await vscode.window.showInformationMessage(
        t(
          "There is only one answer to this question. Regenerate it or ask another model, then compare the two.",
        ),
      );
      return;
    }
    const other = await this.#chooseOther(all.filter(({ id }) => id !== turn.id));
    if (other !== undefined) {
      await this.#show(all.filter((each) => each === other || each.id === turn.id));
    }
  }

  dispose(): void {
    this.#provider?.dispose();
  }

  #answer(turnId: string | undefined): ModelTurn | undefined {
    const { turns } = this.#ports.session.transcript;
    const found = turns.findLast(({ id, role }) => role === "model" && (turnId ?? id) === id);
    return found?.role === "model" ? found : undefined;
  }

  #known(id: string): ModelTurn | undefined {
    const turn = this.#ports.session.tree.turn(id);
    return turn?.role === "model" ? turn : undefined;
  }

  async #chooseOther(others: readonly ModelTurn[]): Promise<ModelTurn | undefined> {
    if (others.length < 2) {
      return others[0];
    }
    const markdown = await Promise.all(others.map((turn) => this.#ports.markdown(turn)));
    const items = others.map((turn, index) => ({
      turn,
      label: turn.model,
      description: new Date(turn.at).toLocaleTimeString(vscode.env.language),
      detail: (markdown[index] ?? "").replace(/\s+/g, " ").replaceAll("$(", "$ (").slice(0, EXCERPT),
    }));
    return (await vscode.window.showQuickPick(items, { title: t("Compare With") }))?.turn;
  }

  /** The older one on the left. */
  async #show(pair: readonly ModelTurn[]): Promise<void> {
    const [left, right] = await Promise.all(pair.map((turn) => this.#document(turn)));
    const title = pair.map(({ model }) => model).join(" ↔ ");
    await vscode.commands.executeCommand("vscode.diff", left, right, title, { preview: true });
  }

  async #document(turn: ModelTurn): Promise<vscode.Uri> {
    this.#provider ??= vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: (uri) => this.#texts.get(uri.path),
    });
    const text = await this.#ports.markdown(turn);
    this.#count += 1;
    const name = turn.model.replaceAll("/", "-");
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${this.#count}/${name}.md` });
    this.#texts.set(uri.path, `${text}\n`);
    for (const oldest of [...this.#texts.keys()].slice(0, -MAX_KEPT)) {
      this.#texts.delete(oldest);
    }
    return uri;
  }
}
