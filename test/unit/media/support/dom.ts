import { Window } from "happy-dom";

const names = [
  "document",
  "window",
  "Node",
  "Text",
  "Element",
  "HTMLElement",
  "SVGElement",
  "CSSStyleSheet",
  "CSSStyleRule",
  "CSSMediaRule",
  "MutationObserver",
  "Event",
  "requestAnimationFrame",
  "cancelAnimationFrame",
] as const;

/** Everything observed is in view at once. */
class EverythingInView {
  readonly #callback: IntersectionObserverCallback;

  constructor(callback: IntersectionObserverCallback) {
    this.#callback = callback;
  }

  observe(target: Element): void {
    queueMicrotask(() =>
      this.#callback(
        [{ target, isIntersecting: true } as IntersectionObserverEntry],
        this as unknown as IntersectionObserver,
      ),
    );
  }

  unobserve(): void {
    // Nothing is kept.
  }

  disconnect(): void {
    // Nothing is kept.
  }
}

const idle: IdleDeadline = { didTimeout: false, timeRemaining: () => 50 };

export interface TestDom {
  readonly window: globalThis.Window;
  /** Takes the globals away again and ends the window's timers. */
  remove(): Promise<void>;
}

/** A document for page code to work on, without a browser; its names become globals until `remove`. */
export function installDom(): TestDom {
  const window = new Window({ url: "http://localhost/" });
  // As of a page with a doctype; what typesets formulas asks for it.
  Object.defineProperty(window.document, "compatMode", { value: "CSS1Compat" });
  const source = window as unknown as Record<string, unknown>;
  const globals: Record<string, unknown> = {
    ...Object.fromEntries(names.map((name) => [name, source[name]])),
    requestAnimationFrame: window.requestAnimationFrame.bind(window),
    cancelAnimationFrame: window.cancelAnimationFrame.bind(window),
    requestIdleCallback: (callback: IdleRequestCallback) => setImmediate(callback, idle),
    cancelIdleCallback: (handle: NodeJS.Immediate) => clearImmediate(handle),
    IntersectionObserver: EverythingInView,
    ResizeObserver: class extends EverythingInView {},
    window,
  };
  const before = new Map(
    Object.keys(globals).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]),
  );
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return {
    window: window as unknown as globalThis.Window,
    remove: async () => {
      for (const [name, descriptor] of before) {
        Reflect.deleteProperty(globalThis, name);
        if (descriptor) {
          Object.defineProperty(globalThis, name, descriptor);
        }
      }
      await window.happyDOM.close();
    },
  };
}
