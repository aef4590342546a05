import { readFile } from "node:fs/promises";
import path from "node:path";
import type { FrameLocator, Locator } from "playwright-core";
import { repository } from "../../host/paths.ts";

/** A file as the system's clipboard or a drag brings it. */
export interface BroughtFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** One of the sample media, under its own name or another. */
export async function sample(file: string, type: string, name = file): Promise<BroughtFile> {
  return { name, type, bytes: await readFile(path.join(repository, "test/fixtures/media", file)) };
}

/** The files that wait in the composer, and the ways in that a person has. */
export class Attachments {
  readonly #frame: FrameLocator;

  constructor(frame: FrameLocator) {
    this.#frame = frame;
  }

  get chips(): Locator {
    return this.#frame.getByRole("list", { name: "Attached files" }).getByRole("listitem");
  }

  /** The chip of a file, by the beginning of what a screen reader says of it. */
  chip(name: string): Locator {
    return this.#frame.locator(`.attachment[aria-label^="${name},"]`);
  }

  /** A chip whose file can be sent as it is. */
  ready(name: string): Locator {
    return this.chip(name).and(this.#frame.locator(".attachment-ready"));
  }

  failed(name: string): Locator {
    return this.chip(name).and(this.#frame.locator(".attachment-failed"));
  }

  uploading(name: string): Locator {
    return this.chip(name).and(this.#frame.locator(".attachment-uploading"));
  }

  processing(name: string): Locator {
    return this.chip(name).and(this.#frame.locator(".attachment-processing"));
  }

  /** A field of what is to be looked at in a file. */
  field(label: string): Locator {
    return this.#frame.getByRole("group", { name: /^What to look at in/ }).getByLabel(label, { exact: true });
  }

  async remove(name: string): Promise<void> {
    const chip = this.chip(name);
    await chip.press("Delete");
    await chip.waitFor({ state: "detached" });
  }

  /** Types `#` and the query into the input, takes the file from the list, and waits for its chip, by what it becomes. */
  async complete(query: string, file: string, becomes = path.posix.basename(file)): Promise<void> {
    const input = this.#frame.getByRole("textbox", { name: "Message to Gemini" });
    await input.click();
    await input.pressSequentially(`#${query}`);
    const name = path.posix.basename(file);
    await this.#frame.getByRole("option").filter({ hasText: name }).first().click();
    await this.chip(becomes).waitFor();
  }

  /** Lets files go over the page, as a drag of the system does. */
  async drop(files: readonly BroughtFile[]): Promise<void> {
    const body = this.#frame.locator("body");
    await body.evaluate(bring, { how: "drop", files: files.map(carried) } as const);
  }

  async paste(files: readonly BroughtFile[]): Promise<void> {
    const body = this.#frame.locator("body");
    await body.evaluate(bring, { how: "paste", files: files.map(carried) } as const);
  }
}

interface Carried {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}

function carried({ name, type, bytes }: BroughtFile): Carried {
  return { name, type, base64: Buffer.from(bytes).toString("base64") };
}

/** Runs in the page. */
function bring(
  body: Element,
  { how, files }: { readonly how: "drop" | "paste"; readonly files: readonly Carried[] },
): void {
  const data = new DataTransfer();
  for (const { name, type, base64 } of files) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, { type }));
  }
  const options = { bubbles: true, cancelable: true };
  if (how === "paste") {
    const target = document.activeElement ?? body;
    target.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: data }));
    return;
  }
  for (const type of ["dragenter", "dragover", "drop"]) {
    body.dispatchEvent(new DragEvent(type, { ...options, dataTransfer: data }));
  }
}
