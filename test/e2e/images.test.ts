import assert from "node:assert/strict";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { crc32 } from "node:zlib";
import type { Locator } from "playwright-core";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import { inlineImages, lastUserContent } from "../emulator/request.ts";
import type { GenerateContentRequest } from "../emulator/wire.ts";
import { repository } from "../host/paths.ts";
import { copySampleWorkspace } from "../host/sampleWorkspace.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../host/temporaryFolder.ts";
import { Chat } from "./support/chat.ts";
import { eventually } from "./support/eventually.ts";
import { launch } from "./support/launch.ts";
import { answerTo, questions, theQuestion } from "./support/sent.ts";
import type { Workbench } from "./support/workbench.ts";

const describeItem = "Describe This Image";

/** Pictures that are not what their names say, in a folder of their own. */
async function addOddFiles(workspace: string): Promise<void> {
  const odd = (name: string) => path.join(workspace, "odd", name);
  const sample = (name: string) => path.join(repository, "test/fixtures/images", name);
  await mkdir(odd("folder.png"), { recursive: true });
  await copyFile(sample("sunset.jpg"), odd("a-jpeg.png"));
  await copyFile(sample("tile.bmp"), odd("a-bitmap.png"));
  await copyFile(sample("flag.png"), odd("flag.png"));
  await copyFile(sample("flag.png"), odd("vanishing.png"));
  await writeFile(odd("a-text.png"), "Not a picture, but words.\n");
  await writeFile(odd("empty.png"), "");
  await writeFile(odd("huge.png"), withPrivateChunk(await readFile(sample("flag.png")), 16 * 1024 * 1024));
}

/** A PNG with as many more bytes, in a chunk that its readers pass over. */
function withPrivateChunk(png: Buffer, size: number): Buffer {
  const chunk = Buffer.alloc(size + 12);
  chunk.writeUInt32BE(size, 0);
  chunk.write("faTt", 4, "latin1");
  chunk.writeUInt32BE(crc32(chunk.subarray(4, size + 8)), size + 8);
  const end = png.byteLength - 12;
  return Buffer.concat([png.subarray(0, end), chunk, png.subarray(end)]);
}

/** The images of the last message in a request, as they were before they were encoded. */
function sentImages(request: GenerateContentRequest) {
  return inlineImages(lastUserContent(request)).map(({ mimeType, data = "" }) => ({
    mimeType,
    bytes: Buffer.from(data, "base64"),
  }));
}

/** The pixels of a thumbnail that is really drawn. */
async function drawnSize(thumbnail: Locator): Promise<string> {
  await thumbnail.waitFor();
  const read = () =>
    thumbnail.evaluate((image: HTMLImageElement) => `${image.naturalWidth} × ${image.naturalHeight}`);
  return eventually(read, (size) => size !== "0 × 0");
}

describe("Describing images", () => {
  let emulator: Emulator;
  let parent: string;
  let folder: string;
  let workbench: Workbench;
  let chat: Chat;
  before(async () => {
    emulator = await startEmulator({ keys: "none" });
    parent = await createTemporaryFolder("workspace");
    folder = await copySampleWorkspace(parent);
    await addOddFiles(folder);
    workbench = await launch({ emulator, folder, settings: { "castor.authentication": "none" } });
    chat = new Chat(workbench.panel);
  });
  beforeEach(() => emulator.reset());
  after(async () => {
    await workbench.close();
    await removeTemporaryFolder(parent);
    await emulator.close();
  });

  function thumbnail(name: string): Locator {
    return chat.messages.nth(-2).getByRole("img", { name, exact: true });
  }

  it("describes one from the Explorer", async () => {
    await answerTo(chat, () => workbench.explorerContextMenu(["images/lighthouse.png"], describeItem));
    await chat.answer.getByText(/A PNG image of 1200 × 800 pixels, mostly [a-z]+/).waitFor();
    assert.equal(await drawnSize(thumbnail("lighthouse.png")), "1200 × 800");
    await workbench.screenshot("images-one");
    const file = await readFile(path.join(folder, "images/lighthouse.png"));
    assert.deepEqual(sentImages(theQuestion(emulator)), [{ mimeType: "image/png", bytes: file }]);
  });

  it("describes several at once", async () => {
    const names = ["boats.jpg", "lighthouse.png", "tide-chart.png"];
    const files = names.map((name) => `images/${name}`);
    await answerTo(chat, async () => {
      await workbench.explorerContextMenu(files, describeItem);
      await workbench.quick.row("One turn for each").waitFor();
      await workbench.screenshot("images-one-turn-or-each");
      await workbench.page.keyboard.press("Enter");
    });
    await chat.answer.getByRole("heading", { name: "What the 3 pictures show" }).waitFor();
    await chat.answer.getByText("Image 1: A JPEG image of 1200 × 800 pixels").waitFor();
    await chat.answer.getByText("Image 3: A PNG image of 1200 × 640 pixels").waitFor();
    for (const name of names) await drawnSize(thumbnail(name));
    await workbench.screenshot("images-several");
  });

  it("describes several one by one", async () => {
    const files = ["images/boats.jpg", "images/lighthouse.png"];
    const count = await chat.messages.count();
    await workbench.explorerContextMenu(files, describeItem);
    await workbench.quick.row("One turn for each").waitFor();
    await workbench.page.keyboard.press("ArrowDown");
    await workbench.page.keyboard.press("Enter");
    await chat.messages.nth(count + 3).waitFor();
    await chat.answered();
    const asked = questions(emulator).map(({ json }) => sentImages(json as GenerateContentRequest).length);
    assert.deepEqual(asked, [1, 1]);
    await chat.answer.getByText("A PNG image of 1200 × 800 pixels").waitFor();
  });

  it("asks nothing when the person thinks better of it", async () => {
    await workbench.explorerContextMenu(["images/boats.jpg", "images/lighthouse.png"], describeItem);
    await workbench.quick.row("One turn for each").waitFor();
    await workbench.page.keyboard.press("Escape");
    await workbench.quick.box.waitFor({ state: "hidden" });
    assert.deepEqual(questions(emulator), []);
  });

  it("uploads one that is too large for a request", async () => {
    await answerTo(chat, () => workbench.explorerContextMenu(["odd/huge.png"], describeItem));
    await chat.answer.getByText(/A PNG image of 60 × 40 pixels.* in a file/).waitFor();
    assert.deepEqual(sentImages(theQuestion(emulator)), []);
  });

  it("describes the one of an editor tab, from the tab's context menu", async () => {
    await workbench.openFile("tide-chart.png");
    // A preview that comes up takes the focus, and closes the menu.
    await workbench.page.locator(".statusbar-item", { hasText: "1200x640" }).waitFor();
    await answerTo(chat, async () => {
      await workbench.tab("tide-chart.png").click({ button: "right" });
      await workbench.pickMenuItem(describeItem);
    });
    await chat.answer.getByText("A PNG image of 1200 × 640 pixels").waitFor();
    await thumbnail("tide-chart.png").waitFor();
  });

  it("describes the one in the preview, by the button in its title", async () => {
    const button = workbench.page.locator(".editor-actions").getByRole("button", { name: describeItem });
    await answerTo(chat, () => button.click());
    await thumbnail("tide-chart.png").waitFor();
    assert.equal(sentImages(theQuestion(emulator)).length, 1);
    await workbench.screenshot("images-preview");
  });

  it("describes the one in the preview, by a right click on it", async () => {
    const preview = workbench.page
      .frameLocator('iframe.webview.ready[src*="extensionId=vscode.media-preview"]')
      .frameLocator("#active-frame");
    await answerTo(chat, async () => {
      await preview.locator("img").click({ button: "right" });
      await workbench.pickMenuItem(describeItem);
    });
    await thumbnail("tide-chart.png").waitFor();
    assert.equal(sentImages(theQuestion(emulator)).length, 1);
  });

  it("goes by what the bytes are, not by the name", async () => {
    await answerTo(chat, () => workbench.explorerContextMenu(["odd/a-jpeg.png"], describeItem));
    await chat.answer.getByText("A JPEG image of 80 × 48 pixels, mostly orange and purple").waitFor();
    assert.equal(sentImages(theQuestion(emulator))[0]?.mimeType, "image/jpeg");
  });

  describe("refuses, in a clear sentence and with nothing sent,", () => {
    afterEach(async () => {
      assert.deepEqual(questions(emulator), []);
      await workbench.runCommand("Notifications: Clear All Notifications");
    });

    const cases = [
      ["text under an image's name", "a-text.png", "a-text.png is not an image, whatever its name says."],
      ["a format Gemini does not see", "a-bitmap.png", "a-bitmap.png is an image of the type image/bmp."],
      ["an empty file", "empty.png", "empty.png is empty: there is nothing in it to send."],
      ["a folder", "folder.png", "folder.png is a folder. Attach the files inside it."],
    ] as const;
    for (const [what, name, sentence] of cases) {
      it(what, async () => {
        await workbench.explorerContextMenu([`odd/${name}`], describeItem);
        await workbench.notification(sentence);
        await workbench.screenshot(`images-refused-${name.replace(".png", "")}`);
      });
    }

    it("one that has vanished", async () => {
      await workbench.explorer.openContextMenu(["odd/vanishing.png"]);
      await rm(path.join(folder, "odd/vanishing.png"));
      await workbench.pickMenuItem(describeItem);
      await workbench.notification("vanishing.png is no longer there. It may have been moved or deleted.");
    });

    it("all of them when one is wrong", async () => {
      await workbench.explorerContextMenu(["odd/flag.png", "odd/empty.png"], describeItem);
      await workbench.notification("empty.png is empty: there is nothing in it to send.");
    });
  });

  describe("when the file is deleted afterwards", () => {
    before(async () => {
      await workbench.runCommand("Castor: New Chat");
      await chat.messages.first().waitFor({ state: "detached" });
      await answerTo(chat, () => workbench.explorerContextMenu(["odd/flag.png"], describeItem));
      await rm(path.join(folder, "odd/flag.png"));
    });

    it("goes on with the image that was sent", async () => {
      await chat.converse("And what is its largest colour?");
      const [, , asked] = theQuestion(emulator).contents ?? [];
      assert.deepEqual(asked?.parts, [{ text: "And what is its largest colour?" }]);
      assert.equal(inlineImages(theQuestion(emulator).contents?.[0]).length, 1);
    });

    it("still shows it after a reload", async () => {
      await workbench.reload();
      await workbench.openCastor();
      const kept = chat.messages.first().getByRole("img", { name: "flag.png" });
      assert.equal(await drawnSize(kept), "60 × 40");
      await kept.scrollIntoViewIfNeeded();
      await workbench.screenshot("images-kept-after-reload");
    });

    it("says so when it is to be opened", async () => {
      await chat.messages.first().getByRole("button", { name: "flag.png" }).click();
      await workbench.notification("flag.png is no longer there. It may have been moved or deleted.");
    });
  });
});
