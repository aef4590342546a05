import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import type { Settings } from "../../host/profile.ts";
import { copySampleWorkspace } from "../../host/sampleWorkspace.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../../host/temporaryFolder.ts";
import { Attachments } from "./attachments.ts";
import { Chat } from "./chat.ts";
import { launch } from "./launch.ts";
import { TextEditor } from "./textEditor.ts";
import type { Workbench } from "./workbench.ts";

interface CastorWindowOptions {
  /** Over those by which Castor talks to the emulator without a key. */
  readonly settings?: Settings;
  /** Puts more files into the copy of the sample workspace before it is opened. */
  readonly prepare?: (folder: string) => Promise<void>;
  /** Whether Castor's view is open before the first test; default: true. */
  readonly isOpen?: boolean;
}

interface Opened {
  readonly emulator: Emulator;
  readonly workbench: Workbench;
  readonly chat: Chat;
  readonly files: Attachments;
  readonly editor: TextEditor;
  readonly close: () => Promise<void>;
}

/** What the tests of a suite share: an emulator, a VS Code that talks to it, and Castor in its side bar. */
export class CastorWindow {
  #opened: Opened | undefined;

  get emulator(): Emulator {
    return this.#now.emulator;
  }

  get workbench(): Workbench {
    return this.#now.workbench;
  }

  get chat(): Chat {
    return this.#now.chat;
  }

  /** The files in the composer. */
  get files(): Attachments {
    return this.#now.files;
  }

  get editor(): TextEditor {
    return this.#now.editor;
  }

  /** The opened folder. */
  get folder(): string {
    return this.workbench.folder;
  }

  get #now(): Opened {
    if (!this.#opened) throw new Error("The window is open inside of tests only.");
    return this.#opened;
  }

  async open({ settings, prepare, isOpen = true }: CastorWindowOptions): Promise<void> {
    const parent = await createTemporaryFolder("workspace");
    const folder = await copySampleWorkspace(parent);
    await prepare?.(folder);
    const emulator = await startEmulator({ keys: "none" });
    const all = { "castor.authentication": "none", ...settings };
    const workbench = await launch({ emulator, folder, settings: all });
    this.#opened = {
      emulator,
      workbench,
      chat: new Chat(workbench.panel),
      files: new Attachments(workbench.panel),
      editor: new TextEditor(workbench),
      close: async () => {
        await workbench.close();
        await emulator.close();
        await removeTemporaryFolder(parent);
      },
    };
    if (isOpen) await workbench.openCastor();
  }

  async close(): Promise<void> {
    await this.#opened?.close();
    this.#opened = undefined;
  }
}

/**
 * A window that opens before the first test of the suite that calls this, and closes after the last. The emulator
 * forgets requests and scenarios before each test.
 */
export function castorWindow(options: CastorWindowOptions = {}): CastorWindow {
  const window = new CastorWindow();
  before(() => window.open(options));
  beforeEach(() => window.emulator.reset());
  after(() => window.close());
  return window;
}
