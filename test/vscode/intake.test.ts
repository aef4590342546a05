import assert from "node:assert/strict";
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Uri } from "vscode";
import { HumanError } from "../../src/base/humanError.ts";
import { MAX_FILE_SIZE } from "../../src/gemini/uploadLimits.ts";
import type { AttachmentFiles } from "../../src/host/attachmentFiles.ts";
import { takeIn } from "../../src/host/media/intake.ts";
import { makeZip } from "../fixtures/media/zip.ts";
import { attachmentFolder, repositoryFile } from "./support.ts";

describe("takeIn", () => {
  let folder: string;
  let store: AttachmentFiles;
  let remove: () => void;
  before(async () => {
    ({ folder, store, remove } = await attachmentFolder());
  });
  after(() => remove());

  function write(name: string, bytes: Uint8Array | string, size?: number): Uri {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    if (size !== undefined) truncateSync(file, size);
    return Uri.file(file);
  }

  const fixture = async (file: string) =>
    readFileSync((await repositoryFile(`test/fixtures/${file}`)).fsPath);
  const take = (uri: Uri) => takeIn({ uri, label: path.posix.basename(uri.path) }, store);

  async function refusal(uri: Uri): Promise<string> {
    const error: unknown = await take(uri).then(
      () => assert.fail("The file was taken."),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof HumanError, String(error));
    return error.message;
  }

  it("tells what a file is by its bytes, how large it is and what it holds", async () => {
    const uri = write("tones.txt", await fixture("media/tones.wav"));
    const { facts, modified, ...file } = await take(uri);
    const { size } = await fixture("media/tones.wav").then(({ length }) => ({ size: length }));
    assert.deepEqual(file, { uri: uri.toString(), label: "tones.txt", mimeType: "audio/wav", size });
    assert.ok((facts?.seconds ?? 0) > 0);
    assert.ok(modified);
  });

  it("keeps an image, so that it is there when the file is gone, and nothing else", async () => {
    const bytes = await fixture("images/flag.png");
    const { hash = "" } = await take(write("flag.png", bytes));
    assert.deepEqual(Buffer.from((await store.get(hash)) ?? []), bytes);
    assert.equal((await take(write("notes.txt", "Ebb at six."))).hash, undefined);
    assert.equal((await take(write("large.png", bytes, 16 * 1024 * 1024))).hash, undefined);
  });

  it("takes a file as large as Gemini takes, and reads little of it", async () => {
    const file = await take(write("largest.mp4", await fixture("media/screen.mp4"), MAX_FILE_SIZE));
    assert.equal(file.size, MAX_FILE_SIZE);
    assert.equal(file.mimeType, "video/mp4");
  });

  const reasons: Readonly<Record<string, readonly [make: () => Promise<Uri>, words: RegExp]>> = {
    "a folder": [
      () => {
        mkdirSync(path.join(folder, "chapter"));
        return Promise.resolve(Uri.file(path.join(folder, "chapter")));
      },
      /^chapter is a folder\. Attach the files inside it\.$/,
    ],
    "an empty file": [
      () => Promise.resolve(write("empty.txt", "")),
      /^empty\.txt is empty: there is nothing in it/,
    ],
    "a file that is gone": [
      () => Promise.resolve(Uri.file(path.join(folder, "gone.txt"))),
      /^gone\.txt is no longer there/,
    ],
    "a file beyond 2 GiB": [
      () => Promise.resolve(write("film.mp4", "", MAX_FILE_SIZE + 1)),
      /^film\.mp4 is larger than 2 GB.*Cut it into parts\.$/,
    ],
    "a file at an address that nothing opens": [
      () => Promise.resolve(Uri.parse("nowhere:/film.mp4")),
      /^film\.mp4 could not be read\. Check that you may open it/,
    ],
  };
  for (const [what, [make, words]] of Object.entries(reasons)) {
    it(`refuses ${what}, by its name and with what to do`, async () => {
      assert.match(await refusal(await make()), words);
    });
  }

  const sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const workbook = () =>
    makeZip({
      "[Content_Types].xml": `<Types><Override PartName="/xl/workbook.xml" ContentType="${sheet}.sheet.main+xml"/></Types>`,
      "xl/workbook.xml": "<workbook/>",
    });
  /** The descriptor of a CD-ROM's file system, after 32 KiB of nothing. */
  const disc = () =>
    Buffer.concat([Buffer.alloc(32 * 1024), Buffer.from("\u0001CD001\u0001\0"), Buffer.alloc(2040)]);

  const kinds: Readonly<Record<string, readonly [bytes: () => Promise<Uint8Array>, words: RegExp]>> = {
    "archive.zip": [() => fixture("media/archive.zip"), /application\/zip.*Unpack it/],
    "program.exe": [
      () => fixture("media/program.exe"),
      /application\/x-msdownload.*images, audio, video, PDF/,
    ],
    "letter.docx": [() => fixture("media/letter.docx"), /wordprocessingml.*Save it as a PDF/],
    "table.xlsx": [() => Promise.resolve(workbook()), /spreadsheetml.*Save it as CSV, or as a PDF/],
    "disc.iso": [() => Promise.resolve(disc()), /x-iso9660-image.*Unpack it/],
    "tile.bmp": [() => fixture("images/tile.bmp"), /image\/bmp.*Attach it to the chat: it becomes a PNG/],
  };
  for (const [name, [bytes, words]] of Object.entries(kinds)) {
    it(`refuses ${name} under any name, says what it is and what would work`, async () => {
      const disguise = `${name}.txt`;
      const message = await refusal(write(disguise, await bytes()));
      assert.ok(message.startsWith(`${disguise} is `), message);
      assert.match(message, words);
    });
  }
});
