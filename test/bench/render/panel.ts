import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { quantile } from "../statistics.ts";
import type { Pages } from "./pages.ts";
import type { Bombed, Opening, PanelBench } from "./panelPage.ts";

declare const panel: PanelBench;

const rounds = 3;

/** Medians over pages of their own: a conversation of 1,000 turns and 2 MB is opened. */
export async function measureOpening(pages: Pages, browser: Browser): Promise<Opening> {
  const samples: Opening[] = [];
  for (let round = 0; round < rounds; round++) {
    const page = await pages.show(browser, "panelPage");
    samples.push(await page.evaluate(() => panel.opening(1_000, 2_000_000)));
    await page.close();
  }
  const median = (of: (sample: Opening) => number) => quantile(samples.map(of), 0.5);
  return {
    firstPaint: median(({ firstPaint }) => firstPaint),
    complete: median(({ complete }) => complete),
    frames: median(({ frames }) => frames),
    longest: median(({ longest }) => longest),
    fast: median(({ fast }) => fast),
    fastest: median(({ fastest }) => fastest),
  };
}

/** Escape is pressed again and again while the answer comes. */
export async function measureBomb(pages: Pages, browser: Browser, name: string): Promise<Bombed> {
  const page = await pages.show(browser, "panelPage");
  const state = { isOver: false };
  const bombed = page
    .evaluate((bomb) => panel.bombed(bomb), name)
    .finally(() => {
      state.isOver = true;
    });
  while (!state.isOver) {
    await page.keyboard.press("Escape");
    // Pressing without a pause would keep a core from the page.
    await delay(10);
  }
  const measured = await bombed;
  await page.close();
  return measured;
}
