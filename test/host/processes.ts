import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with each line of output and of error output, as it comes. */
  readonly onLine?: (line: string) => void;
}

/** A started program with everything it starts in turn. */
export interface ProcessGroup {
  readonly pid: number;
  /** The exit code once it has ended; 128 when a signal ended it. Rejects if it could not be started. */
  readonly exited: Promise<number>;
  /** Ends the whole group: politely first, by force after two seconds. */
  stop(): Promise<void>;
}

const windows = process.platform === "win32";
const running = new Set<number>();

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (windows) {
    spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"]);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

const graceMs = 1000;

process.on("exit", () => {
  if (running.size === 0) return;
  for (const pid of running) signalGroup(pid, "SIGTERM");
  // Time to end what they started in turn: nothing asynchronous happens any more in this process.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, graceMs);
  for (const pid of running) signalGroup(pid, "SIGKILL");
});

/** Makes Ctrl-C and a polite kill end this process through its exit handlers, which end what it started. */
export function exitOnSignals(): void {
  for (const [signal, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
    ["SIGHUP", 1],
  ] as const) {
    // Not once: a second signal would end it in the middle of its exit handlers.
    process.on(signal, () => process.exit(128 + number));
  }
}

function readLines(child: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on("line", onLine);
  }
}

async function exitCode(child: ChildProcess): Promise<number> {
  const [code] = (await once(child, "close")) as [number | null];
  return code ?? 128;
}

/** Starts a program in a process group of its own. */
export function startProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): ProcessGroup {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: !windows,
    stdio: ["ignore", "pipe", "pipe"],
    // npm is a batch file on Windows, which only a shell can run.
    shell: windows && command === "npm",
  });
  const pid = child.pid ?? 0;
  const exited = exitCode(child);
  exited.catch(() => undefined);
  readLines(child, options.onLine ?? (() => undefined));
  if (pid) {
    running.add(pid);
    child.once("exit", () => running.delete(pid));
  }

  return {
    pid,
    exited,
    async stop() {
      if (!pid || child.exitCode !== null || child.signalCode !== null) return;
      signalGroup(pid, "SIGTERM");
      const force = setTimeout(() => signalGroup(pid, "SIGKILL"), 2 * graceMs);
      await exited.catch(() => undefined);
      clearTimeout(force);
    },
  };
}

/**
 * Runs a program to its end.
 * @throws with the last lines it printed when it fails or cannot be started
 */
export async function runProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<void> {
  const tail: string[] = [];
  const group = startProcess(command, args, {
    ...options,
    onLine: (line) => {
      tail.push(line);
      if (tail.length > 15) tail.shift();
      options.onLine?.(line);
    },
  });
  const code = await group.exited;
  if (code !== 0) {
    throw new Error(`${command} ${args.join(" ")} ended with exit code ${code}:\n${tail.join("\n")}`);
  }
}
