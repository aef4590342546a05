import * as vscode from "vscode";
import type { Settings } from "./settings.ts";

/** What one request came to. */
export interface RequestOutcome {
  readonly operation: string;
  readonly status?: number;
  /** Milliseconds until the head of the answer. */
  readonly headMs?: number;
  readonly error?: string;
}

export type LogChannel = Pick<
  vscode.LogOutputChannel,
  "trace" | "info" | "warn" | "error" | "show" | "dispose"
>;

/** Castor's output channel: models, timings and statuses; what was said only when the person asked for it. */
export class Log implements vscode.Disposable {
  readonly #settings: Settings;
  readonly #channel: LogChannel;

  constructor(
    settings: Settings,
    channel: LogChannel = vscode.window.createOutputChannel("Castor", { log: true }),
  ) {
    this.#settings = settings;
    this.#channel = channel;
  }

  request({ operation, status, headMs, error }: RequestOutcome): void {
    if (error !== undefined) {
      this.#channel.warn(`${operation}: ${error}`);
      return;
    }
    this.#channel.info(`${operation}: ${status ?? "?"} after ${Math.round(headMs ?? 0)} ms`);
  }

  info(message: string): void {
    this.#channel.info(message);
  }

  warn(message: string): void {
    this.#channel.warn(message);
  }

  error(message: string): void {
    this.#channel.error(message);
  }

  /** Prompts and answers: written at the Trace level, and only under `castor.log.content`. */
  content(direction: "sent" | "received", text: string): void {
    if (this.#settings.logContent) {
      this.#channel.trace(`${direction}: ${text}`);
    }
  }

  show(): void {
    this.#channel.show();
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
