import type * as vscode from "vscode";
import { Emitter } from "../base/emitter.ts";
import type { Settings } from "./settings.ts";

const PREFIX = "castor.apiKey:";

/** The API keys, one per endpoint origin, in VS Code's secret storage and nowhere else. */
export class ApiKeys implements vscode.Disposable {
  readonly #secrets: vscode.SecretStorage;
  readonly #settings: Settings;
  readonly #changed = new Emitter<undefined>();
  readonly #subscription: vscode.Disposable;
  /** Fires when a key was set or removed, in this window or in another one. */
  readonly onDidChange = this.#changed.event;

  constructor(secrets: vscode.SecretStorage, settings: Settings) {
    this.#secrets = secrets;
    this.#settings = settings;
    this.#subscription = secrets.onDidChange((event) => {
      if (event.key.startsWith(PREFIX)) {
        this.#changed.fire(undefined);
      }
    });
  }

  /** The key for the endpoint in the settings; empty when there is none or none is needed. */
  async current(): Promise<string> {
    const { endpoint } = this.#settings;
    if (endpoint.type === "invalid" || !this.#settings.needsKey) {
      return "";
    }
    return (await this.#secrets.get(PREFIX + endpoint.origin)) ?? "";
  }

  async has(origin: string): Promise<boolean> {
    return (await this.#secrets.get(PREFIX + origin)) !== undefined;
  }

  async set(origin: string, key: string): Promise<void> {
    await this.#secrets.store(PREFIX + origin, key);
  }

  async remove(origin: string): Promise<void> {
    await this.#secrets.delete(PREFIX + origin);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

/** A key found in the environment is offered, never silently taken. */
export function environmentKey(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): { readonly name: string; readonly value: string } | undefined {
  for (const name of ["GEMINI_API_KEY", "GOOGLE_API_KEY"]) {
    const value = environment[name]?.trim();
    if (value) {
      return { name, value };
    }
  }
  return undefined;
}
