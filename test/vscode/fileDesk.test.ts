import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Uri, workspace } from "vscode";
import type { FileReference } from "../../src/shared/transcript.ts";
import { type SpokenPage, TestDesk } from "./deskSupport.ts";
import { repositoryFile, sampleFile } from "./support.ts";

const png = async () => workspace.fs.readFile(await repositoryFile("test/fixtures/images/flag.png"));

describe("FileDesk", () => {
  let desk: TestDesk;
  let page: SpokenPage;
  beforeEach(async () => {
    desk = await TestDesk.create();
    page = desk.speak();
  });
  afterEach(() => desk.dispose());

  const begin = (size: number, name = "flag.png", id = "f1") =>
    page.say({ type: "fileBegin", id, name, mimeType: "image/png", size });
  const wanted = (count: number) => desk.until(() => page.told("fileWanted").length === count);
  const failure = async () => {
    const { state } = await desk.state("failed");
    assert.ok(state.type === "failed");
    return state.reason;
  };
  /** What was said before has been dealt with once this is answered. */
  const settled = async () => {
    const before = page.told("fileMatches").length;
    page.say({ type: "findFiles", query: "main" });
    await desk.until(() => page.told("fileMatches").length > before);
  };
  const files = async () => (await workspace.fs.readDirectory(desk.folder)).map(([name]) => name);

  it("takes a dropped file piece by piece, each when it is wanted", async () => {
    const bytes = await png();
    begin(bytes.length);
    assert.equal((await desk.state("reading")).label, "flag.png");
    await wanted(1);
    page.say({ type: "fileChunk", id: "f1", bytes: bytes.slice(0, 100) });
    await wanted(2);
    page.say({ type: "fileChunk", id: "f1", bytes: bytes.slice(100) });
    await wanted(3);
    page.say({ type: "fileEnd", id: "f1", failed: false });
    const { id, file } = await desk.state("ready");
    assert.equal(id, "f1");
    assert.equal(file?.hash, createHash("sha256").update(bytes).digest("hex"));
    assert.deepEqual(await workspace.fs.readFile(Uri.parse(file.uri, true)), bytes);
    assert.equal(page.told("attachments").at(-1)?.attachments[0]?.state.type, "ready");
  });

  it("lets a question wait for a file that is still arriving", async () => {
    const bytes = await png();
    begin(bytes.length);
    await wanted(1);
    const taken = desk.media.tray.take();
    page.say({ type: "fileChunk", id: "f1", bytes: new Uint8Array(bytes) });
    await wanted(2);
    page.say({ type: "fileEnd", id: "f1", failed: false });
    assert.deepEqual(
      (await taken).map(({ label, mimeType }) => [label, mimeType]),
      [["flag.png", "image/png"]],
    );
    assert.deepEqual(desk.attachments, []);
  });

  for (const [what, cut] of [
    ["the page cannot read on", () => page.say({ type: "fileEnd", id: "f1", failed: true })],
    ["some of it is missing", () => page.say({ type: "fileEnd", id: "f1", failed: false })],
    ["the page is reloaded", () => page.say({ type: "ready" })],
    ["the page is closed", () => desk.leave()],
    [
      "more comes than was announced",
      () => page.say({ type: "fileChunk", id: "f1", bytes: new Uint8Array(9) }),
    ],
  ] as const) {
    it(`says so when ${what}, keeps nothing half, and lets a question go without it`, async () => {
      begin(8);
      await wanted(1);
      page.say({ type: "fileChunk", id: "f1", bytes: new Uint8Array(4) });
      await wanted(2);
      const taken = desk.media.tray.take();
      cut();
      assert.equal(await failure(), "It could not be read to its end. Drop it once more.");
      assert.deepEqual(await taken, []);
      await desk.until(async () => !(await files()).some((name) => name.endsWith(".part")));
    });
  }

  it("wants no more of a file that was taken away", async () => {
    begin(8);
    await wanted(1);
    page.say({ type: "removeAttachment", id: "f1" });
    page.say({ type: "fileChunk", id: "f1", bytes: new Uint8Array(4) });
    await settled();
    assert.deepEqual(desk.attachments, []);
    assert.equal(page.told("fileWanted").length, 1);
  });

  it("takes no message that is not the protocol's", async () => {
    page.say({ type: "fileBegin", id: "f1", name: "x", mimeType: "", size: -1 });
    page.say({ type: "fileChunk", id: "f1", bytes: "text" });
    page.say({ type: "conversionFailed" });
    await settled();
    assert.deepEqual(desk.attachments, []);
    assert.equal(desk.problems.length, 3);
  });

  it("attaches files of the workspace by their address, each once, and passes over what is none", async () => {
    const uri = sampleFile("scripts/moon.py").toString();
    page.say({ type: "attachUris", uris: [uri, "no address", uri] });
    const { file, tokens } = await desk.state("ready");
    assert.equal(file?.mimeType, "text/plain");
    assert.ok(tokens);
    await settled();
    assert.equal(desk.attachments.length, 1);
  });

  it("tells what a message costs: at once by the rates, then as it is counted", async () => {
    desk.draft = "What does it compute?";
    page.say({ type: "attachUris", uris: [sampleFile("scripts/moon.py").toString()] });
    await desk.state("ready");
    const counts = () => page.told("tokens").map(({ count }) => count);
    await desk.until(() => counts().at(-1)?.estimated === false);
    assert.equal(counts().at(-1)?.tokens, 1234);
    assert.ok(counts().some((count) => count?.estimated && count.tokens > 6));
    page.say({ type: "removeAttachment", id: desk.attachments[0]?.id });
    await desk.until(() => counts().at(-1) === undefined);
  });

  it("tries again what could not be read, and looks at what it is asked to", async () => {
    const uri = Uri.joinPath(desk.folder, "late.txt");
    desk.media.tray.add([{ uri, label: "late.txt" }]);
    assert.equal(await failure(), "It is no longer there. It may have been moved or deleted.");
    await workspace.fs.writeFile(uri, new TextEncoder().encode("Here now.\n"));
    page.say({ type: "retryAttachment", id: desk.attachments[0]?.id });
    const { id } = await desk.state("ready");
    page.say({ type: "viewAttachment", id, view: { resolution: "low" } });
    assert.deepEqual(desk.attachments[0]?.file?.view, { resolution: "low" });
  });

  it("says what a file is in words people use, and what would work", async () => {
    const reasons: Record<string, string> = {};
    for (const name of ["media/archive.zip", "media/letter.docx", "media/program.exe"]) {
      desk.media.tray.add([{ uri: await repositoryFile(`test/fixtures/${name}`), label: name }]);
      reasons[name] = await failure();
      desk.media.tray.clear();
    }
    assert.deepEqual(reasons, {
      "media/archive.zip": "ZIP archive, which Gemini cannot read. Unpack it and attach the files in it.",
      "media/letter.docx": "Word document, which Gemini cannot read. Save it as a PDF and attach that.",
      "media/program.exe":
        "Windows program, which Gemini cannot read. Gemini reads images, audio, video, PDF and text.",
    });
  });

  describe("gives a page what it plays", () => {
    const film = (uri: Uri, size = 5): FileReference => ({
      uri: uri.toString(),
      label: "film.mp4",
      mimeType: "video/mp4",
      size,
    });
    const ask = async (file: FileReference, part = 0) => {
      desk.transcript = {
        id: "c",
        turns: [{ role: "user", id: "u1", at: 1, parts: [{ type: "file", file }] }],
      };
      page.say({ type: "loadFile", turnId: "u1", part });
      const { type: _type, ...source } = await desk.until(() => page.told("fileSource").at(-1));
      return source;
    };

    it("by its address where the page may load it", async () => {
      const uri = Uri.joinPath(desk.folder, "film.mp4");
      await workspace.fs.writeFile(uri, new Uint8Array(5));
      assert.deepEqual(await ask(film(uri)), { turnId: "u1", part: 0, url: uri.toString() });
    });

    it("as bytes where it may not", async () => {
      const uri = sampleFile("scripts/moon.py");
      const { bytes, url } = await ask(film(uri));
      assert.equal(url, undefined);
      assert.deepEqual(bytes, new Uint8Array(await workspace.fs.readFile(uri)));
      assert.equal(Object.getPrototypeOf(bytes), Uint8Array.prototype);
    });

    it("not at all when it is gone, is too large to be posted, or is of no turn", async () => {
      const nothing = { turnId: "u1", part: 0 };
      assert.deepEqual(await ask(film(Uri.joinPath(desk.folder, "gone.mp4"))), nothing);
      assert.deepEqual(await ask(film(sampleFile("scripts/moon.py"), 2 ** 30)), nothing);
      const before = page.told("fileSource").length;
      page.say({ type: "loadFile", turnId: "other", part: 0 });
      await desk.until(() => page.told("fileSource").length > before);
      assert.deepEqual(page.told("fileSource").at(-1), { type: "fileSource", turnId: "other", part: 0 });
    });
  });

  describe("finds files", () => {
    const find = async (query: string) => {
      page.say({ type: "findFiles", query });
      const answer = await desk.until(() => page.told("fileMatches").find((each) => each.query === query));
      return answer.matches.map(({ path }) => path);
    };

    it("first those whose name begins so, then those that have it in their name, then in their folder", async () => {
      assert.deepEqual(await find("TIDE"), ["src/tides.ts", "docs/tide-tables.pdf", "images/tide-chart.png"]);
      const light = await find("light");
      assert.deepEqual(light.slice(0, 2), ["src/lights.ts", "images/lighthouse.png"]);
      assert.deepEqual(await find("scripts"), ["scripts/moon.py"]);
      assert.equal((await find("i"))[0]?.startsWith("images/"), false, "a folder comes last");
    });

    it("by a part of their path, and all while nothing is typed", async () => {
      assert.deepEqual(await find("src/ti"), ["src/tides.ts"]);
      assert.ok((await find("")).includes("README.md"));
    });

    it("takes what is typed by the letter: no pattern", async () => {
      assert.deepEqual(await find("*.py"), []);
      assert.deepEqual(await find("{moon,tides}"), []);
      assert.deepEqual(await find("[a-z]oon"), []);
    });
  });
});
