import { utimes } from "node:fs/promises";
import * as vscode from "vscode";
import type { AttachmentStore } from "../chat/ports.ts";

/** Files named after the hash of their content, so that the same image sent twice is kept once. */
export class AttachmentFiles implements AttachmentStore {
  readonly #folder: vscode.Uri;

  constructor(folder: vscode.Uri) {
    this.#folder = folder;
  }

  async put(bytes: Uint8Array): Promise<string> {
    const hash = await sha256(bytes);
    const target = vscode.Uri.joinPath(this.#folder, hash);
    if (await this.#isThere(target)) {
      // What nobody speaks of any more is removed when it is old enough: this is in use again.
      const now = new Date();
      await utimes(target.fsPath, now, now);
    } else {
      const temporary = vscode.Uri.joinPath(this.#folder, `${hash}.${crypto.randomUUID()}.tmp`);
      await vscode.workspace.fs.writeFile(temporary, bytes);
      await vscode.workspace.fs.rename(temporary, target, { overwrite: true });
    }
    return hash;
  }

  async #isThere(target: vscode.Uri): Promise<boolean> {
    try {
      await vscode.workspace.fs.stat(target);
      return true;
    } catch {
      return false;
    }
  }

  putBase64(data: string): Promise<string> {
    return this.put(Buffer.from(data, "base64"));
  }

  async getBase64(hash: string): Promise<string | undefined> {
    const bytes = await this.get(hash);
    return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  }

  async get(hash: string): Promise<Uint8Array | undefined> {
    try {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#folder, hash));
      // On a Node host this is a Buffer, which turns into an object of numbers when it is posted to a webview.
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    } catch {
      return undefined;
    }
  }
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
