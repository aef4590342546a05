import { createWriteStream } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { extensionsFolder } from "./profile.ts";
import { runProcess, startProcess, type ProcessGroup } from "./processes.ts";

export interface ServerOptions {
  /** The folder of the web build. */
  readonly build: string;
  readonly profile: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Lets a page say which extension to develop and which tests to run; VS Code then shows no notifications. */
  readonly forTests?: boolean;
  /** Lets the extension host ask the page which proxy leads to an address. */
  readonly useHostProxy?: boolean;
  /** Added to this process's environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A VS Code that a browser on this machine can open. */
export interface VSCodeServer {
  /** The address that opens a folder. */
  url(folder: string): string;
  readonly port: number;
  /** The process group that its extension hosts belong to. */
  readonly pid: number;
  /** Its own log: noisy, with errors about native modules that are left out on purpose. */
  readonly log: string;
  /** Settles when it ends by itself. */
  readonly exited: Promise<number>;
  stop(): Promise<void>;
}

function profileArguments(profile: string): readonly string[] {
  return [
    ...["--user-data-dir", profile],
    ...["--server-data-dir", profile],
    ...["--extensions-dir", extensionsFolder(profile)],
  ];
}

function serverArguments(options: ServerOptions): readonly string[] {
  const { build, profile, port, forTests = false, useHostProxy = false } = options;
  return [
    path.join(build, "out/server-main.js"),
    ...["--host", "127.0.0.1", "--port", String(port ?? 0)],
    ...["--without-connection-token", "--accept-server-license-terms"],
    ...(forTests ? ["--enable-smoke-test-driver"] : []),
    ...(useHostProxy ? ["--use-host-proxy"] : []),
    ...["--telemetry-level", "off"],
    ...profileArguments(profile),
  ];
}

/** The environment without what a VS Code that runs this process has put there. */
function serverEnvironment(env: ServerOptions["env"]): NodeJS.ProcessEnv {
  const all = { ...process.env, ...env };
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => !name.startsWith("VSCODE_") && name !== "ELECTRON_RUN_AS_NODE"),
  );
}

function portTaken(line: string): boolean {
  return line.includes("EADDRINUSE");
}

/**
 * Starts the web build on the loopback interface.
 * @throws when it ends, or does not listen within a minute
 */
export async function startVSCodeServer(options: ServerOptions): Promise<VSCodeServer> {
  const log = path.join(options.profile, "server.log");
  const logFile = createWriteStream(log);
  const listening = Promise.withResolvers<number>();

  const group: ProcessGroup = startProcess(process.execPath, serverArguments(options), {
    env: serverEnvironment(options.env),
    onLine: (line) => {
      logFile.write(`${line}\n`);
      const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (port) listening.resolve(Number(port));
      if (portTaken(line)) listening.reject(new Error(`Port ${options.port} is taken by another program.`));
    },
  });
  void group.exited.finally(() => logFile.end()).catch(() => undefined);
  group.exited.then(
    (code) => listening.reject(new Error(`VS Code's server ended with exit code ${code}; see ${log}.`)),
    (error: unknown) => listening.reject(new Error("VS Code's server did not start.", { cause: error })),
  );
  const timer = setTimeout(() => {
    listening.reject(new Error(`VS Code's server did not listen within a minute; see ${log}.`));
  }, 60_000);

  try {
    const port = await listening.promise;
    return {
      url: (folder: string) => `http://127.0.0.1:${port}/?folder=${pathToFileURL(folder).pathname}`,
      port,
      pid: group.pid,
      log,
      exited: group.exited,
      stop: () => group.stop(),
    };
  } catch (error) {
    await group.stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Installs a packaged extension into a profile that no VS Code is using. */
export async function installVsix(build: string, profile: string, vsix: string): Promise<void> {
  const server = path.join(build, "out/server-main.js");
  await runProcess(process.execPath, [server, ...profileArguments(profile), "--install-extension", vsix]);
}
