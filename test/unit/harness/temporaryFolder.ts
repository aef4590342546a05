import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** A new folder for each test of the describe block it is called in. */
export function temporaryFolderPerTest(): () => string {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "castor-harness-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return () => folder;
}
