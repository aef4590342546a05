import assert from "node:assert/strict";
import { mock } from "node:test";
import type { UserTurn } from "../../../src/shared/transcript.ts";
import { modelTurn, openPage, transcriptOf, type TestPage } from "./support/page.ts";

const HASH = "a".repeat(64);
const OTHER = "b".repeat(64);
const image = (hash: string, label: string) =>
  ({
    type: "image",
    image: { hash, uri: `file:///${label}`, label, mimeType: "image/png", size: 4 },
  }) as const;

const turn: UserTurn = {
  role: "user",
  id: "1",
  at: 1,
  parts: [
    { type: "text", text: "Look" },
    {
      type: "code",
      code: { uri: "file:///p.ts", label: "p.ts", languageId: "typescript", startLine: 2, endLine: 13 },
    },
    image(HASH, "cat.png"),
    image(OTHER, "dog.heic"),
    image(HASH, "cat.png"),
  ],
};

describe("attachments", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const requested = () =>
    page.posted.filter((message) => message.type === "loadImage").map(({ hash }) => hash);
  const bytes = new Uint8Array([137, 80, 78, 71]);

  it("jump back to the code", async () => {
    page = await openPage([turn]);
    page.button("p.ts:3–14").click();
    assert.deepEqual(page.posted.at(-1), { type: "revealCode", turnId: "1", part: 1 });
  });

  it("ask for each image once, show it, and open it", async () => {
    page = await openPage([turn]);
    await page.until(() => requested().length >= 2);
    assert.deepEqual(requested(), [HASH, OTHER]);
    page.send({ type: "image", hash: HASH, mimeType: "image/png", bytes });
    await page.until(() => page.root.querySelectorAll("img").length === 2);
    const picture = page.find("img");
    assert.equal(picture.getAttribute("alt"), "cat.png");
    assert.match(picture.getAttribute("src") ?? "", /^blob:/);
    picture.click();
    assert.deepEqual(page.posted.at(-1), { type: "openImage", turnId: "1", part: 2 });
  });

  for (const [what, answer] of [
    ["is gone", { mimeType: "image/png" }],
    ["is of a format no browser shows", { mimeType: "image/heic", bytes }],
    ["could run scripts", { mimeType: "image/svg+xml", bytes }],
  ] as const) {
    it(`stay a chip when the image ${what}`, async () => {
      page = await openPage([turn]);
      await page.until(() => requested().length === 2);
      page.send({ type: "image", hash: OTHER, ...answer });
      page.send({ type: "image", hash: HASH, mimeType: "image/png", bytes });
      await page.until(() => page.root.querySelector("img"));
      assert.ok(page.button("dog.heic"));
    });
  }

  it("give their memory back when they are gone", async () => {
    const revoked: string[] = [];
    const revoke = mock.method(URL, "revokeObjectURL", (url: string) => revoked.push(url));
    try {
      page = await openPage([turn]);
      await page.until(() => requested().length === 2);
      page.send({ type: "image", hash: HASH, mimeType: "image/png", bytes });
      const url = (await page.until(() => page.root.querySelector("img"))).getAttribute("src");
      page.send({ type: "snapshot", transcript: transcriptOf(), draft: "", attachments: [] });
      await page.until(() => revoked.length > 0);
      assert.deepEqual(revoked, [url]);
    } finally {
      revoke.mock.restore();
    }
  });

  it("of the model are shown and played", async () => {
    const media = (hash: string, mimeType: string) => ({ type: "media", hash, mimeType }) as const;
    page = await openPage([modelTurn("2", { parts: [media(HASH, "image/png"), media(OTHER, "audio/wav")] })]);
    await page.until(() => requested().length === 2);
    page.send({ type: "image", hash: HASH, mimeType: "image/png", bytes });
    page.send({ type: "image", hash: OTHER, mimeType: "audio/wav", bytes });
    await page.until(() => page.root.querySelector("img") && page.root.querySelector("audio"));
  });
});
