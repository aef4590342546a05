import { help, readCommandLine } from "./commandLine.ts";
import { type EmulatorOptions, startEmulator } from "./emulator.ts";
import { listScenarios } from "./scenarios/table.ts";

async function serve(options: EmulatorOptions): Promise<void> {
  const emulator = await startEmulator(options);
  console.log(`Gemini API emulator: ${emulator.url}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void emulator.close());
  }
}

try {
  const { ask, ...options } = readCommandLine(process.argv.slice(2));
  if (ask === "serve") {
    await serve(options);
  } else {
    console.log(ask === "help" ? help : listScenarios());
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
