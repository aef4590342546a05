import assert from "node:assert/strict";
import { readFacts } from "../../../../src/host/facts.lazy.ts";
import type { MediaFacts } from "../../../../src/shared/transcript.ts";
import { sampleImages } from "../../../fixtures/images/images.ts";
import { sampleMedia } from "../../../fixtures/media/media.ts";
import { fixture } from "../../chat/fileSupport.ts";

function factsOf(bytes: Uint8Array, mimeType: string): Promise<MediaFacts> {
  const read = (start: number, end: number) => Promise.resolve(bytes.slice(start, end));
  return readFacts(bytes.length, read, mimeType);
}

describe("readFacts", () => {
  for (const { file, mimeType, width, height } of sampleImages) {
    it(`measures ${file}`, async () => {
      assert.deepEqual(await factsOf(fixture(`images/${file}`), mimeType), { width, height });
    });
  }

  for (const { file, mimeType } of sampleMedia.filter(({ mimeType }) => /^(audio|video)\//.test(mimeType))) {
    it(`tells how long ${file} is`, async () => {
      const { seconds = 0, ...size } = await factsOf(fixture(`media/${file}`), mimeType);
      assert.ok(Math.abs(seconds - 4) < 0.5, `${seconds} seconds`);
      assert.deepEqual(size, mimeType.startsWith("video/") ? { width: 320, height: 200 } : {});
    });
  }

  it("counts the pages of a PDF", async () => {
    assert.deepEqual(await factsOf(fixture("media/report.pdf"), "application/pdf"), { pages: 3 });
  });

  it("counts pages in any order of the words, and without a page tree", async () => {
    const pages = (pdf: string) => factsOf(Buffer.from(pdf), "application/pdf");
    assert.deepEqual(await pages("%PDF-1.7 << /Count 12 /Kids [] /Type /Pages >>"), { pages: 12 });
    assert.deepEqual(await pages("<< /Type/Pages/Count 7 >> << /Type/Pages/Count 3 >>"), { pages: 7 });
    assert.deepEqual(await pages("<< /Type /Page >> << /Type/Page >>"), { pages: 2 });
    assert.deepEqual(await pages("%PDF-1.5 << /Linearized 1 /L 9 /N 42 >>"), { pages: 42 });
    assert.deepEqual(await pages("%PDF-1.5 all of it is packed"), {});
  });

  it("says nothing of text", async () => {
    assert.deepEqual(await factsOf(fixture("media/module.ts"), "text/plain"), {});
  });

  for (const mimeType of ["image/png", "audio/wav", "video/mp4", "application/pdf"]) {
    it(`says nothing of what is broken and calls itself ${mimeType}`, async () => {
      assert.deepEqual(await factsOf(Buffer.from("Not at all."), mimeType), {});
      assert.deepEqual(await factsOf(new Uint8Array(), mimeType), {});
    });
  }

  it("says nothing where the bytes cannot be read", async () => {
    const read = () => Promise.reject(new Error("The disk is gone."));
    for (const mimeType of ["image/png", "video/mp4", "application/pdf"]) {
      assert.deepEqual(await readFacts(1000, read, mimeType), {});
    }
  });

  it("says nothing of a film whose end is missing and cannot be told", async () => {
    const clip = fixture("media/screen.mp4");
    for (const end of [20, 200, 2000]) {
      const { seconds = 0 } = await factsOf(clip.slice(0, end), "video/mp4");
      assert.ok(Number.isFinite(seconds));
    }
  });
});
