import { readdir, stat } from "node:fs/promises";
import path from "node:path";

/** Bytes of all files below the folders; what goes meanwhile counts for nothing. */
export async function storageUsed(folders: readonly string[]): Promise<number> {
  let sum = 0;
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
      if (entry.isFile()) {
        sum += await stat(path.join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        );
      }
    }
  }
  return sum;
}
