import assert from "node:assert/strict";
import { TabInputWebview, Uri, window, workspace } from "vscode";
import { lineFile } from "../../src/host/lineFile.ts";
import { Settings } from "../../src/host/settings.ts";
import { Usage } from "../../src/host/usage.ts";
import { parsePrices } from "../../src/host/usagePrices.ts";
import { showUsage, usageHtml } from "../../src/webview/usagePanel.lazy.ts";
import { configure, newFolder, restoreSettings, testContext } from "./support.ts";

const prices = { "gemini-test": { input: 1, output: 10 } };
const usage = (promptTokenCount: number, candidatesTokenCount = 0) => ({
  model: "gemini-test",
  usage: { promptTokenCount, candidatesTokenCount },
});

describe("usage", () => {
  let folder: Uri;
  let warned: number[][];
  let problems: unknown[];
  let budget = 0;
  before(async () => {
    folder = await newFolder();
  });
  beforeEach(async () => {
    [warned, problems, budget] = [[], [], 0];
    await (await testContext()).globalState.update("castor.usage.warned", undefined);
  });
  afterEach(restoreSettings);
  after(() => workspace.fs.delete(folder, { recursive: true }));

  async function open(): Promise<Usage> {
    const { globalState: memory } = await testContext();
    return new Usage({
      file: lineFile(Uri.joinPath(folder, "usage.jsonl").fsPath),
      memory,
      budget: () => budget,
      prices: () => prices,
      warn: (...told) => warned.push(told),
      onProblem: (problem) => problems.push(problem),
    });
  }

  it("is kept in lines that all windows add to", async () => {
    const [one, other] = [await open(), await open()];
    one.add(usage(5, 1), 1);
    other.add({ model: "m", usage: { cachedContentTokenCount: 2, thoughtsTokenCount: 3 } }, 2);
    one.add({ model: "m", usage: {} }, 3);
    await Promise.all([one.flush(), other.flush()]);
    const entries = (await one.entries()).toSorted((a, b) => a.at - b.at);
    assert.deepEqual(entries, [
      { at: 1, model: "gemini-test", prompt: 5, answer: 1 },
      { at: 2, model: "m", cached: 2, thoughts: 3 },
    ]);
    assert.deepEqual(problems, []);
  });

  it("warns once when the month comes to its budget, and again for a higher one", async () => {
    const all = await open();
    const at = new Date("2026-11-15T12:00").getTime();
    budget = 2;
    all.add(usage(1e6), at);
    await all.flush();
    assert.deepEqual(warned, []);
    all.add(usage(1e6), at);
    all.add(usage(1e6), at);
    await (await open()).flush();
    await all.flush();
    assert.deepEqual(warned, [[2, 2]]);
    budget = 3.5;
    all.add(usage(1e6), at);
    await all.flush();
    assert.deepEqual(warned, [
      [2, 2],
      [4, 3.5],
    ]);
  });

  it("is a page of a chart and of tables that say the same, in which nothing runs", () => {
    const now = new Date("2026-11-30T12:00");
    const at = now.getTime();
    const entries = [
      { at, model: "gemini-test", prompt: 1_000_000, cached: 0, answer: 100_000, thoughts: 50_000 },
      { at, model: "<script>", prompt: 7 },
    ];
    const html = usageHtml(entries, prices, now);
    assert.equal(html.match(/<rect /g)?.length, 30 * 4);
    assert.match(html, /<th scope="row">gemini-test<\/th><td>1<\/td><td>1,000,000<\/td>.*<td>2\.50<\/td>/);
    assert.match(html, /<th scope="row">2026-11-30<\/th><td>2<\/td>.*<td>–<\/td>/);
    assert.match(html, /default-src 'none'; style-src 'nonce-[\w-]+'"/);
    assert.doesNotMatch(html, /<script/);
    assert.match(usageHtml([], {}, now), /Nothing has been asked in these days/);
  });

  it("opens in one tab, however often it is asked for", async () => {
    const tabs = () =>
      window.tabGroups.all
        .flatMap((group) => group.tabs)
        .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith("castor.usage"));
    const shown = new Promise<void>((resolve) => {
      const subscription = window.tabGroups.onDidChangeTabs(() => {
        if (tabs().length > 0) {
          subscription.dispose();
          resolve();
        }
      });
    });
    showUsage([], {});
    showUsage([], {});
    await shown;
    const found = tabs();
    assert.equal(found.length, 1);
    await window.tabGroups.close(found);
  });

  it("takes prices as they were entered, those that are none left out", async () => {
    assert.deepEqual(parsePrices({ a: { input: 1, output: 2 }, b: { input: -1, output: 2 }, c: 5 }), {
      a: { input: 1, output: 2 },
    });
    assert.deepEqual(parsePrices(null), {});
    const settings = new Settings();
    assert.deepEqual([settings.usagePrices, settings.usageBudget], [{}, 0]);
    await configure({ "castor.usage.prices": prices, "castor.usage.budget": 12.5 });
    assert.deepEqual([settings.usagePrices, settings.usageBudget], [prices, 12.5]);
  });
});
