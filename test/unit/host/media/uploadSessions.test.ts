import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { UploadSession } from "../../../../src/gemini/uploadSession.ts";
import { UploadSessionFiles } from "../../../../src/host/media/uploadSessions.ts";

const session: UploadSession = {
  url: "https://example.com/upload/v1beta/files?upload_id=the-secret-of-the-upload",
  granularity: 8,
  size: 1000,
  mimeType: "video/mp4",
  version: "1000-5",
};
const week = 7 * 24 * 60 * 60_000;

describe("UploadSessionFiles", () => {
  let root: string;
  let folder: string;
  let problems: unknown[];
  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), "castor-sessions-"));
    folder = path.join(root, "uploads");
    problems = [];
  });
  afterEach(async () => {
    await rm(root, { recursive: true });
    assert.deepEqual(problems, []);
  });

  const open = (apiKey = "the-key", now?: () => number) =>
    new UploadSessionFiles(folder, {
      apiKey: () => Promise.resolve(apiKey),
      onProblem: (error) => problems.push(error),
      ...(now && { now }),
    });
  const keep = async (key: string, sessions = open()) => {
    sessions.set(key, session);
    await sessions.flush();
  };
  const files = async () =>
    Promise.all((await readdir(folder)).map((name) => readFile(path.join(folder, name))));

  it("gives a session to the next window", async () => {
    await keep("film");
    assert.deepEqual(await open().get("film"), session);
    assert.equal(await open().get("other"), undefined);
    const { version: _, ...unversioned } = session;
    const sessions = open();
    sessions.set("film", unversioned);
    assert.deepEqual(await sessions.get("film"), unversioned);
  });

  it("keeps one per file, whichever window began it", async () => {
    const [one, other] = [open(), open()];
    await one.get("a");
    await keep("b", other);
    await keep("a", one);
    assert.deepEqual(await open().get("a"), session);
    assert.deepEqual(await open().get("b"), session);
  });

  it("forgets an upload that has ended, at once or later", async () => {
    const sessions = open();
    sessions.set("a", session);
    sessions.set("a", undefined);
    await keep("b", sessions);
    await keep("c", sessions);
    const next = open();
    next.set("b", undefined);
    next.set("none", undefined);
    await next.flush();
    assert.equal(await open().get("a"), undefined);
    assert.equal(await open().get("b"), undefined);
    assert.equal((await readdir(folder)).length, 1);
  });

  it("gives nothing to another key, nor to none", async () => {
    await keep("film");
    assert.equal(await open("another-key").get("film"), undefined);
    assert.equal(await open("").get("film"), undefined);
    await keep("film", open(""));
    assert.deepEqual(await open("").get("film"), session);
    assert.equal(await open().get("film"), undefined);
  });

  it("writes neither the address nor the key nor the file's name where they can be read", async () => {
    await keep("file:///home/me/diagnosis.pdf");
    await keep("film", open(""));
    const texts = [...(await files()).map((bytes) => bytes.toString("latin1")), ...(await readdir(folder))];
    assert.equal(texts.length, 4);
    for (const text of texts) assert.doesNotMatch(text, /upload_id|secret|example|the-key|diagnosis|film/);
    const again = await files();
    await keep("film", open(""));
    assert.notDeepEqual(await files(), again);
  });

  it("writes for the eyes of the owner alone", async () => {
    await keep("film");
    const [name = ""] = await readdir(folder);
    const modes = [await stat(folder), await stat(path.join(folder, name))].map(({ mode }) => mode & 0o777);
    // Windows has no such modes; there the folder lies in the owner's profile.
    assert.deepEqual(modes, process.platform === "win32" ? modes : [0o700, 0o600]);
  });

  it("takes a file that is damaged for none", async () => {
    await keep("film");
    const [name = ""] = await readdir(folder);
    const bytes = await readFile(path.join(folder, name));
    for (const damaged of [
      bytes.subarray(0, 40),
      bytes.subarray(0, 3),
      Buffer.alloc(0),
      bytes.map((byte, index) => (index === 60 ? byte ^ 1 : byte)),
    ]) {
      await writeFile(path.join(folder, name), damaged);
      assert.equal(await open().get("film"), undefined);
    }
  });

  it("removes what the server has forgotten", async () => {
    await keep("old");
    const [name = ""] = await readdir(folder);
    const long = new Date(Date.now() - week - 60_000);
    await utimes(path.join(folder, name), long, long);
    await keep("new");
    assert.equal(await open().get("old"), undefined);
    assert.deepEqual(await open().get("new"), session);
    await keep(
      "newer",
      open("the-key", () => Date.now() + week - 60_000),
    );
    assert.deepEqual(await open().get("new"), session);
  });

  it("reports that a session cannot be written, and does not stop there", async () => {
    await writeFile(folder, "");
    const sessions = open();
    sessions.set("film", session);
    await sessions.flush();
    assert.equal(problems.splice(0).length, 1);
    await rm(folder);
    await keep("film", sessions);
    assert.deepEqual(await sessions.get("film"), session);
  });
});
