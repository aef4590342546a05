import assert from "node:assert/strict";
import { GeminiClient } from "../../src/gemini/client.ts";
import { bytesSource } from "../../src/host/fileSource.ts";
import { HumanError } from "../../src/base/humanError.ts";
import type { File } from "../../src/gemini/wireFiles.ts";
import { deleteUploads, uploadList } from "../../src/host/media/manageUploads.ts";
import { emulatorUrl } from "./support.ts";

const now = Date.parse("2026-11-25T12:00:00Z");

describe("uploaded files", () => {
  it("are listed with their type, size, the hours that are left, and what is special about them", () => {
    const { title, items } = uploadList(
      [
        {
          name: "files/a",
          displayName: "clip $(flame).mp4",
          mimeType: "video/mp4",
          sizeBytes: "1500000000",
          expirationTime: "2026-11-27T00:10:00.123456789Z",
          state: "ACTIVE",
        },
        { name: "files/b", mimeType: "text/plain", sizeBytes: "999", state: "PROCESSING" },
        { name: "files/c", expirationTime: "2026-11-25T11:00:00Z", state: "ACTIVE" },
      ],
      now,
    );
    assert.equal(title, "Uploaded Files: 1.5 GB of 20 GB used");
    assert.deepEqual(
      items.map(({ label, description }) => [label, description]),
      [
        ["clip $ (flame).mp4", "video/mp4 · 1.5 GB · 36 h left"],
        ["files/b", "text/plain · 999 B · PROCESSING"],
        ["files/c", "0 B · 0 h left"],
      ],
    );
  });

  describe("that are deleted", () => {
    const client = new GeminiClient({ apiKey: "good-key", baseUrl: emulatorUrl, retry: false });
    let forgotten: string[];
    const records = {
      forget: (names: readonly string[]) => {
        forgotten.push(...names);
        return Promise.resolve();
      },
    };
    beforeEach(() => {
      forgotten = [];
    });

    async function upload(label: string): Promise<File> {
      return client.uploadFile(bytesSource(Buffer.from(`Words of ${label}.`)), {
        mimeType: "text/plain",
        displayName: label,
      });
    }

    async function onServer(): Promise<readonly (string | undefined)[]> {
      const names = [];
      for await (const { name } of client.listFiles()) names.push(name);
      return names;
    }

    it("are gone from the server and forgotten here, those that had gone before too", async () => {
      const files = [await upload("a.txt"), await upload("b.txt")];
      const names = files.map(({ name }) => name);
      await client.deleteFile(names[0] ?? "");
      await deleteUploads(client, records, files);
      assert.deepEqual(forgotten, names);
      const left = await onServer();
      assert.deepEqual(
        names.filter((name) => left.includes(name)),
        [],
      );
    });

    it("are named where that fails, and stay known; the others go all the same", async () => {
      const [kept, gone] = [await upload("kept.txt"), await upload("gone.txt")];
      const stranger = new GeminiClient({ apiKey: "bad-key", baseUrl: emulatorUrl, retry: false });
      const deleteFile = (name: string) => (name === kept.name ? stranger : client).deleteFile(name);
      await assert.rejects(deleteUploads({ deleteFile }, records, [kept, gone]), (error: unknown) => {
        assert.ok(error instanceof HumanError);
        assert.match(error.message, /^kept\.txt could not be deleted from the server\. Try again/);
        return true;
      });
      assert.deepEqual(forgotten, [gone.name]);
      const left = await onServer();
      assert.ok(left.includes(kept.name) && !left.includes(gone.name));
      await client.deleteFile(kept.name ?? "");
    });
  });
});
