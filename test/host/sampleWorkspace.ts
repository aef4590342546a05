import { cp } from "node:fs/promises";
import path from "node:path";
import { repository } from "./paths.ts";

/** Copies the sample workspace into a folder, to be edited there. */
export async function copySampleWorkspace(parent: string): Promise<string> {
  const folder = path.join(parent, "harbour");
  await cp(path.join(repository, "test/fixtures/workspace"), folder, { recursive: true });
  return folder;
}
