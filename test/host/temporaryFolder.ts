import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** A process that is just ending may still write into the folder: try again rather than leave it behind. */
const patiently = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };

const folders = new Set<string>();

process.on("exit", () => {
  for (const folder of folders) rmSync(folder, patiently);
});

/** A new, empty folder, removed at the latest when this process ends. */
export async function createTemporaryFolder(name: string, parent = tmpdir()): Promise<string> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, `castor-${name}-`));
  folders.add(folder);
  return folder;
}

export async function removeTemporaryFolder(folder: string): Promise<void> {
  await rm(folder, patiently);
  folders.delete(folder);
}
