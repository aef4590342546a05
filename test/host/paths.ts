import path from "node:path";

/** The checkout. */
export const repository = path.resolve(import.meta.dirname, "../..");

/** Git-ignored: downloads, builds of the tests, screenshots, reports. */
export const cacheFolder = path.join(repository, ".vscode-test");
