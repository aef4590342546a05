import * as v from "valibot";
import * as vscode from "vscode";
import type { GenerationOptions } from "../chat/ports.ts";
import type { Prices } from "../chat/usage/usageLog.ts";
import type { WhenFull } from "../shared/context.ts";
import { type Endpoint, parseEndpoint } from "./endpoint.ts";
import { parsePrices } from "./usagePrices.ts";

const text = v.pipe(v.string(), v.trim());
const name = v.pipe(text, v.nonEmpty());
const version = v.pipe(v.string(), v.regex(/^v[0-9]+((alpha|beta)[0-9]*)?$/));
const seconds = v.pipe(v.number(), v.minValue(10), v.maxValue(3600));
const megabytes = v.pipe(v.number(), v.minValue(0), v.maxValue(70));
const temperatures = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(2)));

/**
 * Castor's settings, read afresh at each use: what counts is what stands there now. A value that the manifest does not
 * allow counts as not set; VS Code marks it where it stands.
 */
export class Settings {
  get endpoint(): Endpoint {
    return parseEndpoint(read("endpoint", text, ""));
  }

  get endpointLabel(): string {
    return read("endpointLabel", text, "");
  }

  get apiVersion(): string {
    return read("apiVersion", version, "v1beta");
  }

  get needsKey(): boolean {
    return read("authentication", text, "apiKey") !== "none";
  }

  /** Milliseconds. */
  get timeouts(): { readonly headersMs: number; readonly silenceMs: number } {
    return {
      headersMs: read("timeout.headers", seconds, 1200) * 1000,
      silenceMs: read("timeout.silence", seconds, 600) * 1000,
    };
  }

  /** Bytes of files that a request may carry inside; the rest is uploaded. */
  get inlineLimit(): number {
    return read("attachments.inlineLimit", megabytes, 15) * 1024 * 1024;
  }

  /** What is asked of a file by a command, by the kind of file. */
  prompt(name: "describeImage" | "describeVideo" | "summarizeAudio" | "summarizePdf"): string {
    return read(`prompts.${name}`, text, "");
  }

  /** Empty for the usual files, `none` for none, else a path within the workspace folder. */
  get instructionsFile(): string {
    return read("instructions.file", text, "");
  }

  /** Whether code is suggested at the cursor without being asked for. */
  get suggestsCode(): boolean {
    return read("inlineCompletion.enabled", v.boolean(), false);
  }

  /** Whether the model names conversations. */
  get makesTitles(): boolean {
    return read("conversations.titles", v.boolean(), true);
  }

  /** What is done where a conversation has become longer than the model takes. */
  get whenFull(): WhenFull {
    return read("context.whenFull", v.picklist(["ask", "leaveOut", "summarize"]), "ask");
  }

  get notifiesOfAnswers(): boolean {
    return read("notifications.answerReady", v.boolean(), false);
  }

  /** What a month's answers may cost before it is said; 0 for no such thing. */
  get usageBudget(): number {
    return read("usage.budget", v.nullable(v.pipe(v.number(), v.minValue(0))), null) ?? 0;
  }

  get usagePrices(): Prices {
    return parsePrices(read("usage.prices", v.unknown(), {}));
  }

  get logContent(): boolean {
    return read("log.content", v.boolean(), false);
  }

  get model(): string {
    return read("model", name, "gemini-flash-latest");
  }

  get showThoughts(): boolean {
    return read("showThoughts", v.boolean(), true);
  }

  get generation(): GenerationOptions {
    const temperature = read("temperature", temperatures, null);
    const systemInstruction = read("systemInstruction", text, "");
    const thinkingLevel = read("thinkingLevel", name, "default");
    return {
      model: this.model,
      includeThoughts: this.showThoughts,
      safety: safetyThresholds(),
      ...(temperature !== null && { temperature }),
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
    ([setting, category]) => [category, read(`safety.${setting}`, name, "default")] as const,
  );
  return Object.fromEntries(chosen.filter(([, threshold]) => threshold !== "default"));
}

function read<T>(key: string, schema: v.GenericSchema<unknown, T>, fallback: T): T {
  const found = v.safeParse(schema, vscode.workspace.getConfiguration("castor").get(key));
  return found.success ? found.output : fallback;
}
