import type { Context } from "mocha";
import { readFile } from "node:fs/promises";
import { closeSharedBrowser } from "./browser.ts";
import { openWorkbenches } from "./openWorkbenches.ts";

async function reportFailure(title: string): Promise<void> {
  for (const workbench of openWorkbenches) {
    const name = `failed-${title.replace(/\W+/g, "-").slice(0, 80)}`;
    await workbench.screenshot(name);
    console.error(`      picture: .vscode-test/screenshots/${name}.png`);
    const log = await readFile(workbench.log, "utf8");
    if (process.env.CASTOR_TEST_VERBOSE) console.error(log, workbench.console);
  }
}

export const mochaHooks = {
  async afterEach(this: Context): Promise<void> {
    const test = this.currentTest;
    if (test?.state === "failed") await reportFailure(test.fullTitle());
  },
  async afterAll(): Promise<void> {
    for (const workbench of [...openWorkbenches]) await workbench.close();
    await closeSharedBrowser();
  },
};
