import { createHash } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

const PREFIX = "claim-";
/** Milliseconds after which one that says nothing is taken to be of a window that was killed while it wrote. */
const UNWRITTEN_MS = 10_000;
/** Milliseconds for which one stays at least. */
const KEPT_MS = 60_000;

export interface Claimant {
  /** Names this window to others. */
  readonly holder: string;
  readonly isOwn: (holder: string) => boolean;
  /** Whether the window of that name is still there. */
  readonly isLive: (holder: string) => boolean;
}

/**
 * Whether this window may do something that only one window is to do; at once, so that nothing comes between. A file that only
 * one can make says who may. Where its window has gone the next number decides, in the same way. Where the disk refuses, every
 * window may: one that cannot write has nobody beside it that would hear of it.
 */
export function claim(folder: string, what: string, claimant: Claimant): boolean {
  const name = `${PREFIX}${createHash("sha256").update(what).digest("hex").slice(0, 32)}`;
  for (let number = 0; ; number++) {
    const file = path.join(folder, `${name}.${number}`);
    try {
      writeFileSync(file, claimant.holder, { flag: "wx" });
      return true;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) {
        return true;
      }
    }
    const holder = holderOf(file);
    if (holder === undefined || claimant.isOwn(holder)) {
      return holder !== undefined;
    }
    if (holder !== "" && claimant.isLive(holder)) {
      return false;
    }
  }
}

/** Empty where nobody will write it any more; undefined where somebody is about to, or it cannot be read. */
function holderOf(file: string): string | undefined {
  try {
    const holder = readFileSync(file, "utf8");
    return holder === "" && Date.now() - statSync(file).mtimeMs < UNWRITTEN_MS ? undefined : holder;
  } catch {
    return undefined;
  }
}

/** Nobody else is there: what was claimed a while ago has been done, or can be claimed anew. */
export async function removeClaims(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(PREFIX))) {
    const file = path.join(folder, name);
    // Another window may have taken it away meanwhile.
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > KEPT_MS) {
      await rm(file, { force: true });
    }
  }
}
