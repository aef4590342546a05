import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { extensionsFolder, registerExtensions, writeSettings } from "../../host/profile.ts";
import { temporaryFolderPerTest } from "./temporaryFolder.ts";

describe("a profile", () => {
  const profile = temporaryFolderPerTest();

  async function read(file: string): Promise<unknown> {
    return JSON.parse(await readFile(path.join(profile(), file), "utf8"));
  }

  it("keeps the machine's settings where a window in a browser looks for them", async () => {
    await writeSettings(profile(), { "castor.endpoint": "http://127.0.0.1:1", "castor.model": "gemini-pro" });
    const user = (await read("User/settings.json")) as Record<string, unknown>;
    assert.equal(user["castor.endpoint"], "http://127.0.0.1:1");
    assert.equal(user["castor.model"], "gemini-pro");
    assert.equal(user["telemetry.telemetryLevel"], "off");
    assert.deepEqual(await read("Machine/settings.json"), { "castor.endpoint": "http://127.0.0.1:1" });
  });

  it("lets a setting stand over the quiet ones", async () => {
    await writeSettings(profile(), { "security.workspace.trust.enabled": true });
    const user = (await read("User/settings.json")) as Record<string, unknown>;
    assert.equal(user["security.workspace.trust.enabled"], true);
  });

  it("registers an extension where it is", async () => {
    const extension = path.join(profile(), "an extension");
    await mkdir(extension);
    const manifest = { publisher: "p", name: "n", version: "1.2.3" };
    await writeFile(path.join(extension, "package.json"), JSON.stringify(manifest));
    await registerExtensions(profile(), [extension]);
    const list = await read(
      path.relative(profile(), path.join(extensionsFolder(profile()), "extensions.json")),
    );
    assert.deepEqual(list, [
      {
        identifier: { id: "p.n" },
        version: "1.2.3",
        location: { $mid: 1, scheme: "file", path: extension },
        metadata: {},
      },
    ]);
  });
});
