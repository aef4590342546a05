import * as vscode from "vscode";
import type { GenerationOptions } from "../chat/ports.ts";
import { type Endpoint, parseEndpoint } from "./endpoint.ts";

/** Castor's settings, read afresh at each use: what counts is what stands there now. */
export class Settings {
  get endpoint(): Endpoint {
    return parseEndpoint(read("endpoint", ""));
  }

  get endpointLabel(): string {
    return read("endpointLabel", "").trim();
  }

  get apiVersion(): string {
    return read("apiVersion", "v1beta");
  }

  get needsKey(): boolean {
    return read<string>("authentication", "apiKey") !== "none";
  }

  /** Milliseconds. */
  get timeouts(): { readonly headersMs: number; readonly silenceMs: number } {
    return {
      headersMs: read("timeout.headers", 1200) * 1000,
      silenceMs: read("timeout.silence", 600) * 1000,
    };
  }

  get logContent(): boolean {
    return read("log.content", false);
  }

  get model(): string {
    return read("model", "").trim() || "gemini-flash-latest";
  }

  get showThoughts(): boolean {
    return read("showThoughts", true);
  }

  get generation(): GenerationOptions {
    const temperature = read<number | null>("temperature", null);
    const systemInstruction = read("systemInstruction", "").trim();
    const thinkingLevel = read<string>("thinkingLevel", "default");
    return {
      model: this.model,
      includeThoughts: this.showThoughts,
      safety: safetyThresholds(),
      ...(typeof temperature === "number" && { temperature }),
      ...(systemInstruction !== "" && { systemInstruction }),
      ...(thinkingLevel !== "default" && { thinkingLevel }),
    };
  }

  /** Stays where the person put it: a model set for this workspace is changed there, else for all. */
  async setModel(model: string): Promise<void> {
    const configuration = vscode.workspace.getConfiguration("castor");
    const scopes = configuration.inspect("model");
    const target =
      scopes?.workspaceValue === undefined
        ? vscode.ConfigurationTarget.Global
        : vscode.ConfigurationTarget.Workspace;
    await configuration.update("model", model, target);
  }

  onDidChange(listener: (affects: (section: string) => boolean) => void): vscode.Disposable {
    return vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("castor")) {
        listener((section) => event.affectsConfiguration(`castor.${section}`));
      }
    });
  }
}

const categories = {
  harassment: "HARM_CATEGORY_HARASSMENT",
  hateSpeech: "HARM_CATEGORY_HATE_SPEECH",
  sexuallyExplicit: "HARM_CATEGORY_SEXUALLY_EXPLICIT",
  dangerousContent: "HARM_CATEGORY_DANGEROUS_CONTENT",
} as const;

function safetyThresholds(): Record<string, string> {
  const chosen = Object.entries(categories).map(
    ([setting, category]) => [category, read<string>(`safety.${setting}`, "default")] as const,
  );
  return Object.fromEntries(chosen.filter(([, threshold]) => threshold !== "default"));
}

function read<T>(key: string, fallback: T): T {
  return vscode.workspace.getConfiguration("castor").get<T>(key, fallback);
}
