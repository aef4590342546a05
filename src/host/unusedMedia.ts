import type { Dirent } from "node:fs";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "./isMissing.ts";

/** Milliseconds for which a file stays that nothing speaks of yet: it may be about to be sent. */
const GRACE_MS = 24 * 60 * 60_000;
const hashes = /[0-9a-f]{64}/g;

export interface MediaPlaces {
  /** The folder with files named by their hash. */
  readonly media: string;
  /** The folder with a folder for each conversation. */
  readonly journals: string;
  /** The folders that Castor has in the storage of workspaces, where drafts lie. */
  readonly workspaces: readonly string[];
  /** Castor's global storage: a window without a workspace has its draft there. */
  readonly global: string;
}

/** Where they lie below Castor's global storage, given its folder in the storage of any workspace. */
export async function mediaPlaces(folder: string, storage: string): Promise<MediaPlaces> {
  const [all, own] = [path.dirname(path.dirname(storage)), path.basename(storage)];
  const workspaces = (await entriesIn(all))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(all, name, own));
  const at = (name: string) => path.join(folder, name);
  return { media: at("media"), journals: at("journals"), workspaces, global: folder };
}

/**
 * Removes the files of conversations that have gone for good: those that no other conversation and no draft speaks of. Gives
 * back the bytes that are free then. Where a text cannot be read, nothing is removed.
 */
export async function removeUnusedMedia(places: MediaPlaces): Promise<number> {
  const { media, journals, workspaces, global } = places;
  const candidates = await oldFiles(media);
  if (candidates.size === 0) {
    return 0;
  }
  // What is sent meanwhile goes from a draft to a journal: so drafts come first.
  await keepMentionedIn(global, candidates);
  for (const folder of [...workspaces, journals]) {
    await keepMentioned(folder, candidates);
  }
  await Promise.all([...candidates.keys()].map((name) => rm(path.join(media, name), { force: true })));
  return [...candidates.values()].reduce((sum, size) => sum + size, 0);
}

/** Sizes by name. */
async function oldFiles(media: string): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const name of await readdir(media).catch(() => [])) {
    if (/^[0-9a-f]{64}$/.test(name)) {
      const { size, mtimeMs } = await stat(path.join(media, name));
      if (mtimeMs < Date.now() - GRACE_MS) {
        found.set(name, size);
      }
    }
  }
  return found;
}

/** Takes out what is spoken of in the folder and those in it. */
async function keepMentioned(folder: string, candidates: Map<string, number>): Promise<void> {
  await keepMentionedIn(folder, candidates);
  for (const entry of await entriesIn(folder)) {
    if (entry.isDirectory()) {
      await keepMentioned(path.join(folder, entry.name), candidates);
    }
  }
}

/** Takes out what the files of the folder itself speak of. */
async function keepMentionedIn(folder: string, candidates: Map<string, number>): Promise<void> {
  for (let isStill = false; !isStill;) {
    const before = await entriesIn(folder);
    for (const entry of before.filter((each) => each.isFile()).toSorted(draftsFirst)) {
      const text = await textOf(path.join(folder, entry.name));
      text.match(hashes)?.forEach((hash) => candidates.delete(hash));
    }
    // Another window may have made one journal of many meanwhile, and what was listed first has not been read.
    const after = new Set((await entriesIn(folder)).map(({ name }) => name));
    isStill = before.every(({ name }) => after.has(name));
  }
}

function draftsFirst(one: Dirent, other: Dirent): number {
  return Number(other.name.endsWith(".txt")) - Number(one.name.endsWith(".txt"));
}

async function entriesIn(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) {
      return [];
    }
    throw error;
  }
}

/** Empty for one that has gone since it was listed. */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "latin1");
  } catch (error) {
    if (isMissing(error)) {
      return "";
    }
    throw error;
  }
}
