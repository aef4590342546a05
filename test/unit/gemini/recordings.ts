import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const beside = path.resolve(fileURLToPath(new URL("../../../..", import.meta.url)), "shared/recorded");

/**
 * Responses as a server sent them, by file name: from the folder that CASTOR_RECORDED names, else from the one beside the
 * checkout. None where nobody has any: the shapes they are known to have are held by tests that need no recording.
 */
export const recordings: ReadonlyMap<string, Buffer> = read(
  process.env.CASTOR_RECORDED ?? (existsSync(beside) ? beside : undefined),
);

function read(folder: string | undefined): ReadonlyMap<string, Buffer> {
  const names = folder === undefined ? [] : readdirSync(folder);
  return new Map(names.map((name) => [name, readFileSync(path.join(folder ?? "", name))]));
}
