import assert from "node:assert/strict";
import { commands, Uri, window, workspace } from "vscode";
import { sniffMimeType } from "../../src/host/sniff.lazy.ts";
import { TestDesk } from "./deskSupport.ts";
import { repositoryFile, sampleFile } from "./support.ts";

/** An icon with this PNG as its only picture. */
function icon(png: Uint8Array): Uint8Array {
  const header = Buffer.alloc(22);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(1, 4);
  header.set([60, 40, 0, 0, 1, 0, 32, 0], 6);
  header.writeUInt32LE(png.length, 14);
  header.writeUInt32LE(header.length, 18);
  return Buffer.concat([header, png]);
}

/** The beginning of a TIFF with nothing in it. */
const tiff = Uint8Array.of(0x49, 0x49, 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0);

describe("An image that Gemini does not take, attached from a path", () => {
  let desk: TestDesk;
  beforeEach(async () => (desk = await TestDesk.create()));
  afterEach(() => desk.dispose());

  const add = (uri: Uri) => desk.media.tray.add([{ uri, label: uri.path.split("/").at(-1) ?? "" }]);
  const bitmap = () => repositoryFile("test/fixtures/images/tile.bmp");

  async function write(name: string, bytes: Uint8Array): Promise<Uri> {
    const uri = Uri.joinPath(desk.folder, name);
    await workspace.fs.writeFile(uri, bytes);
    return uri;
  }

  const size = (bytes: Uint8Array) => {
    const { buffer, byteOffset, byteLength } = bytes;
    const view = new DataView(buffer, byteOffset, byteLength);
    return [view.getUint32(16), view.getUint32(20)];
  };

  async function converted(label: string): Promise<readonly number[]> {
    const { file } = await desk.state("ready");
    assert.equal(file?.label, label);
    assert.equal(file.mimeType, "image/png");
    const bytes = await workspace.fs.readFile(Uri.parse(file.uri, true));
    assert.equal(await sniffMimeType(bytes), "image/png");
    assert.equal(file.hash === undefined, false, "it is kept");
    return size(bytes);
  }

  it("becomes a PNG in the real page: a bitmap", async () => {
    desk.show();
    add(await bitmap());
    assert.deepEqual(await converted("tile.png"), [24, 16]);
  });

  it("becomes a PNG in the real page: an icon", async () => {
    desk.show();
    const png = await workspace.fs.readFile(await repositoryFile("test/fixtures/images/flag.png"));
    add(await write("flag.ico", icon(png)));
    assert.deepEqual(await converted("flag.png"), [60, 40]);
  });

  it("waits for a page when there is none, and while it is hidden", async () => {
    add(await bitmap());
    await desk.state("converting");
    const panel = desk.show();
    assert.deepEqual(await converted("tile.png"), [24, 16]);
    desk.media.tray.clear();

    await window.showTextDocument(sampleFile("README.md"));
    await desk.until(() => !panel.visible);
    add(await bitmap());
    await desk.state("converting");
    panel.reveal();
    assert.deepEqual(await converted("tile.png"), [24, 16]);
    await commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("says so when it is damaged, and tries again on request", async () => {
    desk.show();
    const whole = await workspace.fs.readFile(await bitmap());
    const uri = await write("cut.bmp", whole.subarray(0, 30));
    add(uri);
    const failed = await desk.state("failed");
    assert.deepEqual(failed.state, {
      type: "failed",
      reason: "It could not be converted; it may be damaged. Save it as PNG or JPEG and attach that.",
      retryable: true,
    });
    await workspace.fs.writeFile(uri, whole);
    desk.media.tray.retry(failed.id);
    assert.deepEqual(await converted("cut.png"), [24, 16]);
  });

  it("is refused at once where browsers cannot read it: TIFF and JPEG XL", async () => {
    const page = desk.speak();
    for (const [name, bytes, called] of [
      ["scan.tiff", tiff, "TIFF image"],
      ["photo.jxl", Uint8Array.of(0xff, 0x0a, 0xfa, 0x1f, 1, 2), "JPEG XL image"],
    ] as const) {
      add(await write(name, bytes));
      const { state } = await desk.state("failed");
      assert.deepEqual(state, {
        type: "failed",
        reason: `${called}, which Gemini cannot read. Save it as PNG or JPEG and attach that.`,
        retryable: false,
      });
      desk.media.tray.clear();
    }
    assert.deepEqual(page.told("convertImage"), []);
  });

  it("is offered to one page after the other until one is there to take it", async () => {
    const [first, last] = [desk.speak(), desk.speak()];
    last.isShown = false;
    add(await bitmap());
    const asked = await desk.until(() => first.told("convertImage")[0]);
    assert.equal(asked.name, "tile.bmp");
    assert.equal(asked.mimeType, "image/bmp");
    assert.deepEqual(asked.bytes, new Uint8Array(await workspace.fs.readFile(await bitmap())));
    assert.deepEqual(
      last.posted.filter(({ type }) => type === "convertImage"),
      [],
    );
  });

  it("is asked of the page anew that was reloaded while it sent, and of another when it is closed", async () => {
    const page = desk.speak();
    add(await bitmap());
    const { id } = await desk.until(() => page.told("convertImage")[0]);
    page.say({ type: "fileBegin", id, name: "tile.png", mimeType: "image/png", size: 3 });
    await desk.until(() => page.told("fileWanted")[0]);
    page.say({ type: "ready" });
    await desk.until(() => page.told("convertImage")[1]);
    page.say({ type: "fileBegin", id, name: "tile.png", mimeType: "image/png", size: 3 });
    await desk.until(() => page.told("fileWanted")[1]);
    desk.leave();
    const other = desk.speak();
    await desk.until(() => other.told("convertImage")[0]);
    assert.equal((await desk.state("converting")).id, id);
    other.say({ type: "conversionFailed", id });
    await desk.state("failed");
    assert.deepEqual(desk.problems, []);
  });

  it("does not come back when it was taken away meanwhile", async () => {
    const page = desk.speak();
    add(await bitmap());
    const { id } = await desk.until(() => page.told("convertImage")[0]);
    page.say({ type: "removeAttachment", id });
    page.say({ type: "fileBegin", id, name: "tile.png", mimeType: "image/png", size: 3 });
    // What this would bring would have come before what is asked for next.
    page.say({ type: "findFiles", query: "README" });
    await desk.until(() => page.told("fileMatches")[0]);
    assert.deepEqual(desk.attachments, []);
    assert.deepEqual(page.told("fileWanted"), []);
  });
});
