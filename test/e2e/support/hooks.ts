import type { Context } from "mocha";
import { closeSharedBrowser } from "./browser.ts";
import { openWorkbenches } from "./openWorkbenches.ts";
import type { Workbench } from "./workbench.ts";

/** Pictures are a help, not the test: a window that is already gone has none. */
async function picture(workbench: Workbench, title: string): Promise<void> {
  const name = `failed-${title.replace(/\W+/g, "-").slice(0, 80)}`;
  try {
    await workbench.screenshot(name);
    console.error(`      picture: .vscode-test/screenshots/${name}.png`);
  } catch (error) {
    console.error(`      no picture: ${String(error)}`);
  }
}

export const mochaHooks = {
  async afterEach(this: Context): Promise<void> {
    const test = this.currentTest;
    if (test?.state !== "failed") return;
    for (const [index, workbench] of [...openWorkbenches].entries()) {
      await picture(workbench, `${index > 0 ? `window-${index + 1}-` : ""}${test.fullTitle()}`);
    }
  },
  async afterAll(): Promise<void> {
    for (const workbench of [...openWorkbenches]) await workbench.close();
    await closeSharedBrowser();
  },
};
