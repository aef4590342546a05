import { isShownImage } from "./mediaStore.ts";

/** Pictures that the page has read itself, by the id of their attachment; they need not come from the host. */
export class Previews {
  readonly #urls = new Map<string, string>();

  add(id: string, file: Blob): void {
    if (isShownImage(file.type)) {
      this.#urls.set(id, URL.createObjectURL(file));
    }
  }

  url(id: string): string | undefined {
    return this.#urls.get(id);
  }

  drop(id: string): void {
    const url = this.#urls.get(id);
    if (url !== undefined) {
      this.#urls.delete(id);
      URL.revokeObjectURL(url);
    }
  }
}
