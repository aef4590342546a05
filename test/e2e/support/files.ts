import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** The text of every file below the folder, or of those with these endings. */
export async function textsIn(folder: string, endings: readonly string[] = [""]): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)),
  );
  return Promise.all(files.map((entry) => textOf(path.join(entry.parentPath, entry.name))));
}

/** Empty for a file that has gone since it was listed: an editor at work renames and deletes. */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    return "";
  }
}
