import { createHash } from "node:crypto";
import { readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { provideFolder } from "./cache.ts";
import { runProcess } from "./processes.ts";
import { whileTelling, type Report } from "./progress.ts";

/** The npm package that carries a complete VS Code in lib/vscode: 4.139.1 is VS Code 1.139.1. */
const source = {
  name: "code-server",
  version: "4.139.1",
  sha512: "fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==",
};

async function checkArchive(file: string): Promise<void> {
  const digest = createHash("sha512")
    .update(await readFile(file))
    .digest("base64");
  if (digest !== source.sha512) {
    throw new Error(`The archive of ${source.name}@${source.version} is not the one this project expects.`);
  }
}

async function fill(folder: string, report: Report): Promise<void> {
  const archive = path.join(folder, `${source.name}-${source.version}.tgz`);
  const wanted = `${source.name}@${source.version}`;
  const pack = ["pack", wanted, "--pack-destination", folder, "--silent"];
  await whileTelling(report, "Downloading VS Code for the browser (47 MB, once)", runProcess("npm", pack));
  await checkArchive(archive);

  // Only VS Code itself is taken out of the archive; every system since Windows 10 has a tar.
  const unpack = ["-xzf", path.basename(archive), "package/lib/vscode"];
  await whileTelling(report, "Unpacking it", runProcess("tar", unpack, { cwd: folder }));
  const build = path.join(folder, "package/lib/vscode");

  // The native modules would need a compiler; VS Code does without them.
  const install = ["install", "--omit=dev", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
  const dependencies = runProcess("npm", install, { cwd: build }).then(() =>
    // TypeScript's language service, without which TypeScript files have no outline.
    runProcess("npm", install, { cwd: path.join(build, "extensions") }),
  );
  await whileTelling(report, "Installing its dependencies", dependencies);

  await rename(build, path.join(folder, "vscode"));
  await rm(archive);
  await rm(path.join(folder, "package"), { recursive: true });
}

/** The folder of a VS Code that runs in a browser, downloaded from the npm registry when it is not cached. */
export async function provideWebBuild(report: Report): Promise<string> {
  try {
    const folder = await provideFolder(`web-${source.version}`, (target) => fill(target, report));
    return path.join(folder, "vscode");
  } catch (error) {
    const hint =
      "Check that npm reaches its registry (`npm ping`) and that `tar` is on PATH, or set VSCODE_PATH to an installed VS Code.";
    throw new Error(`VS Code for the browser could not be installed. ${hint}`, { cause: error });
  }
}
