import type { Browser } from "playwright-core";
import { quantile } from "../statistics.ts";
import type { Bench, Live } from "./inPage.ts";
import type { Pages } from "./pages.ts";
import type { RendererName } from "./renderers.ts";

declare const bench: Bench;

const rounds = 3;
/** Milliseconds of one chunk from which one sample says enough. */
const enough = 50;

/** Measures renderers, each sample in a page of its own. */
export class RenderCosts {
  readonly #pages: Pages;
  readonly #browser: Browser;
  readonly #taken = new Map<string, number>();

  constructor(pages: Pages, browser: Browser) {
    this.#pages = pages;
    this.#browser = browser;
  }

  /** Median over rounds of the mean cost of a chunk, in milliseconds; not a number where it was not worth measuring. */
  async perChunk(name: RendererName, kind: string, kilobytes: number): Promise<number> {
    const key = `${name}, ${kind}, ${kilobytes} KB`;
    const known = this.#taken.get(key);
    if (known !== undefined) return known;
    const samples: number[] = [];
    for (let round = 0; round < rounds && (samples[0] ?? 0) < enough; round++) {
      // Many chunks where one is cheap: among them are those that settle a block.
      const chunks = isCheap(name) ? 200 : 12;
      const page = await this.#page(name);
      samples.push(
        await page.evaluate(([...args]) => bench.cost(...args), [
          name,
          kind,
          kilobytes * 1_000,
          chunks,
        ] as const),
      );
      await page.close();
    }
    const cost = quantile(samples, 0.5);
    console.error(`${key}: ${cost.toFixed(2)} ms`);
    this.#taken.set(key, cost);
    return cost;
  }

  async live(name: RendererName, kilobytes: number, perSecond: number): Promise<Live> {
    console.error(`${name}, ${kilobytes} KB as they come`);
    const page = await this.#page(name);
    const measured = await page.evaluate(([...args]) => bench.live(...args), [
      name,
      "mixed",
      kilobytes * 1_000,
      perSecond,
    ] as const);
    await page.close();
    return measured;
  }

  #page(name: RendererName) {
    return this.#pages.show(this.#browser, "inPage", { anyHtml: !isCheap(name) });
  }
}

function isCheap(name: RendererName): boolean {
  return name === "castor" || name === "pagedAppend";
}
