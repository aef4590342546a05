// Stands before Castor as the extension's main module and writes down what loading and activating it costs.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extensions, type ExtensionContext } from "vscode";

/** Milliseconds of the extension host's main thread, which does nothing else meanwhile. */
export interface Activation {
  readonly loadMs: number;
  readonly activateMs: number;
}

interface Main {
  activate(context: ExtensionContext): void;
}

function cpuOf<T>(work: () => T): { readonly ms: number; readonly result: T } {
  const before = process.threadCpuUsage();
  const result = work();
  const { user, system } = process.threadCpuUsage(before);
  return { ms: (user + system) / 1000, result };
}

export function activate(context: ExtensionContext): void {
  const load = cpuOf(() => createRequire(__filename)("./extension.cjs") as Main);
  const activation = cpuOf(() => load.result.activate(context));
  const costs: Activation = { loadMs: load.ms, activateMs: activation.ms };
  writeFileSync(process.env.CASTOR_BENCH_RESULT ?? "", JSON.stringify(costs));
}

/** What the extension host runs in place of tests. */
export async function run(): Promise<void> {
  await extensions.getExtension("castor.castor")?.activate();
}
