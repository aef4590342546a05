import assert from "node:assert/strict";
import { parseToHost } from "../../../../src/shared/parseToHost.ts";
import { openPage, type TestPage } from "../support/page.ts";
import { drag, paste } from "../support/transfer.ts";

const URIS = ["file:///w/a.ts", "vscode-remote://ssh/w/b.mp4"];

describe("files come into the panel", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const begun = () => page.posted.filter((message) => message.type === "fileBegin");
  const uris = () => page.posted.filter((message) => message.type === "attachUris");
  const notice = () => page.root.querySelector(".composer-notice")?.textContent;
  const overlay = () => page.root.querySelector(".drop-overlay");
  const png = (name: string) => new File([new Uint8Array(4)], name, { type: "image/png" });

  it("by the paperclip, which tells once how VS Code's own drags get in", async () => {
    page = await openPage();
    const button = page.button("Attach Files");
    assert.match(button.title, /Hold Shift to drop files here/);
    assert.equal(notice(), undefined);
    button.click();
    assert.deepEqual(page.posted.at(-1), { type: "attach" });
    await page.until(() => notice() === "Hold Shift to drop files here");
    page.type("Hi");
    page.key(page.find("textarea"), "Enter");
    await page.until(() => notice() === undefined);
    button.click();
    assert.equal(notice(), undefined);
  });

  it("from the system: the drag is the page's alone, and shown over all of it", async () => {
    page = await openPage();
    const carried = { files: [png("cat.png"), new File(["text"], "notes", { type: "" })] };
    let reached = 0;
    page.window.addEventListener("dragenter", () => (reached += 1));
    page.window.addEventListener("dragover", () => (reached += 1));
    for (const type of ["dragenter", "dragover"]) {
      assert.ok(drag(page, type, carried).defaultPrevented, type);
    }
    assert.equal(reached, 0, "the workbench would have taken it");
    const words = await page.until(overlay);
    assert.equal(words.textContent.trim(), "Drop files to attach");
    assert.ok(drag(page, "drop", carried).defaultPrevented);
    await page.until(() => begun().length === 2 && !overlay());
    assert.deepEqual(
      begun().map(({ name, mimeType, size }) => ({ name, mimeType, size })),
      [
        { name: "cat.png", mimeType: "image/png", size: 4 },
        { name: "notes", mimeType: "", size: 4 },
      ],
    );
    assert.equal(new Set(begun().map(({ id }) => id)).size, 2);
    assert.deepEqual(begun().map(parseToHost), begun());
  });

  it("hides the overlay when the drag leaves the window, not when it moves within it", async () => {
    page = await openPage();
    drag(page, "dragenter", { files: [png("a.png")] });
    await page.until(overlay);
    const { Event } = page.window as unknown as typeof globalThis;
    const within = new Event("dragleave", { bubbles: true });
    Object.defineProperty(within, "relatedTarget", { value: page.root });
    page.root.dispatchEvent(within);
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(overlay());
    drag(page, "dragleave", {});
    await page.until(() => !overlay());
  });

  for (const [what, data] of [
    ["VS Code's list", { "application/vnd.code.uri-list": URIS.join("\r\n") }],
    ["VS Code's older list", { resourceurls: JSON.stringify(URIS) }],
    ["the common list", { "text/uri-list": `# two files\r\n${URIS.join("\r\n")}\r\n` }],
  ] as const) {
    it(`from VS Code, named by ${what}`, async () => {
      page = await openPage();
      assert.ok(drag(page, "dragover", { data }).defaultPrevented);
      drag(page, "drop", { data });
      assert.deepEqual(uris(), [{ type: "attachUris", uris: URIS }]);
    });
  }

  it("takes the bytes of the system's files, whatever they are called, and VS Code's own names before bytes", async () => {
    page = await openPage();
    const files = [png("a.png")];
    drag(page, "drop", { files, data: { "text/uri-list": "file:///home/a.png" } });
    await page.until(() => begun().length === 1);
    assert.deepEqual(uris(), []);
    drag(page, "drop", { files, data: { "application/vnd.code.uri-list": "file:///w/a.png" } });
    assert.deepEqual(uris(), [{ type: "attachUris", uris: ["file:///w/a.png"] }]);
    assert.equal(begun().length, 1);
  });

  it("says so of folders and of drops without anything in them", async () => {
    page = await openPage();
    drag(page, "drop", { folders: ["src"] });
    const folders = "Folders cannot be attached. Drop the files that are in them.";
    await page.until(() => notice() === folders);
    assert.equal(page.find("[role=status]").textContent, folders);
    drag(page, "drop", { data: { resourceurls: "no list" } });
    await page.until(() => notice() === "There was no file in what was dropped.");
    drag(page, "drop", { folders: ["src"], files: [png("a.png")] });
    await page.until(() => notice() === folders && begun().length === 1);
  });

  it("hints at Shift when a drag comes whose content VS Code keeps", async () => {
    page = await openPage();
    assert.ok(!drag(page, "dragenter", {}).defaultPrevented);
    await page.until(() => notice() === "Hold Shift to drop files here");
    assert.equal(overlay(), null);
  });

  it("leaves drags of text alone, and those that begin in the page", async () => {
    page = await openPage();
    assert.ok(!drag(page, "dragover", { data: { "text/plain": "words" } }).defaultPrevented);
    const link = { data: { "text/uri-list": "https://example.org/", "text/plain": "words" } };
    drag(page, "dragstart", link);
    assert.ok(!drag(page, "dragover", link).defaultPrevented);
    drag(page, "dragend", link);
    assert.ok(drag(page, "dragover", link).defaultPrevented);
    assert.equal(notice(), undefined);
  });

  it("writes an address of the web into the message", async () => {
    page = await openPage([], { draft: "See" });
    drag(page, "drop", { data: { "text/uri-list": "https://example.org/a" } });
    assert.deepEqual(page.posted.at(-1), {
      type: "draft",
      text: "See https://example.org/a",
      conversation: "conversation",
    });
    assert.deepEqual(uris(), []);
  });

  it("takes no more files at once than the host does", async () => {
    page = await openPage();
    const many = Array.from({ length: 201 }, (_, index) => `file:///w/${index}`).join("\n");
    drag(page, "drop", { data: { "text/uri-list": many } });
    assert.equal(uris()[0]?.uris.length, 200);
    assert.ok(parseToHost(uris()[0]));
    await page.until(() => notice() === "Only the first 200 files were attached.");
  });

  it("by pasting; a screenshot is given a name", async () => {
    page = await openPage();
    assert.ok(paste(page, { files: [png("image.png"), new File(["%PDF"], "a.pdf")] }).defaultPrevented);
    await page.until(() => begun().length === 2);
    const [screenshot, pdf] = begun();
    assert.match(screenshot?.name ?? "", /^Screenshot \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.png$/);
    assert.equal(pdf?.name, "a.pdf");
  });

  it("leaves pasted text to the input, also where its picture comes along", async () => {
    page = await openPage();
    assert.ok(!paste(page, { data: { "text/plain": "words" } }).defaultPrevented);
    assert.ok(!paste(page, { data: { "text/plain": "1\t2" }, files: [png("image.png")] }).defaultPrevented);
    const copied = { data: { "text/plain": "cat.png" }, files: [png("cat.png")] };
    assert.ok(paste(page, copied).defaultPrevented, "a file manager's text is the file's name");
    await page.until(() => begun().length === 1);
  });

  it("turns images that Gemini cannot take into PNG, and sends as they are those it cannot read", async () => {
    page = await openPage([], {
      convert: (image) =>
        Promise.resolve(image.type === "image/bmp" ? new Blob(["png!"], { type: "image/png" }) : undefined),
    });
    const files = ["image/bmp", "image/tiff", "image/svg+xml", "image/webp"].map(
      (type) => new File(["x"], `my.${type.slice(6, 9)}`, { type }),
    );
    drag(page, "drop", { files });
    await page.until(() => begun().length === 4);
    assert.deepEqual(
      begun().map(({ name, mimeType, size }) => [name, mimeType, size]),
      [
        ["my.png", "image/png", 4],
        ["my.tif", "image/tiff", 1],
        ["my.svg", "image/svg+xml", 1],
        ["my.web", "image/webp", 1],
      ],
    );
  });

  describe("asked by the host to convert an attached image", () => {
    const request = {
      type: "convertImage",
      id: "7",
      name: "tide.chart.bmp",
      mimeType: "image/bmp",
      bytes: new TextEncoder().encode("bmp"),
    } as const;
    const waiting = {
      id: "7",
      label: "tide.chart.bmp",
      file: undefined,
      state: { type: "converting" },
    } as const;

    it("sends the PNG as the same attachment's file", async () => {
      const seen: string[] = [];
      page = await openPage([], {
        attachments: [waiting],
        convert: async (image) => {
          seen.push(image.type, await image.text());
          return new Blob(["png!"], { type: "image/png" });
        },
      });
      page.send(request);
      await page.until(() => begun().length === 1);
      assert.deepEqual(seen, ["image/bmp", "bmp"]);
      assert.deepEqual(begun(), [
        { type: "fileBegin", id: "7", name: "tide.chart.png", mimeType: "image/png", size: 4 },
      ]);
      page.send({ type: "fileWanted", id: "7" });
      const end = { type: "fileEnd", id: "7", failed: false };
      await page.until(() => page.posted.some(({ type }) => type === "fileEnd"));
      assert.deepEqual(page.posted.at(-1), end);
    });

    it("says so when it cannot", async () => {
      page = await openPage([], { attachments: [waiting], convert: () => Promise.resolve(undefined) });
      page.send(request);
      await page.until(() => page.posted.some(({ type }) => type === "conversionFailed"));
      assert.deepEqual(page.posted.at(-1), { type: "conversionFailed", id: "7" });
    });

    it("says nothing of one that was taken away meanwhile", async () => {
      const gate = Promise.withResolvers<Blob>();
      page = await openPage([], { attachments: [waiting], convert: () => gate.promise });
      page.send(request);
      page.button("Cancel upload of tide.chart.bmp").click();
      gate.resolve(new Blob(["png!"], { type: "image/png" }));
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(begun(), []);
    });
  });
});

describe("convertToPng", () => {
  it("gives up on what the browser cannot read", async () => {
    const { convertToPng } = await import("../../../../media/files/convertImage.ts");
    assert.equal(await convertToPng(new Blob(["no picture"])), undefined);
  });
});
