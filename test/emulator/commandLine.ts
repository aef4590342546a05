import { parseArgs } from "node:util";

export const help = `A Gemini API on this machine, for working offline and for tests.

  npm run emulator -- [options]

  --port N    listen on this port (default: 8787; 0 takes a free one)
  --key KEY   a key that works, may be given several times (default: any key works)
  --pace N    tokens per second (default: 60; 0 means as fast as possible)
  --list      list the scenarios and exit
  --help      show this and exit

A scenario is asked for by the header x-emulator-scenario, or in a message:
/emulator rate-limit seconds=5. Those named upload-… and file-… then wait for the next upload.`;

/** Throws with a sentence for people when an option is unknown or its value does not fit. */
export function readCommandLine(args: readonly string[]) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string", default: "8787" },
      key: { type: "string", multiple: true },
      pace: { type: "string", default: "60" },
      list: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const pace = wholeNumber("pace", values.pace, 1_000_000);
  return {
    ask: values.help ? "help" : values.list ? "list" : "serve",
    port: wholeNumber("port", values.port, 65_535),
    keys: values.key ?? "any",
    tokensPerSecond: pace === 0 ? Infinity : pace,
    // Nobody asks a program of its own for them.
    keepRequests: 1,
  } as const;
}

function wholeNumber(name: string, value: string, most: number): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > most) {
    throw new Error(`--${name} takes a whole number from 0 to ${most}, not "${value}".`);
  }
  return number;
}
