import assert from "node:assert/strict";
import { estimateTokens } from "../../../src/chat/tokenEstimate.ts";
import type { FileReference, MediaFacts, MediaView } from "../../../src/shared/transcript.ts";

const newer = "gemini-3.8-flash";
const older = "models/gemini-2.5-pro";

function tokens(model: string, mimeType: string, facts?: MediaFacts, view?: MediaView): number | undefined {
  const file: FileReference = {
    uri: "file:///a",
    label: "a",
    mimeType,
    size: 1001,
    ...(facts && { facts }),
    ...(view && { view }),
  };
  return estimateTokens(file, model);
}

describe("estimateTokens", () => {
  it("counts an image by its resolution, and by tiles before Gemini 3", () => {
    const facts = { width: 1000, height: 700 };
    assert.equal(tokens(newer, "image/png", facts), 1120);
    assert.equal(tokens(newer, "image/png", facts, { resolution: "medium" }), 560);
    assert.equal(tokens(newer, "image/png", facts, { resolution: "low" }), 280);
    assert.equal(tokens(newer, "image/png"), 1120);
    assert.equal(tokens(older, "image/png", facts), 2 * 258);
    assert.equal(tokens(older, "image/png", { width: 384, height: 384 }), 258);
    assert.equal(tokens(older, "image/png", { width: 385, height: 1537 }), 3 * 258);
    assert.equal(tokens(older, "image/png"), 258);
    assert.equal(tokens(older, "image/png", facts, { resolution: "low" }), 64);
  });

  it("counts audio by the second", () => {
    assert.equal(tokens(newer, "audio/wav", { seconds: 4.01 }), Math.ceil(4.01 * 25));
    assert.equal(tokens(older, "audio/wav", { seconds: 4.01 }), Math.ceil(4.01 * 32));
  });

  it("counts video by its frames, and its sound", () => {
    const facts = { seconds: 10 };
    assert.equal(tokens(newer, "video/mp4", facts), 10 * (70 + 25));
    assert.equal(tokens(newer, "video/mp4", facts, { resolution: "high" }), 10 * (280 + 25));
    assert.equal(tokens(newer, "video/mp4", facts, { framesPerSecond: 0.5 }), 10 * (35 + 25));
    assert.equal(tokens(older, "video/mp4", facts), 10 * (258 + 32));
    assert.equal(
      tokens(older, "video/mp4", facts, { resolution: "low", framesPerSecond: 2 }),
      10 * (132 + 32),
    );
  });

  it("counts the range that is asked for, and no second that the file does not have", () => {
    const facts = { seconds: 10 };
    const seconds = (view: MediaView) => (tokens(newer, "audio/wav", facts, view) ?? NaN) / 25;
    assert.equal(seconds({ start: 4 }), 6);
    assert.equal(seconds({ end: 3 }), 3);
    assert.equal(seconds({ start: 2, end: 5 }), 3);
    assert.equal(seconds({ start: 8, end: 60 }), 2);
    assert.equal(seconds({ start: 20 }), 0);
    assert.equal(tokens(newer, "audio/wav", undefined, { start: 2, end: 5 }), 3 * 25);
  });

  it("counts pages by their resolution", () => {
    assert.equal(tokens(newer, "application/pdf", { pages: 3 }), 3 * 560);
    assert.equal(tokens(newer, "application/pdf", { pages: 3 }, { resolution: "high" }), 3 * 1120);
    assert.equal(tokens(older, "application/pdf", { pages: 3 }), 3 * 258);
  });

  it("counts text by its bytes", () => {
    assert.equal(tokens(newer, "text/plain"), 251);
  });

  it("does not say what it cannot know", () => {
    for (const mimeType of ["audio/wav", "video/mp4", "application/pdf"]) {
      assert.equal(tokens(newer, mimeType), undefined, mimeType);
      assert.equal(tokens(older, mimeType, {}, { start: 1 }), undefined, mimeType);
    }
  });

  it("knows every model before Gemini 3", () => {
    for (const model of ["gemini-2.0-flash", "gemini-2.5-flash-lite", "gemini-1.5-pro"]) {
      assert.equal(tokens(model, "image/png"), 258, model);
    }
    for (const model of ["gemini-3-pro-preview", "gemini-flash-latest", "gemini-12.5-pro"]) {
      assert.equal(tokens(model, "image/png"), 1120, model);
    }
  });
});
