import path from "node:path";
import type { Browser } from "playwright-core";
import { launchChromium, provideMeasuringChromium } from "../host/chromium.ts";
import { figure, ratio, table } from "./markdown.ts";
import { RenderCosts } from "./render/costs.ts";
import { measureBomb, measureOpening } from "./render/panel.ts";
import { Pages } from "./render/pages.ts";
import type { RendererName } from "./render/renderers.ts";
import { bombs } from "./render/texts.ts";
import { exponent } from "./statistics.ts";

const labels: Readonly<Record<RendererName, string>> = {
  pagedAppend: "lines appended in pages (the floor)",
  castor: "Castor",
  streamdown: "streamdown",
  reactMemo: "react-markdown per block, memo",
  marked: "marked, whole",
};
const names = Object.keys(labels) as readonly RendererName[];
const sizes = [10, 50, 100, 200, 400] as const;

/** What an answer that grows costs the page, beside other ways of showing it. */
export async function measureRender(): Promise<string> {
  const source = (name: string) => path.join(import.meta.dirname, "render", `${name}.ts`);
  const pages = await Pages.open({ inPage: source("inPage"), panelPage: source("panelPage") });
  const browser = await launchChromium(await provideMeasuringChromium(console.error));
  try {
    const costs = new RenderCosts(pages, browser);
    return [
      await opened(pages, browser),
      await stopped(pages, browser),
      await mixed(costs),
      await oneBlock(costs),
      await asItComes(costs),
    ].join("\n\n");
  } finally {
    await browser.close();
    await pages.close();
  }
}

async function mixed(costs: RenderCosts): Promise<string> {
  const rows: (readonly string[])[] = [];
  const totals = new Map<RendererName, number>();
  for (const name of names) {
    const measured: { readonly size: number; readonly cost: number }[] = [];
    for (const size of sizes) measured.push({ size, cost: await costs.perChunk(name, "mixed", size) });
    const cells = measured.map(({ cost }) => figure(cost));
    const known = measured.filter(({ cost }) => Number.isFinite(cost));
    const total = totalAt100(measured);
    totals.set(name, total);
    const times = ratio(total / (totals.get("castor") ?? NaN));
    rows.push([labels[name], ...cells, ratio(exponent(known)), figure(total / 1_000), times]);
  }
  const head = ["mixed text, ms per chunk of 20 characters", ...sizes.map((size) => `${size} KB`)];
  return table([...head, "exponent", "100 KB in all, s", "÷ Castor's"], rows);
}

/** Milliseconds for 100 KB, from the cost of a chunk at the sizes on the way there. */
function totalAt100(measured: readonly { readonly size: number; readonly cost: number }[]): number {
  const steps = measured.filter(({ size }) => size <= 100);
  let [total, from, before] = [0, 0, steps[0]?.cost ?? NaN];
  for (const { size, cost } of steps) {
    total += (((size - from) * 1_000) / 20) * ((before + cost) / 2);
    [from, before] = [size, cost];
  }
  return total;
}

async function oneBlock(costs: RenderCosts): Promise<string> {
  const cases = [
    ["list", 50],
    ["table", 50],
    ["fence", 50],
    ["fence", 400],
    ["itemFence", 50],
  ] as const;
  const rows: (readonly string[])[] = [];
  for (const name of names) {
    const cells: string[] = [];
    for (const [kind, size] of cases) cells.push(figure(await costs.perChunk(name, kind, size)));
    rows.push([labels[name], ...cells]);
  }
  const words = { list: "list", table: "table", fence: "fence", itemFence: "fence in an item" };
  const head = cases.map(([kind, size]) => `one ${words[kind]} of ${size} KB`);
  return table(["ms per chunk of 20 characters", ...head], rows);
}

async function opened(pages: Pages, browser: Browser): Promise<string> {
  console.error("a conversation of 1,000 turns and 2 MB");
  const { firstPaint, complete, frames, fast, fastest, longest } = await measureOpening(pages, browser);
  const shares = [fast, fastest, frames].map((share) => `${(share * 100).toFixed(1)} %`);
  const head = [
    "1,000 turns, 2 MB",
    "first paint, ms",
    "all of it there, ms",
    "frames, 60 px each",
    "frames, 120 px each",
    "frames, all of it in 300",
    "longest task, ms",
  ];
  return table(head, [["Castor", figure(firstPaint), figure(complete), ...shares, figure(longest)]]);
}

async function stopped(pages: Pages, browser: Browser): Promise<string> {
  const rows: (readonly string[])[] = [];
  for (const name of Object.keys(bombs)) {
    console.error(name);
    const { stop, longest, stops } = await measureBomb(pages, browser, name);
    rows.push([name, figure(stop), figure(longest), `${stops}`]);
  }
  return table(["Escape in an answer of", "waits at most, ms", "longest task, ms", "presses"], rows);
}

async function asItComes(costs: RenderCosts): Promise<string> {
  const rows: (readonly string[])[] = [];
  for (const name of names) {
    const { longTasks, longest, frames } = await costs.live(name, 100, 10_000);
    rows.push([labels[name], `${longTasks}`, figure(longest), `${(frames * 100).toFixed(1)} %`]);
  }
  return table(["100 KB at 10 KB/s", "long tasks", "longest, ms", "frames"], rows);
}
