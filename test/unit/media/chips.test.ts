import assert from "node:assert/strict";
import { mock } from "node:test";
import type { Attachment } from "../../../src/shared/attachment.ts";
import { attachment } from "./support/attachment.ts";
import { openPage, type TestPage } from "./support/page.ts";
import { drag } from "./support/transfer.ts";

const HASH = "c".repeat(64);

describe("files in the composer", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const chips = () => [...page.root.querySelectorAll<HTMLElement>("[data-attachment-id]")];
  const words = (index = 0) =>
    (chips()[index]?.querySelector(".attachment-state")?.textContent ?? "").replace(/\u00a0/g, " ");
  const send = (...attachments: readonly Attachment[]) => page.send({ type: "attachments", attachments });
  const open = (...attachments: readonly Attachment[]) => openPage([], { attachments });
  const posted = (type: string) => page.posted.filter((message) => message.type === type);

  it("are there again with the page", async () => {
    page = await open(attachment("1", "a.mp4"), attachment("2", "b.mp4"));
    assert.deepEqual(
      chips().map((chip) => chip.querySelector(".file-name")?.textContent),
      ["a.mp4", "b.mp4"],
    );
    assert.equal(page.find("[role=status]").textContent, "");
  });

  for (const [what, shown, state, fields] of [
    ["that is read", "Reading…", { type: "reading" }, {}],
    ["that becomes a PNG", "Converting to PNG…", { type: "converting" }, {}],
    ["that the server looks through", "Processing…", { type: "processing" }, {}],
    [
      "with all that is known of it",
      "0:10–0:20 · 5 frames/s · Detail: Low · MP4 · 28 MB · 1:23 · ≈ 21,414 tokens",
      { type: "ready" },
      {
        facts: { seconds: 83.2 },
        tokens: 21_414,
        view: { start: 10, end: 20, framesPerSecond: 5, resolution: "low" },
      },
    ],
    [
      "that has pages",
      "PDF · 1.2 MB · 12 pages",
      { type: "ready" },
      { mimeType: "application/pdf", size: 1_200_000, facts: { pages: 12 } },
    ],
    [
      "on its way",
      "42 % · 12 of 28 MB · 2 MB/s · 8 s left",
      { type: "uploading", sent: 12_000_000, bytesPerSecond: 2_000_000 },
      {},
    ],
    [
      "that has left and is not answered yet",
      "Finishing… · 28 MB",
      { type: "uploading", sent: 28_000_000, bytesPerSecond: 2_000_000 },
      {},
    ],
    ["whose speed is not known", "0 % · 0 of 28 MB", { type: "uploading", sent: 0 }, {}],
    [
      "that cannot be sent",
      "Gemini does not take this.",
      { type: "failed", reason: "Gemini does not take this.", retryable: false },
      {},
    ],
  ] as const) {
    it(`show a file ${what}`, async () => {
      page = await open(attachment("1", "film.mp4", state, fields));
      assert.equal(words(), shown);
      assert.match(
        chips()[0]?.title.replace(/\u00a0/g, " ") ?? "",
        new RegExp(`^film.mp4\n${shown.slice(0, 4)}`),
      );
    });
  }

  it("show a file of which only the name is known", async () => {
    page = await open({ id: "1", label: "x", file: undefined, state: { type: "uploading", sent: 3000 } });
    assert.equal(words(), "Uploading · 3 kB");
    assert.equal(page.root.querySelector("progress"), null);
  });

  it("have a bar while they upload, and Retry where that may help", async () => {
    page = await open(attachment("1", "a.mp4", { type: "uploading", sent: 14_000_000 }));
    const bar = page.find("progress") as HTMLProgressElement;
    assert.equal(bar.getAttribute("value"), "50");
    assert.equal(bar.getAttribute("aria-label"), "Upload of a.mp4");
    send(attachment("1", "a.mp4", { type: "failed", reason: "The connection was lost.", retryable: true }));
    await page.until(() => words() === "The connection was lost.");
    assert.ok(chips()[0]?.classList.contains("attachment-failed"));
    page.button("Retry a.mp4").click();
    assert.deepEqual(page.posted.at(-1), { type: "retryAttachment", id: "1" });
    send(attachment("1", "a.mp4", { type: "failed", reason: "No.", retryable: false }));
    await page.until(() => words() === "No.");
    assert.equal(page.root.querySelector("[aria-label^=Retry]"), null);
  });

  it("are removed at once, and stay so when the host tells of them once more", async () => {
    page = await open(attachment("1", "a.mp4", { type: "uploading", sent: 1 }), attachment("2", "b.mp4"));
    page.button("Cancel upload of a.mp4").click();
    assert.deepEqual(page.posted.at(-1), { type: "removeAttachment", id: "1" });
    await page.until(() => chips().length === 1);
    send(attachment("1", "a.mp4", { type: "uploading", sent: 2 }), attachment("2", "b.mp4"));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(chips().length, 1);
    send(attachment("2", "b.mp4"), attachment("3", "c.mp4"));
    await page.until(() => chips().length === 2);
    page.button("Remove b.mp4").click();
    await page.until(() => chips().length === 1);
    assert.deepEqual(
      chips().map((chip) => chip.dataset.attachmentId),
      ["3"],
    );
  });

  it("stop sending their bytes when they go, by the page or by the host", async () => {
    page = await open();
    drag(page, "drop", { files: [new File(["a"], "a.bin"), new File(["b"], "b.bin")] });
    await page.until(() => posted("fileBegin").length === 2);
    const [a = "", b = ""] = page.posted.flatMap((message) =>
      message.type === "fileBegin" ? [message.id] : [],
    );
    send();
    send(attachment(a, "a.bin", { type: "reading" }), attachment(b, "b.bin", { type: "reading" }));
    await page.until(() => chips().length === 2);
    page.button("Cancel upload of a.bin").click();
    send(attachment(b, "b.bin", { type: "reading" }));
    page.send({ type: "fileWanted", id: a });
    page.send({ type: "fileWanted", id: b });
    await page.until(() => posted("fileEnd").length === 1);
    assert.deepEqual(page.posted.at(-1), { type: "fileEnd", id: b, failed: false });

    drag(page, "drop", { files: [new File(["c"], "c.bin"), new File(["d"], "d.bin")] });
    await page.until(() => posted("fileBegin").length === 4);
    const [c = "", d = ""] = page.posted
      .flatMap((message) => (message.type === "fileBegin" ? [message.id] : []))
      .slice(2);
    send(attachment(c, "c.bin", { type: "reading" }), attachment(d, "d.bin", { type: "reading" }));
    send(attachment(d, "d.bin", { type: "reading" }));
    page.send({ type: "fileWanted", id: c });
    page.send({ type: "fileWanted", id: d });
    await page.until(() => posted("fileEnd").length === 2);
    assert.deepEqual(page.posted.at(-1), { type: "fileEnd", id: d, failed: false });
  });

  it("show pictures that the page has read, and give their memory back", async () => {
    page = await open();
    const revoked: string[] = [];
    const revoke = mock.method(URL, "revokeObjectURL", (url: string) => revoked.push(url));
    try {
      drag(page, "drop", { files: [new File(["x"], "cat.png", { type: "image/png" })] });
      const begun = await page.until(() => page.posted.find((message) => message.type === "fileBegin"));
      send({ id: begun.id, label: "cat.png", file: undefined, state: { type: "reading" } });
      const picture = await page.until(() =>
        page.root.querySelector<HTMLImageElement>(".attachment-picture"),
      );
      assert.match(picture.getAttribute("src") ?? "", /^blob:/);
      assert.deepEqual(revoked, []);
      send();
      await page.until(() => chips().length === 0);
      assert.deepEqual(revoked, [picture.getAttribute("src")]);
    } finally {
      revoke.mock.restore();
    }
  });

  it("show pictures of the store, and the icon where there is none", async () => {
    page = await open(
      attachment("1", "a.png", { type: "ready" }, { mimeType: "image/png", hash: HASH }),
      attachment("2", "b.mp3", { type: "ready" }, { mimeType: "audio/mpeg", hash: HASH }),
    );
    await page.until(() => posted("loadImage").length === 1);
    assert.ok(chips()[0]?.querySelector(".codicon-file-media"));
    assert.ok(chips()[1]?.querySelector(".codicon-unmute"));
    page.send({ type: "image", hash: HASH, mimeType: "image/png", bytes: new Uint8Array(4) });
    await page.until(() => page.root.querySelector(".attachment-picture"));
  });

  it("keep the newest in view, also when another grows, until somebody scrolls away", async () => {
    page = await open(attachment("1", "a"));
    const list = page.find(".attachment-list");
    Object.defineProperties(list, { scrollHeight: { value: 500 }, clientHeight: { value: 200 } });
    const next = async (...attachments: readonly Attachment[]) => {
      list.scrollTop = 0;
      send(...attachments);
      await page.until(() => chips().length === attachments.length && words(1) === stateOf(attachments[1]));
      return list.scrollTop;
    };
    const stateOf = (one?: Attachment) => (one?.state.type === "failed" ? one.state.reason : "Reading…");
    const [a, b, c] = ["1", "2", "3"].map((id) => attachment(id, id, { type: "reading" })) as [
      Attachment,
      Attachment,
      Attachment,
    ];
    const failed = (reason: string) => attachment("2", "2", { type: "failed", reason, retryable: false });
    assert.equal(await next(a, b), 500);
    assert.equal(await next(a, failed("Long words.")), 500);
    list.scrollTop = 100;
    list.dispatchEvent(new Event("scroll"));
    assert.equal(await next(a, failed("Longer words.")), 0, "where it was left");
    assert.equal(await next(a, failed("Longer words."), c), 500);
  });

  it("are one stop for Tab; arrows lead through them and Delete removes", async () => {
    page = await open(attachment("1", "a"), attachment("2", "b"), attachment("3", "c"));
    const { document } = page.window;
    const focused = () => (document.activeElement as HTMLElement).dataset.attachmentId;
    const tabStops = () => chips().map((chip) => chip.tabIndex);
    assert.deepEqual(tabStops(), [0, -1, -1]);
    chips()[0]?.focus();
    page.key(chips()[0]!, "ArrowRight");
    assert.equal(focused(), "2");
    await page.until(() => tabStops().join() === "-1,0,-1");
    page.key(document.activeElement!, "End");
    assert.equal(focused(), "3");
    page.key(document.activeElement!, "Delete");
    assert.deepEqual(page.posted.at(-1), { type: "removeAttachment", id: "3" });
    assert.equal(focused(), "2");
    await page.until(() => chips().length === 2);
    page.key(document.activeElement!, "Home");
    page.key(document.activeElement!, "Delete");
    assert.equal(focused(), "2");
    await page.until(() => chips().length === 1);
    page.key(document.activeElement!, "Delete");
    assert.equal(document.activeElement, page.find("textarea"));
  });

  it("are announced when they come, are ready, or fail, but never how far they are", async () => {
    page = await open();
    const heard: string[] = [];
    const status = page.find("[role=status]");
    const next = async (...attachments: readonly Attachment[]) => {
      send(...attachments);
      // What is to come would have come with this.
      await page.until(() => words() !== "" && chips().length === attachments.length);
      await new Promise((resolve) => setImmediate(resolve));
      heard.push(status.textContent);
    };
    await next(attachment("1", "a.mp4", { type: "reading" }));
    await next(attachment("1", "a.mp4", { type: "uploading", sent: 1 }));
    await next(attachment("1", "a.mp4", { type: "uploading", sent: 2_000_000 }));
    await next(attachment("1", "a.mp4", { type: "processing" }));
    await next(attachment("1", "a.mp4"));
    await next(attachment("1", "a.mp4"), attachment("2", "b.txt"));
    await next(attachment("1", "a.mp4", { type: "failed", reason: "It is gone.", retryable: false }));
    assert.deepEqual(heard, [
      "a.mp4 is attached.",
      "a.mp4 is attached.",
      "a.mp4 is attached.",
      "a.mp4 is attached.",
      "a.mp4 is ready.",
      "b.txt is attached and ready.",
      "a.mp4 cannot be sent: It is gone.",
    ]);
  });

  it("can be sent without a word, while they upload too, but not when all have failed", async () => {
    page = await open(attachment("1", "a.mp4", { type: "failed", reason: "No.", retryable: false }));
    assert.ok(page.button("Send (Enter)").disabled);
    page.key(page.find("textarea"), "Enter");
    assert.deepEqual(posted("send"), []);
    send(attachment("1", "a.mp4", { type: "uploading", sent: 1 }));
    await page.until(() => !page.button("Send (Enter)").disabled);
    page.key(page.find("textarea"), "Enter");
    assert.deepEqual(posted("send"), [{ type: "send", text: "", conversation: "conversation" }]);
    page.type("typed meanwhile");
    page.send({ type: "draft", text: "" });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal((page.find("textarea") as HTMLTextAreaElement).value, "typed meanwhile");
  });

  for (const label of [
    "<img src=x onerror=alert(1)>.png",
    "cat\u202egpj.exe",
    "two\nlines.txt",
    `${"long ".repeat(400)}.pdf`,
    "👩‍💻 שלום.png",
  ]) {
    it(`show the name ${JSON.stringify(label.slice(0, 40))} as text`, async () => {
      page = await open(attachment("1", label), attachment("2", label, { type: "uploading", sent: 1 }));
      const name = chips()[0]?.querySelector(".file-name");
      const expected = label.replace("\u202e", "").replace("\n", " ");
      assert.equal(name?.textContent, expected);
      assert.equal(page.root.querySelector("img"), null);
      assert.ok(chips()[0]?.getAttribute("aria-label")?.startsWith(expected));
    });
  }
});
