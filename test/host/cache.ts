import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "./paths.ts";

const partialPrefix = "partial-";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(name.slice(partialPrefix.length).split("-")[0]);
    if (name.startsWith(partialPrefix) && !isAlive(pid)) {
      await rm(path.join(folder, name), { recursive: true, force: true });
    }
  }
}

/**
 * The folder `name` of the cache, made by `fill` when it is not there yet. It appears by one rename, so a
 * half-filled folder is never taken for a whole one, and of two processes that fill it at once the first wins.
 */
export async function provideFolder(
  name: string,
  fill: (folder: string) => Promise<void>,
  cache = cacheFolder,
): Promise<string> {
  const target = path.join(cache, name);
  if (existsSync(target)) return target;

  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  const partial = path.join(cache, `${partialPrefix}${process.pid}-${name}`);
  try {
    await mkdir(partial);
    await fill(partial);
    await rename(partial, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return target;
}
