import assert from "node:assert/strict";
import { mock } from "node:test";
import type { FileReference, UserTurn } from "../../../src/shared/transcript.ts";
import { modelTurn, openPage, transcriptOf, userTurn, type TestPage } from "./support/page.ts";

const HASH = "d".repeat(64);
const file = (label: string, mimeType: string, fields: Partial<FileReference> = {}) =>
  ({
    type: "file",
    file: { uri: `file:///${label}`, label, mimeType, size: 1_200_000, ...fields },
  }) as const;
const turn = (id: string, ...parts: UserTurn["parts"]): UserTurn => ({ role: "user", id, at: 1, parts });

describe("files in the conversation", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const loads = () =>
    page.posted.flatMap((message) =>
      message.type === "loadFile" ? [`${message.turnId}/${message.part}`] : [],
    );
  const link = () => page.find(".file-link");
  const plain = (text: string) => text.replace(/\u00a0/g, " ");

  /** What the players of the page are made to do; the document of the tests plays nothing. */
  function watchPlayers() {
    const { HTMLMediaElement } = page.window as unknown as typeof globalThis;
    const played: string[] = [];
    const play = mock.method(HTMLMediaElement.prototype, "play", function (this: HTMLMediaElement) {
      played.push(`${this.tagName} ${this.currentTime}`);
      return Promise.resolve();
    });
    return { played, restore: () => play.mock.restore() };
  }

  it("are pictures where the store has them, side by side", async () => {
    page = await openPage([
      turn("1", file("a.png", "image/png", { hash: HASH }), file("b.png", "image/png", { hash: HASH })),
    ]);
    await page.until(() => page.posted.some((message) => message.type === "loadImage"));
    page.send({ type: "image", hash: HASH, mimeType: "image/png", bytes: new Uint8Array(4) });
    await page.until(() => page.root.querySelectorAll(".attachments > .thumbnail img").length === 2);
    page.button("").click();
    assert.deepEqual(page.posted.at(-1), { type: "openImage", turnId: "1", part: 0 });
  });

  for (const [part, facts] of [
    [file("paper.pdf", "application/pdf", { facts: { pages: 12 } }), "PDF · 1.2 MB · 12 pages"],
    [file("one.pdf", "application/pdf", { facts: { pages: 1 } }), "PDF · 1.2 MB · 1 page"],
    [file("main.rs", "text/x-rust", { size: 300 }), "RS · 300 bytes"],
    [file("big.heic", "image/heic"), "HEIC · 1.2 MB"],
    [file("talk.mp3", "audio/mpeg", { facts: { seconds: 61 } }), "MP3 · 1.2 MB · 1:01"],
    [file("film.mp4", "video/mp4", { view: { start: 5 } }), "from 0:05 · MP4 · 1.2 MB"],
  ] as const) {
    it(`tell what ${part.file.label} is, and open it`, async () => {
      page = await openPage([turn("1", { type: "text", text: "Look" }, part)]);
      assert.equal(plain(link().textContent), `${part.file.label} ${facts}`);
      link().click();
      assert.deepEqual(page.posted.at(-1), { type: "openImage", turnId: "1", part: 1 });
    });
  }

  it("say so when they are no longer sent", async () => {
    const pdf = file("paper.pdf", "application/pdf");
    page = await openPage([turn("1", { ...pdf, leftOut: true }), turn("2", pdf)]);
    const marked = [...page.root.querySelectorAll(".left-out")].map(({ textContent }) => textContent);
    assert.equal(marked.length, 1);
    assert.match(marked[0] ?? "", /paper\.pdf.*Not sent/);
  });

  for (const kind of ["audio", "video"] as const) {
    it(`play ${kind} from an address of the host's`, async () => {
      page = await openPage([turn("1", file("m.mp4", `${kind}/mp4`, { view: { start: 7 } }))]);
      const { played, restore } = watchPlayers();
      try {
        assert.equal(page.root.querySelector(kind), null);
        page.button("Play m.mp4").click();
        await page.until(() => page.button("Play m.mp4").disabled);
        assert.deepEqual(loads(), ["1/0"]);
        page.send({ type: "fileSource", turnId: "1", part: 0, url: "https://file.vscode-resource/m.mp4" });
        const player = await page.until(() => page.root.querySelector(kind));
        assert.equal(player.getAttribute("src"), "https://file.vscode-resource/m.mp4");
        assert.ok(player.hasAttribute("controls"));
        assert.equal(player.getAttribute("aria-label"), "m.mp4");
        await page.until(() => played.length === 1);
        assert.deepEqual(played, [`${kind.toUpperCase()} 7`]);
        assert.equal(page.root.querySelector(".play-button"), null);
      } finally {
        restore();
      }
    });
  }

  it("play from bytes, and give their memory back", async () => {
    page = await openPage([turn("1", file("m.mp3", "audio/mpeg"))]);
    const { restore } = watchPlayers();
    const revoked: string[] = [];
    const revoke = mock.method(URL, "revokeObjectURL", (url: string) => revoked.push(url));
    try {
      page.button("Play m.mp3").click();
      page.send({ type: "fileSource", turnId: "1", part: 0, bytes: new Uint8Array(3) });
      const player = await page.until(() => page.root.querySelector("audio"));
      assert.match(player.getAttribute("src") ?? "", /^blob:/);
      page.send({ type: "snapshot", transcript: transcriptOf(), draft: "", attachments: [] });
      await page.until(() => revoked.length > 0);
      assert.deepEqual(revoked, [player.getAttribute("src")]);
    } finally {
      revoke.mock.restore();
      restore();
    }
  });

  it("say when they are no longer there, and can be asked for again", async () => {
    page = await openPage([turn("1", file("m.mp3", "audio/mpeg"))]);
    page.button("Play m.mp3").click();
    page.send({ type: "fileSource", turnId: "1", part: 0 });
    const problem = await page.until(() => page.root.querySelector(".file-problem"));
    assert.equal(problem.textContent, "m.mp3 is no longer there.");
    page.button("Play m.mp3").click();
    assert.deepEqual(loads(), ["1/0", "1/0"]);
    await page.until(() => !page.root.querySelector(".file-problem"));
  });

  it("say when the browser cannot play them", async () => {
    page = await openPage([turn("1", file("m.avi", "video/x-msvideo"))]);
    const { restore } = watchPlayers();
    try {
      page.button("Play m.avi").click();
      page.send({ type: "fileSource", turnId: "1", part: 0, url: "https://file.vscode-resource/m.avi" });
      const player = await page.until(() => page.root.querySelector("video"));
      const { Event } = page.window as unknown as typeof globalThis;
      player.dispatchEvent(new Event("error"));
      await page.until(() => page.root.querySelector(".file-problem"));
      assert.equal(page.root.querySelector("video"), null);
    } finally {
      restore();
    }
  });

  it("ignore sources that nobody waits for", async () => {
    page = await openPage([turn("1", file("m.mp3", "audio/mpeg"))]);
    page.send({ type: "fileSource", turnId: "1", part: 0, url: "https://file.vscode-resource/m.mp3" });
    page.send({ type: "fileSource", turnId: "9", part: 3, bytes: new Uint8Array(1) });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(page.root.querySelector("audio"), null);
  });

  it("show hostile names as text", async () => {
    const label = "<img src=x>\u202e\n.mp3";
    page = await openPage([turn("1", file(label, "audio/mpeg"), file(label, "text/plain"))]);
    assert.deepEqual(
      [...page.root.querySelectorAll(".file-name")].map((name) => name.textContent),
      ["<img src=x> .mp3", "<img src=x> .mp3"],
    );
    assert.equal(page.root.querySelector("img"), null);
  });

  it("are shown on their way up, which can be cancelled", async () => {
    const uploading = { type: "uploading", label: "screen.mp4", sent: 12_100_000, size: 28_000_000 } as const;
    page = await openPage([userTurn("1", "What is this?"), modelTurn("2", { status: { type: "waiting" } })]);
    page.send({
      type: "transcript",
      events: [{ type: "statusChanged", turnId: "2", status: uploading }],
    });
    await page.until(() => page.root.querySelector(".uploading"));
    assert.equal(page.find("[role=status]").textContent, "Uploading files");
    assert.equal(
      page.find(".uploading-words").firstChild?.textContent?.replace(/\u00a0/g, " "),
      "Uploading screen.mp4 — 43 % (12 of 28 MB)",
    );
    assert.equal(page.find(".uploading progress").getAttribute("value"), "43");
    const left = { ...uploading, sent: uploading.size };
    page.send({ type: "transcript", events: [{ type: "statusChanged", turnId: "2", status: left }] });
    await page.until(
      () => page.find(".uploading-words").firstChild?.textContent === "Uploading screen.mp4 — finishing…",
    );
    page.button("Cancel").click();
    assert.deepEqual(page.posted.at(-1), { type: "stop" });
  });

  it("may be left out when they are the problem", async () => {
    const problem = { title: "No such file", actions: ["retryWithoutFiles"] } as const;
    page = await openPage([userTurn("1", "Hi"), modelTurn("2", { status: { type: "failed", problem } })]);
    page.button("Try Without the Files").click();
    assert.deepEqual(page.posted.at(-1), { type: "action", action: "retryWithoutFiles", turnId: "2" });
  });

  describe("and the times in an answer", () => {
    const answer = (text: string) => modelTurn("9", { parts: [{ type: "text", text }] });
    const times = () => [...page.root.querySelectorAll<HTMLButtonElement>("button.timestamp")];

    it("play the last sound or film before it from there, loading it first", async () => {
      page = await openPage([
        turn("1", file("first.mp4", "video/mp4")),
        modelTurn("2"),
        turn(
          "3",
          file("second.mp3", "audio/mpeg"),
          file("third.mp4", "video/mp4"),
          file("x.pdf", "application/pdf"),
        ),
        answer("At [01:23] a dog, then [1:02:03], and [00:05 – 00:12]."),
        turn("10", file("later.mp4", "video/mp4")),
      ]);
      const { played, restore } = watchPlayers();
      try {
        assert.deepEqual(
          times().map(({ textContent, title }) => [textContent, title]),
          [
            ["[01:23]", "Play from 01:23"],
            ["[1:02:03]", "Play from 1:02:03"],
            ["[00:05 – 00:12]", "Play from 00:05 – 00:12"],
          ],
        );
        times()[0]?.click();
        assert.deepEqual(loads(), ["3/1"]);
        page.send({
          type: "fileSource",
          turnId: "3",
          part: 1,
          url: "https://file.vscode-resource/third.mp4",
        });
        await page.until(() => played.length === 1);
        times()[1]?.click();
        await page.until(() => played.length === 2);
        times()[2]?.click();
        await page.until(() => played.length === 3);
        times()[2]?.click();
        await page.until(() => played.length === 4);
        assert.deepEqual(played, ["VIDEO 83", "VIDEO 3723", "VIDEO 5", "VIDEO 5"]);
        assert.deepEqual(loads(), ["3/1"]);
      } finally {
        restore();
      }
    });

    it("stay text where there is nothing to play before it", async () => {
      page = await openPage([
        turn("1", file("x.pdf", "application/pdf")),
        answer("At [01:23] a dog."),
        turn("10", file("later.mp4", "video/mp4")),
      ]);
      assert.deepEqual(times(), []);
      assert.match(page.find(".turn-model").textContent, /At \[01:23\] a dog\./);
    });
  });
});
