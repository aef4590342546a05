// node test/host/bootstrap.mjs SCRIPT [ARGUMENTS]: runs a script of this project on a fresh checkout. It needs
// Node.js 20 or newer and npm, nothing installed: it installs the dependencies, Node.js 24 among them, and hands over.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setInterval } from "node:timers";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const windows = process.platform === "win32";
const modules = path.join(repository, "node_modules");
const bundledNode = path.join(modules, "node/bin", windows ? "node.exe" : "node");

function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

function majorOf(version) {
  return Number(/(\d+)\./.exec(version)?.[1] ?? 0);
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(repository, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** npm notes what it has installed when it is done: nothing noted, or another version, means install. */
function isInstalled() {
  const wanted = readPackages("package-lock.json");
  const installed = readPackages("node_modules/.package-lock.json");
  if (!wanted) fail("package-lock.json cannot be read: is the checkout whole?");
  return Object.entries(wanted).every(
    ([name, { version, optional, devOptional }]) =>
      name === "" || optional || devOptional || installed?.[name]?.version === version,
  );
}

function runNpm(args, cwd) {
  // npm is a batch file on Windows, which only a shell can run.
  const { error, status } = spawnSync("npm", args, { cwd, stdio: "inherit", shell: windows });
  if (error) fail(`npm could not be started (${error.message}). It comes with Node.js: is it on PATH?`);
  return status === 0;
}

function install() {
  console.log("Installing the dependencies (about a minute, once) …");
  // Not its warnings: they are about the Node.js that npm runs on, not the one that comes with the dependencies.
  if (!runNpm(["ci", "--no-audit", "--no-fund", "--loglevel=error"], repository)) {
    fail(
      "The dependencies could not be installed: see npm's own words above. Check the network and try again.",
    );
  }
}

function runs(node) {
  const { stdout, status } = spawnSync(node, ["--version"], { encoding: "utf8" });
  return status === 0 && majorOf(stdout) >= 24;
}

/** The Node.js 24 of the project; npm may have been told not to run the script that fetches it. */
function provideNode() {
  if (runs(bundledNode)) return bundledNode;
  console.log("Installing Node.js 24 into node_modules …");
  const folder = path.join(modules, "node");
  spawnSync(process.execPath, ["installArchSpecificPackage.js"], { cwd: folder, stdio: "inherit" });
  if (runs(bundledNode)) return bundledNode;
  if (majorOf(process.version) >= 24) return process.execPath;
  return fail(
    "Node.js 24 could not be installed into node_modules. Allow install scripts (`npm config set ignore-scripts false`), " +
      "remove node_modules and try again, or install Node.js 24 yourself.",
  );
}

/** Whoever ends npm ends only the shell between npm and this process; nobody tells this process. */
function whenShellIsGone(end) {
  if (!process.env.npm_lifecycle_event || windows) return;
  const shell = process.ppid;
  const timer = setInterval(() => process.ppid !== shell && end(), 300);
  timer.unref();
}

function handOver(node, args) {
  const searchPath = [path.dirname(node), path.join(modules, ".bin"), process.env.PATH].join(path.delimiter);
  const child = spawn(node, args, { stdio: "inherit", env: { ...process.env, PATH: searchPath } });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  whenShellIsGone(() => child.kill("SIGTERM"));
  child.on("error", (error) => fail(`${node} could not be started: ${error.message}`));
  child.on("close", (code, signal) => process.exit(code ?? 128 + (os.constants.signals[signal] ?? 0)));
}

if (majorOf(process.version) < 20) {
  fail(`This project needs Node.js 20 or newer; this is ${process.version}. See https://nodejs.org.`);
}
if (!isInstalled()) install();
const [script, ...args] = process.argv.slice(2);
handOver(provideNode(), [path.resolve(repository, script), ...args]);
