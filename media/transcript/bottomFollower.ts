import { signal, type ReadonlySignal } from "@preact/signals";

/** Pixels from the bottom that still count as being there. */
const TOLERANCE = 16;

/** Keeps the end of growing content in view, as long as the reader has not scrolled away from it. */
export class BottomFollower {
  readonly #scroller: HTMLElement;
  readonly #following = signal(true);
  readonly #observer = new ResizeObserver(() => this.#stick());
  #top = 0;

  readonly following: ReadonlySignal<boolean> = this.#following;

  constructor(scroller: HTMLElement, content: HTMLElement) {
    this.#scroller = scroller;
    this.#observer.observe(scroller);
    this.#observer.observe(content);
    scroller.addEventListener("scroll", this.#onScroll, { passive: true });
  }

  /** Goes to the end and stays there. */
  jump(): void {
    this.#following.value = true;
    this.#stick();
  }

  dispose(): void {
    this.#observer.disconnect();
    this.#scroller.removeEventListener("scroll", this.#onScroll);
  }

  #stick(): void {
    if (this.#isAtEnd()) {
      // Also where a larger window has brought the end into view.
      this.#following.value = true;
    }
    if (this.#following.peek()) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
      this.#top = this.#scroller.scrollTop;
    }
  }

  #isAtEnd(): boolean {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight <= TOLERANCE;
  }

  /** Content that grows between two scroll events also leaves a distance: only moving up is leaving. */
  readonly #onScroll = () => {
    const { scrollTop } = this.#scroller;
    if (this.#isAtEnd()) {
      this.#following.value = true;
    } else if (scrollTop < this.#top) {
      this.#following.value = false;
    }
    this.#top = scrollTop;
  };
}
