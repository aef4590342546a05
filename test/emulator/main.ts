import { parseArgs } from "node:util";
import { startEmulator } from "./emulator.ts";
import { listScenarios } from "./scenarios/table.ts";

const help = `A Gemini API on this machine, for working offline and for tests.

  npm run emulator -- [options]

  --port N    listen on this port (default: 8787, 0 takes a free one)
  --key KEY   the only key that works; may be given several times (default: any key)
  --pace N    tokens per second (default: 60, 0 means as fast as possible)
  --list      list the scenarios and exit
  --help      show this and exit

A scenario is asked for by the header x-emulator-scenario, or in a message:
/emulator rate-limit seconds=5`;

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8787" },
    key: { type: "string", multiple: true },
    pace: { type: "string", default: "60" },
    list: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) {
  console.log(help);
} else if (values.list) {
  console.log(listScenarios());
} else {
  const emulator = await startEmulator({
    port: Number(values.port),
    keys: values.key ?? "any",
    tokensPerSecond: Number(values.pace) || Infinity,
  });
  console.log(`Gemini API emulator: ${emulator.url}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void emulator.close());
  }
}
