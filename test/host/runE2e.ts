// npm run test:e2e [-- words of file names]: a person's journeys, in a real browser on a real VS Code.
import { mochaHooks } from "../e2e/support/hooks.ts";
import { exitOnSignals } from "./processes.ts";
import { runSuite } from "./runSuite.ts";
import { testFiles } from "./testFiles.ts";

exitOnSignals();
const files = testFiles("e2e", process.argv.slice(2));
const green = await runSuite({ files, timeout: 180_000, rootHooks: mochaHooks });
process.exit(green ? 0 : 1);
