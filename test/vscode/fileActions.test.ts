import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Uri } from "vscode";
import { HumanError } from "../../src/base/humanError.ts";
import type { UserMessage } from "../../src/chat/ports.ts";
import type { AttachmentFiles } from "../../src/host/attachmentFiles.ts";
import { askAboutFiles, type FileAction } from "../../src/host/media/fileActions.ts";
import { Settings } from "../../src/host/settings.ts";
import { sampleImages } from "../fixtures/images/images.ts";
import { acceptQuickPick, configure, attachmentFolder, repositoryFile, restoreSettings } from "./support.ts";

const megabyte = 1024 * 1024;
const accepted = sampleImages.filter(({ mimeType }) => mimeType !== "image/bmp");

describe("Actions on files", () => {
  let folder: string;
  let store: AttachmentFiles;
  let remove: () => void;

  before(async () => {
    ({ folder, store, remove } = await attachmentFolder());
  });
  afterEach(restoreSettings);
  after(() => remove());

  async function sample(file: string): Promise<Uri> {
    return repositoryFile(`test/fixtures/images/${file}`);
  }

  function write(name: string, bytes: Uint8Array | string, size?: number): Uri {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    if (size !== undefined) truncateSync(file, size);
    return Uri.file(file);
  }

  function ask(action: FileAction, uris: readonly Uri[]): Promise<readonly UserMessage[]> {
    return askAboutFiles(action, [uris[0], uris], { settings: new Settings(), store });
  }

  async function refusal(action: FileAction, ...uris: readonly Uri[]): Promise<string> {
    const error: unknown = await ask(action, uris).then(
      () => assert.fail("The files were taken."),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof HumanError, String(error));
    return error.message;
  }

  function files(message: UserMessage | undefined) {
    return (message?.prompt ?? []).flatMap((part) => (part.type === "file" ? [part.file] : []));
  }

  function words(message: UserMessage | undefined): readonly string[] {
    return (message?.prompt ?? []).flatMap((part) => (part.type === "text" ? [part.text] : []));
  }

  for (const { file, mimeType, format } of accepted) {
    it(`describe ${format} by its bytes, whatever its name says`, async () => {
      const bytes = readFileSync((await sample(file)).fsPath);
      const uri = write("picture.txt", bytes);
      const [message, ...others] = await ask("describeImage", [uri]);
      assert.deepEqual(others, []);
      const [image] = files(message);
      const hash = createHash("sha256").update(bytes).digest("hex");
      assert.deepEqual(
        [image?.hash, image?.uri, image?.label, image?.mimeType, image?.size],
        [hash, uri.toString(), "picture.txt", mimeType, bytes.byteLength],
      );
      assert.deepEqual(message?.parts, [
        { type: "image", image },
        { type: "text", text: "Describe this image." },
      ]);
      assert.deepEqual(words(message), ["Describe this image."]);
    });
  }

  it("ask of several in one turn, each under its name and in their order, and keep their bytes", async () => {
    const uris = await Promise.all(accepted.map(({ file }) => sample(file)));
    const [message, ...others] = await acceptQuickPick(ask("describeImage", uris));
    assert.deepEqual(others, []);
    const names = accepted.map(({ file }) => file);
    assert.deepEqual(words(message), [
      ...names,
      `Describe these ${accepted.length} images, one after the other.`,
    ]);
    for (const [index, { hash = "", label }] of files(message).entries()) {
      assert.equal(label, names[index]);
      assert.deepEqual(await store.get(hash), new Uint8Array(readFileSync(uris[index]!.fsPath)));
    }
  });

  it("ask what the settings say", async () => {
    await configure({ "castor.prompts.describeImage": " Which colours? " });
    assert.deepEqual(words((await ask("describeImage", [await sample("flag.png")]))[0]), ["Which colours?"]);
  });

  it("take an image of more than a request carries: it is uploaded, and shown as a file", async () => {
    const flag = readFileSync((await sample("flag.png")).fsPath);
    const [message] = await ask("describeImage", [write("poster.png", flag, 40 * megabyte)]);
    assert.equal(files(message)[0]?.size, 40 * megabyte);
    assert.equal(message?.parts[0]?.type, "file");
  });

  it("refuse an empty file", async () => {
    assert.equal(
      await refusal("describeImage", write("empty.png", "")),
      "empty.png is empty: there is nothing in it to send.",
    );
  });

  it("refuse what is no image", async () => {
    assert.match(
      await refusal("describeImage", write("notes.png", "Not a picture at all.\n")),
      /^notes\.png is not an image, whatever its name says\. Gemini sees PNG, JPEG, .*AVIF\.$/,
    );
  });

  it("refuse an image of a kind that Gemini does not see, name that kind and what helps", async () => {
    assert.equal(
      await refusal("describeImage", await sample("tile.bmp")),
      "tile.bmp is an image of the type image/bmp. Attach it to the chat: it becomes a PNG there.",
    );
  });

  it("refuse a document that calls itself an image", async () => {
    const uri = write("report.jpg", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n<< /Type /Catalog >>\nendobj\n");
    assert.match(
      await refusal("describeImage", uri),
      /^report\.jpg is in truth of the type application\/pdf\. Gemini sees PNG, JPEG, .* images\.$/,
    );
  });

  it("refuse what is another kind of file than they are for", async () => {
    const flag = await sample("flag.png");
    assert.match(await refusal("describeVideo", flag), /^flag\.png is no video that Gemini can watch/);
    assert.match(await refusal("summarizeAudio", flag), /^flag\.png is no recording that Gemini can hear/);
    assert.match(await refusal("summarizePdf", flag), /^flag\.png is no PDF/);
  });

  it("refuse a folder", async () => {
    const uri = Uri.file(path.join(folder, "album.png"));
    mkdirSync(uri.fsPath);
    assert.equal(await refusal("describeImage", uri), "album.png is a folder. Attach the files inside it.");
  });

  it("refuse a file that has gone", async () => {
    const uri = Uri.file(path.join(folder, "gone.png"));
    assert.equal(
      await refusal("describeImage", uri),
      "gone.png is no longer there. It may have been moved or deleted.",
    );
  });

  it("refuse what cannot be read", async () => {
    assert.equal(
      await refusal("describeImage", Uri.parse("nowhere://host/picture.png")),
      "picture.png could not be read. Check that you may open it, then try again.",
    );
  });

  it("refuse all of them when one cannot be sent, name it, and ask nothing before", async () => {
    const good = await sample("flag.png");
    assert.match(await refusal("describeImage", good, write("bad.png", "no")), /^bad\.png/);
  });
});
