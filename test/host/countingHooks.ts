// mocha --require test/host/countingHooks.ts: writes the counts where the environment says.
import type { Context } from "mocha";
import { countTests, writeCounts } from "./testCounts.ts";

export const mochaHooks = {
  afterAll(this: Context): void {
    const root = this.test?.parent;
    if (root) writeCounts(countTests(root));
  },
};
