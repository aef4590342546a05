import * as vscode from "vscode";

const SCHEME = "castor-preview";

/** Texts that are kept for previews that are still open. */
const MAX_KEPT = 20;

/** VS Code's own preview of Markdown, of documents that nobody can change or is asked to save. */
export class MarkdownPreview implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => this.#texts.get(uri.path),
  });
  #count = 0;

  async show(text: string): Promise<void> {
    this.#count += 1;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${vscode.l10n.t("Preview")} ${this.#count}.md` });
    this.#texts.set(uri.path, text);
    for (const oldest of [...this.#texts.keys()].slice(0, -MAX_KEPT)) {
      this.#texts.delete(oldest);
    }
    await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
  }

  dispose(): void {
    this.#provider.dispose();
  }
}
