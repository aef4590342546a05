// The real panel in the page that is measured; its functions are called from outside, through `globalThis.panel`.
import { warmUp } from "../../../media/markdown/warmUp.ts";
import { startPage } from "../../../media/startPage.tsx";
import type { ToView } from "../../../src/shared/protocol.ts";
import type { Turn } from "../../../src/shared/transcript.ts";
import { watchTasks } from "./tasks.ts";
import { bombs, texts } from "./texts.ts";

/** Characters that come with one message, as from a server that sends large events. */
const piece = 4_000;

const stops: number[] = [];
/** When a key was pressed, however much later the page heard of it. */
let pressed = NaN;

function show(message: ToView): void {
  window.dispatchEvent(new MessageEvent("message", { data: message }));
}

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
/** Behind the frame's layout and painting. */
const painted = async () => {
  await frame();
  await new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = resolve;
    channel.port2.postMessage(null);
  });
};

function begin(): void {
  const root = document.getElementById("root");
  if (!root) throw new Error("The page has no root.");
  const post = ({ type }: { readonly type: string }) => {
    if (type === "stop") stops.push(performance.now() - pressed);
  };
  window.addEventListener("keydown", ({ timeStamp }) => (pressed = timeStamp), { capture: true });
  startPage(root, window, { post });
  show({ type: "hello", language: "en", translations: {} });
}

function open(turns: readonly Turn[]): void {
  show({ type: "snapshot", transcript: { id: "measured", turns }, draft: "", attachments: [] });
}

function conversation(count: number, characters: number): readonly Turn[] {
  const text = texts.mixed?.((characters / count) * 2) ?? "";
  return Array.from({ length: count }, (_, index): Turn => {
    const id = `turn ${index}`;
    return index % 2 === 0
      ? { role: "user", id, at: 1, parts: [{ type: "text", text: "And what comes after that?" }] }
      : {
          role: "model",
          id,
          at: 1,
          model: "measured",
          parts: [{ type: "text", text }],
          status: { type: "done", finishReason: "STOP" },
        };
  });
}

export interface Opening {
  /** Milliseconds until the end of the conversation is painted, and until all of it is there. */
  readonly firstPaint: number;
  readonly complete: number;
  /** Share of the display's frames that came while all of it passed by, from its end to its beginning, in 300 of them. */
  readonly frames: number;
  readonly longest: number;
  /** The same while somebody turns the wheel fast, and as fast as one can. */
  readonly fast: number;
  readonly fastest: number;
}

/** Opens a conversation of so many turns and characters, and scrolls through it. */
async function opening(count: number, characters: number): Promise<Opening> {
  const turns = conversation(count, characters);
  begin();
  await painted();
  const start = performance.now();
  open(turns);
  await painted();
  const firstPaint = performance.now() - start;
  while ((document.querySelector(".turns")?.childElementCount ?? 0) < count) await frame();
  await painted();
  const complete = performance.now() - start;
  const log = document.querySelector(".transcript-log");
  if (!log) throw new Error("There is no conversation.");
  for (let calm = 0; calm < 30; calm += 1) await frame();
  const tasks = watchTasks();
  const all = log.scrollHeight;
  const fast = await scrolled((step) => (log.scrollTop = all - step * 60));
  const fastest = await scrolled((step) => (log.scrollTop = all - steps * 60 - step * 120));
  const frames = await scrolled((step) => (log.scrollTop = all * (1 - step / steps)));
  return { firstPaint, complete, frames, fast, fastest, longest: tasks().longest };
}

const steps = 300;

/** Share of the display's frames that came while there was something else to be seen with each of them. */
async function scrolled(to: (step: number) => void): Promise<number> {
  const begun = await frame();
  let now = begun;
  for (let step = 0; step < steps; step += 1) {
    to(step);
    now = await frame();
  }
  return Math.min(1, steps / ((now - begun) / (1_000 / 60)));
}

export interface Bombed {
  /** The longest that Escape had to wait, and the longest task, in milliseconds. */
  readonly stop: number;
  readonly longest: number;
  readonly stops: number;
}

/** An answer that is all but readable comes in; meanwhile Escape is pressed from outside. */
async function bombed(name: string): Promise<Bombed> {
  const text = bombs[name] ?? "";
  begin();
  // As the panel does while the answer is awaited.
  await warmUp();
  const turnId = "bombed";
  open([{ role: "model", id: turnId, at: 1, model: "measured", parts: [], status: { type: "streaming" } }]);
  await painted();
  const tasks = watchTasks();
  for (let at = 0; at < text.length; at += piece) {
    const event = { type: "textAdded", turnId, kind: "text", text: text.slice(at, at + piece) } as const;
    show({ type: "transcript", events: [event] });
    await frame();
  }
  for (let count = 0; count < 30; count += 1) await frame();
  show({ type: "transcript", events: [{ type: "statusChanged", turnId, status: { type: "stopped" } }] });
  for (let count = 0; count < 30; count += 1) await frame();
  return { stop: Math.max(0, ...stops), longest: tasks().longest, stops: stops.length };
}

export interface PanelBench {
  readonly opening: typeof opening;
  readonly bombed: typeof bombed;
}

Object.assign(globalThis, { panel: { opening, bombed } satisfies PanelBench });
