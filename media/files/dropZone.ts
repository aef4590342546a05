import { signal, type ReadonlySignal } from "@preact/signals";
import { mayCarryFiles, readTransfer, type Transfer } from "./transfer.ts";

/** What somebody makes of a drag over the page. */
export interface DropTarget {
  drop(transfer: Transfer): void;
  /** A drag came whose content VS Code keeps to itself. */
  refuse(): void;
}

/** The whole page as a place to drop files on. */
export class DropZone {
  readonly #target: DropTarget;
  readonly #isOver = signal(false);
  /** A drag that began in the page itself: text on its way into the input. */
  #isOwn = false;

  /** True while files are held over the page. */
  readonly isOver: ReadonlySignal<boolean> = this.#isOver;

  constructor(page: Window, target: DropTarget) {
    this.#target = target;
    // Caught on the way down: VS Code's frame listens further up and would take the drag for the workbench.
    page.addEventListener("dragenter", (event) => this.#onEnter(event), true);
    page.addEventListener("dragover", (event) => this.#onOver(event), true);
    page.addEventListener("dragleave", (event) => this.#onLeave(event), true);
    page.addEventListener("drop", (event) => this.#onDrop(event), true);
    page.addEventListener("dragstart", () => (this.#isOwn = true), true);
    page.addEventListener("dragend", () => (this.#isOwn = false), true);
  }

  #onEnter(event: DragEvent): void {
    if (this.#accepts(event)) {
      claim(event);
      this.#isOver.value = true;
    } else if (!this.#isOwn && event.dataTransfer?.types.length === 0) {
      this.#target.refuse();
    }
  }

  #onOver(event: DragEvent): void {
    if (this.#accepts(event)) {
      claim(event);
      this.#isOver.value = true;
      event.dataTransfer.dropEffect = "copy";
    }
  }

  /** Moving from one element to the next also leaves; only out of the window there is nothing to go to. */
  #onLeave(event: DragEvent): void {
    if (event.relatedTarget === null) {
      this.#isOver.value = false;
    }
  }

  #onDrop(event: DragEvent): void {
    this.#isOver.value = false;
    if (this.#accepts(event)) {
      claim(event);
      this.#target.drop(readTransfer(event.dataTransfer));
    }
  }

  #accepts(event: DragEvent): event is DragEvent & { readonly dataTransfer: DataTransfer } {
    return !this.#isOwn && event.dataTransfer !== null && mayCarryFiles(event.dataTransfer);
  }
}

function claim(event: DragEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
