import { createHash } from "node:crypto";
import path from "node:path";
import * as vscode from "vscode";
import type { AttachmentStore } from "../../chat/ports.ts";
import { GeminiError } from "../../gemini/errors.ts";
import type { FileReference } from "../../shared/transcript.ts";
import type { ApiKeys } from "../apiKey.ts";
import type { GeminiService } from "../geminiService.ts";
import { problemOf, sentence } from "../problems.ts";
import type { Settings } from "../settings.ts";
import { TextFile } from "../textFile.ts";
import { workspaceFileSource } from "../workspaceFileSource.ts";
import { readFile } from "./byteReader.ts";
import { ImageConversions } from "./conversions.ts";
import { currentFile } from "./currentFile.ts";
import { IncomingFiles } from "./incomingFiles.ts";
import { takeIn } from "./intake.ts";
import { MediaDelivery } from "./mediaDelivery.ts";
import { AttachmentTray } from "./tray.ts";
import { UploadRecords } from "./uploadRecords.ts";
import { showUpload } from "./uploadProgress.ts";
import { UploadSessionFiles } from "./uploadSessions.ts";
import { Uploads } from "./uploads.ts";

export interface MediaPorts {
  readonly gemini: GeminiService;
  readonly settings: Settings;
  readonly keys: ApiKeys;
  readonly store: AttachmentStore;
  /** Where the store keeps its files. */
  readonly folder: vscode.Uri;
  /** Of all windows: there it is kept what was uploaded, and what is on its way. */
  readonly global: vscode.Uri;
  readonly onProblem: (error: unknown) => void;
}

/** Everything that brings files to the model, put together. */
export function createMedia(ports: MediaPorts) {
  const { gemini, settings, keys, store, folder, onProblem } = ports;
  const stored = (hash: string) => vscode.Uri.joinPath(folder, hash);
  const sourceOf = (file: FileReference) => firstThere(file, stored);
  const records = new UploadRecords(
    new TextFile(vscode.Uri.joinPath(ports.global, "uploads.json").fsPath, onProblem),
  );
  const sessions = new UploadSessionFiles(vscode.Uri.joinPath(ports.global, "uploads").fsPath, {
    apiKey: () => keys.current(),
    onProblem,
  });
  const uploads = new Uploads({
    client: {
      uploadFile: (source, options) => gemini.files.uploadFile(source, options),
      waitUntilActive: (name, options) => gemini.files.waitUntilActive(name, options),
    },
    records,
    sessions,
    project: async () => projectOf(settings, await keys.current()),
    source: async (file) => workspaceFileSource((await sourceOf(file)) ?? vscode.Uri.parse(file.uri, true)),
    hash: async (file, signal) => hashOf(await sourceOf(file), signal),
  });
  uploads.onStart(({ file, upload }) => showUpload(file, upload));
  const delivery = new MediaDelivery({
    uploads,
    read: async (file) => {
      const uri = await sourceOf(file);
      return uri && readFile(uri);
    },
    current: async (file) => currentFile(file, await sourceOf(file), store),
    inlineLimit: () => settings.inlineLimit,
  });
  const conversions = new ImageConversions();
  const tray = new AttachmentTray({
    takeIn: (candidate) => takeIn(candidate, store),
    convert: (request, signal) => conversions.convert(request, signal),
    uploads,
    inlineLimit: () => settings.inlineLimit,
    model: () => settings.model,
    trouble: (error) => ({
      reason: sentence(problemOf(error, gemini.problemContext)),
      retryable: error instanceof GeminiError && error.kind !== "emptyFile" && error.kind !== "fileTooLarge",
    }),
  });
  /** Waits until everything that is kept is written. */
  const flush = async () => {
    await Promise.all([records.flush(), sessions.flush()]);
  };
  const incoming = new IncomingFiles(folder.fsPath);
  return { tray, delivery, uploads, records, flush, conversions, incoming, sourceOf };
}

export type Media = ReturnType<typeof createMedia>;

/** Where a file's bytes are: the store's copy, else where it was attached from. */
async function firstThere(
  { hash, uri }: FileReference,
  stored: (hash: string) => vscode.Uri,
): Promise<vscode.Uri | undefined> {
  for (const candidate of [...(hash === undefined ? [] : [stored(hash)]), vscode.Uri.parse(uri, true)]) {
    try {
      await vscode.workspace.fs.stat(candidate);
      return candidate;
    } catch {
      // The next one may be there.
    }
  }
  return undefined;
}

/** Files belong to the project of a key; which that is shows in no file that is kept. */
function projectOf({ endpoint }: Settings, key: string): string {
  const origin = endpoint.type === "valid" ? endpoint.origin : "";
  return `${origin}#${createHash("sha256").update(key).digest("hex").slice(0, 16)}`;
}

async function hashOf(uri: vscode.Uri | undefined, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  if (uri !== undefined) {
    for await (const piece of (await workspaceFileSource(uri)).read(0)) {
      signal.throwIfAborted();
      hash.update(piece);
    }
  }
  return hash.digest("hex");
}

/** What a file is called, for the eye. */
export function labelOf(uri: vscode.Uri): string {
  return path.posix.basename(uri.path) || uri.toString();
}
