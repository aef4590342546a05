import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { repository } from "./paths.ts";

/** A copy of the sample workspace that may be edited. */
export interface WorkspaceCopy {
  readonly folder: string;
  remove(): Promise<void>;
}

export async function copySampleWorkspace(parent = tmpdir()): Promise<WorkspaceCopy> {
  const holder = await mkdtemp(path.join(parent, "castor-workspace-"));
  const folder = path.join(holder, "harbour");
  await cp(path.join(repository, "test/fixtures/workspace"), folder, { recursive: true });
  return { folder, remove: () => rm(holder, { recursive: true, force: true }) };
}
