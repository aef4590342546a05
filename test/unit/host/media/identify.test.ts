import assert from "node:assert/strict";
import { decodeText, HEAD_BYTES, identify } from "../../../../src/host/media/identify.ts";
import { fixture } from "../../chat/fileSupport.ts";

const accepted: Readonly<Record<string, string>> = {
  "images/flag.png": "image/png",
  "images/sunset.jpg": "image/jpeg",
  "images/leaf.webp": "image/webp",
  "images/signal.gif": "image/gif",
  "images/sea.avif": "image/avif",
  "images/header-only.heic": "image/heic",
  "media/tones.wav": "audio/wav",
  "media/tones.mp3": "audio/mpeg",
  "media/tones.flac": "audio/flac",
  "media/tones.ogg": "audio/ogg",
  "media/tones.m4a": "audio/m4a",
  "media/screen.mp4": "video/mp4",
  "media/screen.webm": "video/webm",
  "media/report.pdf": "application/pdf",
  "media/module.ts": "text/plain",
  "media/drawing.svg": "text/plain",
};

const refused: Readonly<Record<string, readonly [found: string, advice: string]>> = {
  "media/archive.zip": ["application/zip", "unpack"],
  "media/program.exe": ["application/x-msdownload", "none"],
  "media/letter.docx": ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf"],
};

const text = (words: string) => new TextEncoder().encode(words);

function utf16(words: string, bigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(`\u{feff}${words}`, "utf16le");
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
}

describe("identify", () => {
  for (const [file, mimeType] of Object.entries(accepted)) {
    it(`takes ${file} as ${mimeType}`, async () => {
      assert.deepEqual(await identify(fixture(file).subarray(0, HEAD_BYTES)), { type: "accepted", mimeType });
    });
  }

  for (const [file, [found, advice]] of Object.entries(refused)) {
    it(`refuses ${file} and advises: ${advice}`, async () => {
      assert.deepEqual(await identify(fixture(file)), { type: "refused", found, advice });
    });
  }

  it("knows an image that has to be made into another", async () => {
    assert.deepEqual(await identify(fixture("images/tile.bmp")), {
      type: "convertible",
      mimeType: "image/bmp",
    });
  });

  it("takes text in the encodings that an editor writes, and reads it", async () => {
    const words = "潮汐表: high water\n";
    for (const bytes of [text(words), text(`\u{feff}${words}`), utf16(words, false), utf16(words, true)]) {
      assert.deepEqual(await identify(bytes), { type: "accepted", mimeType: "text/plain" });
      assert.equal(decodeText(bytes), words);
    }
  });

  it("takes text whose head ends inside a character", async () => {
    for (let cut = 1; cut < 4; cut++) {
      const bytes = text("beaver 🦫");
      assert.equal((await identify(bytes.subarray(0, bytes.length - cut))).type, "accepted", `${cut}`);
    }
    const wide = utf16("beaver", false);
    assert.equal((await identify(wide.subarray(0, wide.length - 1))).type, "accepted");
  });

  for (const [what, words] of [
    ["JSON", '{"a": 1}'],
    ["XML", '<?xml version="1.0"?><a/>'],
    ["HTML", "<!DOCTYPE html><p>Hello"],
    ["subtitles", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n"],
    ["a calendar", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"],
    ["a script", "#!/bin/sh\necho hello\n"],
    ["one letter", "G"],
  ] as const) {
    it(`takes ${what} as text`, async () => {
      assert.deepEqual(await identify(text(words)), { type: "accepted", mimeType: "text/plain" });
    });
  }

  it("refuses bytes that no format claims and that are no text", async () => {
    const unknown = { type: "refused", found: "", advice: "none" };
    assert.deepEqual(await identify(new Uint8Array([1, 2, 0, 3])), unknown);
    assert.deepEqual(await identify(new Uint8Array([0x61, 0x80, 0x81, 0x61])), unknown);
  });

  it("refuses a text in which a byte is zero", async () => {
    assert.equal((await identify(text("beaver\0"))).type, "refused");
  });
});
