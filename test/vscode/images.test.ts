import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Uri } from "vscode";
import { HumanError } from "../../src/base/humanError.ts";
import { AttachmentFiles } from "../../src/host/attachmentFiles.ts";
import { readImages } from "../../src/host/images.ts";
import { sampleImages } from "../fixtures/images/images.ts";
import { newFolder, repositoryFile } from "./support.ts";

const megabyte = 1024 * 1024;
const accepted = sampleImages.filter(({ mimeType }) => mimeType !== "image/bmp");

describe("readImages", () => {
  let folder: string;
  let store: AttachmentFiles;

  before(async () => {
    folder = (await newFolder()).fsPath;
    mkdirSync(folder, { recursive: true });
    store = new AttachmentFiles(Uri.file(path.join(folder, "attachments")));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function sample(file: string): Promise<Uri> {
    return repositoryFile(`test/fixtures/images/${file}`);
  }

  function write(name: string, bytes: Uint8Array | string, size?: number): Uri {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    if (size !== undefined) truncateSync(file, size);
    return Uri.file(file);
  }

  async function refusal(...uris: readonly Uri[]): Promise<string> {
    const error: unknown = await readImages(uris, store).then(
      () => assert.fail("The images were taken."),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof HumanError, String(error));
    return error.message;
  }

  for (const { file, mimeType, format } of accepted) {
    it(`takes ${format} by its bytes, whatever its name says`, async () => {
      const bytes = readFileSync((await sample(file)).fsPath);
      const uri = write("picture.txt", bytes);
      assert.deepEqual(await readImages([uri], store), [
        {
          hash: createHash("sha256").update(bytes).digest("hex"),
          uri: uri.toString(),
          label: "picture.txt",
          mimeType,
          size: bytes.byteLength,
        },
      ]);
    });
  }

  it("takes several in their order and keeps their bytes", async () => {
    const uris = await Promise.all(accepted.map(({ file }) => sample(file)));
    const images = await readImages(uris, store);
    assert.deepEqual(
      images.map(({ label }) => label),
      accepted.map(({ file }) => file),
    );
    for (const [index, { hash }] of images.entries()) {
      assert.deepEqual(await store.get(hash), new Uint8Array(readFileSync(uris[index]!.fsPath)));
    }
  });

  it("refuses an empty file", async () => {
    assert.equal(await refusal(write("empty.png", "")), "empty.png is empty: there is no image to describe.");
  });

  it("refuses what is no image", async () => {
    const words = await refusal(write("notes.png", "Not a picture at all.\n"));
    assert.match(
      words,
      /^notes\.png is not an image, whatever its name says\. Gemini sees PNG, JPEG, .*AVIF\.$/,
    );
  });

  it("refuses an image of a kind that Gemini does not see, and names that kind", async () => {
    const words = await refusal(await sample("tile.bmp"));
    assert.match(
      words,
      /^tile\.bmp is in truth of the type image\/bmp\. Gemini sees PNG, JPEG, .* images\.$/,
    );
  });

  it("refuses a document that calls itself an image", async () => {
    const words = await refusal(
      write("report.jpg", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"),
    );
    assert.match(words, /^report\.jpg is in truth of the type application\/pdf\./);
  });

  it("refuses a folder", async () => {
    const uri = Uri.file(path.join(folder, "album.png"));
    mkdirSync(uri.fsPath);
    assert.equal(await refusal(uri), "album.png is a folder. Choose the images inside it.");
  });

  it("refuses a file that has gone", async () => {
    const uri = Uri.file(path.join(folder, "gone.png"));
    assert.equal(await refusal(uri), "gone.png is no longer there. It may have been moved or deleted.");
  });

  it("refuses what cannot be read", async () => {
    const uri = Uri.parse("nowhere://host/picture.png");
    assert.equal(
      await refusal(uri),
      "picture.png could not be read. Check that you may open it, then try again.",
    );
  });

  it("refuses an image that is too large, without reading it", async () => {
    const uri = write("poster.png", "", 40 * megabyte);
    assert.equal(
      await refusal(uri),
      "poster.png has 40 MB; an image can have at most 15 MB. Make it smaller and try again.",
    );
  });

  it("refuses images that are too large together", async () => {
    const flag = readFileSync((await sample("flag.png")).fsPath);
    const uris = ["a.png", "b.png"].map((name) => write(name, flag, 8 * megabyte));
    assert.equal(
      await refusal(...uris),
      "These images have 16 MB together; at most 15 MB can be sent in one message. Describe fewer of them at once.",
    );
    assert.equal((await readImages(uris.slice(1), store)).length, 1);
  });

  it("refuses all of them when one cannot be sent, and names it", async () => {
    const good = await sample("flag.png");
    assert.match(await refusal(good, write("bad.png", "no")), /^bad\.png/);
  });
});
