import { appendFile, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { LineFile } from "../chat/store/conversationIndex.ts";

/** Lines on the disk, each added in one write, so that those of two windows do not mix. */
export function lineFile(file: string): LineFile {
  return {
    read: async () => {
      try {
        return await readFile(file, "utf8");
      } catch {
        return "";
      }
    },
    append: async (text) => {
      await mkdir(path.dirname(file), { recursive: true });
      await appendFile(file, text);
    },
    replace: async (text) => {
      const temporary = `${file}.${process.pid}.tmp`;
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(temporary, text);
      await rename(temporary, file);
    },
  };
}
