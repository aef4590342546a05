import { createHash } from "node:crypto";
import { GeminiClient } from "../../../../src/gemini/client.ts";
import type { UploadState } from "../../../../src/host/media/runningUpload.ts";
import type { FileReference } from "../../../../src/shared/transcript.ts";
import { type Emulator, startEmulator } from "../../../emulator/emulator.ts";
import { Disk, MemoryText, MemoryUploadSessions, uploadsOf } from "../../chat/fileSupport.ts";
import { patterned } from "../../gemini/uploadSources.ts";

/** Uploads against the local API, in one window after the other. */
export class UploadScene {
  readonly disk = new Disk();
  readonly text = new MemoryText();
  readonly sessions = new MemoryUploadSessions();
  project = "mine";
  window: ReturnType<typeof uploadsOf>;

  readonly emulator: Emulator;

  private constructor(emulator: Emulator) {
    this.emulator = emulator;
    this.window = this.#open();
  }

  static async open(): Promise<UploadScene> {
    return new UploadScene(await startEmulator({ keys: ["test-key"] }));
  }

  get uploads() {
    return this.window.uploads;
  }

  /** Commands of uploads that have reached the server, in order. */
  get commands(): readonly string[] {
    return this.emulator.requests
      .flatMap(({ headers }) => headers["x-goog-upload-command"] ?? [])
      .map(String);
  }

  /** The same as after a reload: what is kept is there, and nothing else. */
  reload(): void {
    this.window = this.#open();
  }

  add(label = "film.mp4", seed = 1): FileReference {
    return this.disk.add(label, "video/mp4", patterned(1000, seed));
  }

  /** Waits for the file to be usable. */
  upload(file: FileReference) {
    return this.uploads.wait(file, new AbortController().signal, () => undefined);
  }

  /** Somebody who waits for a file, and may leave. */
  waiter(file: FileReference) {
    const controller = new AbortController();
    const states: UploadState[] = [];
    const result = this.uploads.wait(file, controller.signal, (state) => states.push(state));
    result.catch(() => undefined);
    return { result, states, leave: (reason?: Error) => controller.abort(reason) };
  }

  async command(name: string): Promise<void> {
    await this.emulator.waitForRequest(({ headers }) => headers["x-goog-upload-command"] === name);
  }

  /** So many bytes of an upload have come, and no more will. */
  async stalled(bytes: number): Promise<void> {
    await this.emulator.waitForRequest(
      ({ headers, bytesReceived }) =>
        headers["x-goog-upload-command"] === "upload, finalize" && bytesReceived >= bytes,
    );
  }

  #open() {
    const client = new GeminiClient({
      apiKey: "test-key",
      baseUrl: this.emulator.url,
      createHash: () => createHash("sha256"),
      retry: {
        sleep: (_, signal) =>
          new Promise((resolve, reject) => {
            setImmediate(() => (signal.aborted ? reject(signal.reason as Error) : resolve()));
          }),
      },
    });
    return uploadsOf(client, this.disk, {
      text: this.text,
      sessions: this.sessions,
      project: () => this.project,
      now: () => this.emulator.clock.now(),
    });
  }
}
