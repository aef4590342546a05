import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { oddNames, sampleMedia } from "../../fixtures/media/media.ts";
import { sampleImages } from "../../fixtures/images/images.ts";
import { makeWav } from "../../fixtures/media/wav.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import type { Chunk, ModalityCount } from "../../emulator/wire.ts";
import { answerOf, ask, errorOf } from "./support.ts";
import { upload } from "./uploading.ts";

const bytesOf = (file: string) => readFileSync(new URL(`../../fixtures/media/${file}`, import.meta.url));
const inline = (file: string, mimeType: string, more = {}) => ({
  inlineData: { mimeType, data: bytesOf(file).toString("base64") },
  ...more,
});
const contents = (...parts: readonly object[]) => ({ contents: [{ role: "user", parts }] });
const tones = (more = {}) => inline("tones.wav", "audio/wav", more);
const screen = (more = {}) => inline("screen.mp4", "video/mp4", more);

describe("emulator, given media,", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  for (const { file, mimeType, says } of sampleMedia) {
    it(`tells what is in ${file}, inline and uploaded`, async () => {
      const { uri } = await upload(emulator, bytesOf(file), { mimeType, file: { displayName: file } });
      emulator.clock.advance(10_000);
      const fileData = { fileUri: uri, mimeType };
      for (const part of [inline(file, mimeType), { fileData }]) {
        if (says === undefined) {
          const refused = await ask(emulator, contents(part));
          assert.equal((await errorOf(refused)).message, `Unsupported MIME type: ${mimeType}`);
          continue;
        }
        const text = await answerOf(emulator, contents({ text: "Describe" }, part));
        says.forEach((each) => assert.match(text, each));
        assert.match(text, new RegExp(`${bytesOf(file).length} bytes, sent as \`${mimeType}\``));
      }
    });
  }

  for (const name of oddNames) {
    it(`knows a file by its name ${JSON.stringify(name)}`, async () => {
      const file = await upload(emulator, "words", { file: { displayName: name } });
      assert.equal(file.displayName, name);
      const text = await answerOf(emulator, contents({ fileData: { fileUri: file.uri } }));
      assert.ok(text.includes(`- **${name.replace("\n", " ")}:** A text of 1 line`), text);
    });
  }

  it("tells of an uploaded image what it tells of one inline", async () => {
    const [{ file, mimeType } = { file: "", mimeType: "" }] = sampleImages;
    const bytes = readFileSync(new URL(`../../fixtures/images/${file}`, import.meta.url));
    const { uri } = await upload(emulator, bytes, { mimeType });
    const text = await answerOf(emulator, contents({ fileData: { fileUri: uri } }));
    assert.match(text, /- A PNG image of 60 × 40 pixels, mostly red, blue and white \(162 bytes, sent as/);
  });

  it("says of part of a recording what is true of that part", async () => {
    const videoMetadata = { startOffset: "1s", endOffset: "2.5s" };
    const sound = await answerOf(emulator, contents({ text: "Transcribe" }, tones({ videoMetadata })));
    assert.match(sound, /^## Transcript/);
    assert.match(sound, /with peaks at -12\.0 dBFS; you asked about \[00:01\] to \[00:02\]/);
    assert.match(sound, /- \[00:01\] Sound at -16\.\d dBFS/);
    assert.doesNotMatch(sound, /\[00:00\]|\[00:03\]/);
    const picture = await answerOf(emulator, contents(screen({ videoMetadata })));
    assert.match(picture, /you asked about \[00:01\] to \[00:02\]/);
    assert.doesNotMatch(picture, /\[00:00\]/);
  });

  it("answers in the form that is asked for", async () => {
    const alt = await answerOf(emulator, contents({ text: "Write an alt text" }, screen()));
    assert.match(alt, /^An MP4 video of 4\.\d seconds and 320 × 200 pixels[^\n]*\.$/);
    const report = inline("report.pdf", "application/pdf");
    const summary = await answerOf(emulator, contents({ text: "Summarize this" }, report));
    assert.match(summary, /^## Summary\n\n- A PDF of 3 pages/);
    const both = await answerOf(emulator, contents(report, tones()));
    assert.match(both, /^## What the 2 files hold\n\n- \*\*File 1:\*\* A PDF[^\n]+\n- \*\*File 2:\*\* A WAV/);
    assert.match(both, /### audio\/wav\n\n- \[00:00\]/);
  });

  it("refuses ranges and frame rates that cannot be", async () => {
    const cases = [
      [{ startOffset: "2s", endOffset: "1s" }, /video_metadata\.end_offset: end_offset must be greater/],
      [{ startOffset: "-1s" }, /start_offset must not be negative/],
      [{ fps: 0 }, /fps must be in the range \(0\.0, 24\.0\]/],
      [{ fps: 24.5 }, /fps must be in the range/],
    ] as const;
    for (const [videoMetadata, message] of cases) {
      const refused = await ask(emulator, contents(screen({ videoMetadata })));
      assert.match((await errorOf(refused)).message, message);
    }
    const level = { mediaResolution: { level: "MEDIA_RESOLUTION_BLURRED" } };
    assert.match(
      (await errorOf(await ask(emulator, contents(screen(level))))).message,
      /media_resolution\.level/,
    );
  });

  describe("counts", () => {
    const count = async (request: object, model = "gemini-flash-latest") => {
      const method = { method: "countTokens", query: "", model };
      const response = await ask(emulator, request, method);
      const json = (await response.json()) as { readonly promptTokensDetails: readonly ModalityCount[] };
      return Object.fromEntries(json.promptTokensDetails.map((each) => [each.modality, each.tokenCount]));
    };
    const old = "gemini-2.5-flash";
    const level = (name: string) => ({ mediaResolution: { level: `MEDIA_RESOLUTION_${name}` } });
    const image = (more = {}) => {
      const data = readFileSync(new URL("../../fixtures/images/flag.png", import.meta.url)).toString(
        "base64",
      );
      return { inlineData: { mimeType: "image/png", data }, ...more };
    };

    it("sound by the second, of the part that is asked about", async () => {
      assert.deepEqual(await count(contents(tones())), { AUDIO: 100 });
      assert.deepEqual(await count(contents(tones()), old), { AUDIO: 128 });
      const videoMetadata = { startOffset: "3s" };
      assert.deepEqual(await count(contents(tones({ videoMetadata }))), { AUDIO: 25 });
    });

    it("video by its frames, and its sound apart", async () => {
      const videoMetadata = { startOffset: "1s", endOffset: "3s", fps: 2 };
      assert.deepEqual(await count(contents(screen({ videoMetadata }))), { VIDEO: 4 * 70, AUDIO: 50 });
      const high = screen({ videoMetadata, ...level("HIGH") });
      assert.deepEqual(await count(contents(high)), { VIDEO: 4 * 280, AUDIO: 50 });
      assert.deepEqual(await count(contents(screen({ videoMetadata })), old), { VIDEO: 4 * 258, AUDIO: 64 });
    });

    it("images by resolution, the part's before the request's", async () => {
      const prices = { LOW: 280, MEDIUM: 560, HIGH: 1120, ULTRA_HIGH: 2240 };
      for (const [name, price] of Object.entries(prices)) {
        assert.deepEqual(await count(contents(image(level(name)))), { IMAGE: price }, name);
      }
      assert.deepEqual(await count(contents(image())), { IMAGE: 1120 });
      assert.deepEqual(await count(contents(image()), old), { IMAGE: 258 });
      const generateContentRequest = {
        model: "models/gemini-flash-latest",
        ...contents(image(), image(level("HIGH"))),
        generationConfig: { mediaResolution: "MEDIA_RESOLUTION_LOW" },
      };
      assert.deepEqual(await count({ generateContentRequest }), { IMAGE: 280 + 1120 });
    });

    it("documents by the page and their text, texts by their letters", async () => {
      const report = inline("report.pdf", "application/pdf");
      const { DOCUMENT = 0 } = await count(contents(report));
      assert.ok(DOCUMENT > 3 * 560 && DOCUMENT < 3 * 560 + 100, String(DOCUMENT));
      assert.deepEqual(await count(contents(report), old), { DOCUMENT: 3 * 258 });
      const text = {
        inlineData: { mimeType: "text/plain", data: Buffer.alloc(400, "a").toString("base64") },
      };
      assert.deepEqual(await count(contents(text)), { TEXT: 100 });
    });

    it("the same in an answer's usage", async () => {
      const response = await ask(emulator, contents(screen()), { method: "generateContent", query: "" });
      const { usageMetadata } = (await response.json()) as Chunk;
      const counts = await count(contents(screen()));
      const details = usageMetadata?.promptTokensDetails ?? [];
      assert.deepEqual(Object.fromEntries(details.map((each) => [each.modality, each.tokenCount])), counts);
      assert.equal(
        usageMetadata?.promptTokenCount,
        Object.values(counts).reduce((a, b) => a + b),
      );
    });
  });

  it("measures loudness as a meter would", async () => {
    const wav = makeWav([{ frequency: 1000, seconds: 1, amplitude: 0.1 }], 16_000);
    const part = { inlineData: { mimeType: "audio/wav", data: wav.toString("base64") } };
    assert.match(
      await answerOf(emulator, contents(part)),
      /-23\.0 dBFS on average with peaks at -20\.0 dBFS/,
    );
  });
});
