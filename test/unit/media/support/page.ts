import "./tsxLoader.ts";
import type { Attachment } from "../../../../src/shared/attachment.ts";
import type { ToHost, ToView } from "../../../../src/shared/protocol.ts";
import type { ModelTurn, Transcript, Turn, UserTurn } from "../../../../src/shared/transcript.ts";
import type { ImageConverter } from "../../../../media/files/convertImage.ts";
import { until } from "../../until.ts";
import { installDom } from "./dom.ts";

export interface TestPage {
  readonly root: HTMLElement;
  /** What the page has said to the host, in order. */
  readonly posted: readonly ToHost[];
  readonly window: Window;
  /** A message from the host. */
  send(message: ToView): void;
  /** Waits until `find` finds something. */
  readonly until: typeof until;
  /** The element, or a failure that names the selector. */
  find(selector: string): HTMLElement;
  /** The button of that name, or whose text that is. */
  button(name: string): HTMLButtonElement;
  type(text: string): void;
  key(target: Element, key: string, init?: KeyboardEventInit): KeyboardEvent;
  remove(): Promise<void>;
}

export const panel = { key: "present", model: "gemini-flash-latest", showThoughts: true } as const;

export const userTurn = (id: string, text: string): UserTurn => ({
  role: "user",
  id,
  at: 1,
  parts: [{ type: "text", text }],
});

export const modelTurn = (id: string, fields: Partial<ModelTurn> = {}): ModelTurn => ({
  role: "model",
  id,
  at: 1,
  model: "gemini-test",
  parts: [],
  status: { type: "done", finishReason: "STOP" },
  ...fields,
});

export const transcriptOf = (...turns: readonly Turn[]): Transcript => ({ id: "conversation", turns });

/** The page as it stands before the host has said anything. */
export async function loadPage(convert?: ImageConverter, prepare?: () => void): Promise<TestPage> {
  const dom = installDom();
  // Effects would otherwise wait for a frame that the next test's document no longer draws.
  const { options } = await import("preact");
  options.requestAnimationFrame = queueMicrotask;
  const { startPage } = await import("../../../../media/startPage.tsx");
  const { window } = dom;
  const root = window.document.createElement("div");
  window.document.body.append(root);
  const posted: ToHost[] = [];
  const own = { ...(convert && { convert }), ...(prepare && { prepare }) };
  startPage(root, window, { post: (message) => posted.push(message) }, own);
  const constructors = window as unknown as typeof globalThis;

  const find = (selector: string): HTMLElement => {
    const element = root.querySelector<HTMLElement>(selector);
    if (!element) {
      throw new Error(`No ${selector} in ${root.innerHTML}`);
    }
    return element;
  };
  return {
    root,
    posted,
    window,
    send: (data) => window.dispatchEvent(new constructors.MessageEvent("message", { data })),
    until,
    find,
    button: (name) => {
      const buttons = [...root.querySelectorAll("button")];
      const button = buttons.find(
        (candidate) => (candidate.getAttribute("aria-label") ?? candidate.textContent.trim()) === name,
      );
      if (!button) {
        throw new Error(`No button "${name}" in ${root.innerHTML}`);
      }
      return button;
    },
    type: (text) => {
      const input = find("textarea") as HTMLTextAreaElement;
      input.value = text;
      input.dispatchEvent(new constructors.Event("input", { bubbles: true }));
    },
    key: (target, key, init = {}) => {
      const event = new constructors.KeyboardEvent("keydown", {
        key,
        bubbles: true,
        cancelable: true,
        ...init,
      });
      target.dispatchEvent(event);
      return event;
    },
    remove: async () => {
      const { render } = await import("preact");
      render(null, root);
      await dom.remove();
    },
  };
}

/** The page after the host's greeting, showing these turns. */
export async function openPage(
  turns: readonly Turn[] = [],
  state: Partial<PanelOverrides> = {},
): Promise<TestPage> {
  const page = await loadPage(state.convert);
  await greet(page, turns, state);
  return page;
}

/** The host's greeting. */
export async function greet(
  page: TestPage,
  turns: readonly Turn[] = [],
  state: Partial<PanelOverrides> = {},
): Promise<void> {
  page.send({ type: "hello", language: "en", translations: state.translations ?? {} });
  page.send({ type: "panel", panel: { ...panel, ...state.panel } });
  page.send({
    type: "snapshot",
    transcript: transcriptOf(...turns),
    draft: state.draft ?? "",
    attachments: state.attachments ?? [],
  });
  await page.until(() => page.root.querySelector("textarea"));
}

interface PanelOverrides {
  readonly convert: ImageConverter;
  readonly panel: Partial<Extract<ToView, { readonly type: "panel" }>["panel"]>;
  readonly translations: Readonly<Record<string, string>>;
  readonly draft: string;
  readonly attachments: readonly Attachment[];
}
