// Runs in the page that is measured; its functions are called from outside, through `globalThis.bench`.
import { warmUp } from "../../../media/markdown/warmUp.ts";
import { renderers, type RendererName, type Update } from "./renderers.ts";
import { watchTasks, type Tasks } from "./tasks.ts";
import { texts } from "./texts.ts";

const chunk = 20;

interface Stage {
  readonly scroller: HTMLElement;
  readonly update: Update;
}

/** An empty panel with a renderer at work in it. */
function setUp(name: RendererName): Stage {
  const scroller = document.createElement("div");
  scroller.className = "transcript-log";
  const turn = document.createElement("div");
  turn.className = "turns";
  const root = document.createElement("div");
  root.className = "markdown";
  turn.append(root);
  scroller.append(turn);
  document.getElementById("root")?.replaceChildren(scroller);
  return { scroller, update: renderers[name](root) };
}

/** Rendering, and the layout that keeps the end in view. */
function show({ scroller, update }: Stage, text: string): number {
  const start = performance.now();
  update(text);
  scroller.scrollTop = scroller.scrollHeight;
  return performance.now() - start;
}

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

/** Mean milliseconds for one chunk more, when the answer has `size` characters already. */
async function cost(name: RendererName, kind: string, size: number, chunks: number): Promise<number> {
  const text = texts[kind]?.(size + chunk * chunks) ?? "";
  const stage = setUp(name);
  // In pieces, as it would have come, but large ones: what is measured comes after.
  const piece = Math.min(size / 4, chunks > 50 ? 10_000 : Infinity);
  for (let end = piece; end < size; end += piece) {
    show(stage, text.slice(0, end));
    await frame();
  }
  show(stage, text.slice(0, size));
  await frame();
  await frame();
  let total = 0;
  for (let count = 1; count <= chunks; count += 1) {
    total += show(stage, text.slice(0, size + chunk * count));
    if (count % 4 === 0) await frame();
  }
  return total / chunks;
}

export interface Live extends Tasks {
  /** Share of the display's frames that came. */
  readonly frames: number;
}

/** An answer of `size` characters that comes at `perSecond`, shown once per frame. */
async function live(name: RendererName, kind: string, size: number, perSecond: number): Promise<Live> {
  const text = texts[kind]?.(size) ?? "";
  // As the panel does while an answer is awaited.
  if (name === "castor") await warmUp();
  const stage = setUp(name);
  await frame();
  const tasks = watchTasks();
  const start = await frame();
  const times = [start];
  for (let shown = 0; shown < size;) {
    const now = await frame();
    times.push(now);
    shown = Math.min(size, Math.floor(((now - start) / 1_000) * perSecond));
    show(stage, text.slice(0, shown));
  }
  await frame();
  const expected = ((times.at(-1) ?? 0) - start) / (1_000 / 60);
  return {
    ...tasks(),
    frames: Math.min(1, (times.length - 1) / expected),
  };
}

export interface Bench {
  readonly cost: typeof cost;
  readonly live: typeof live;
}

Object.assign(globalThis, { bench: { cost, live } satisfies Bench });
