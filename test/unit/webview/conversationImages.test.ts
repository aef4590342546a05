import assert from "node:assert/strict";
import type { FileReference, Transcript } from "../../../src/shared/transcript.ts";
import { imageType } from "../../../src/webview/conversationImages.ts";

const image = (hash: string, mimeType = "image/png") => ({
  uri: `file:///${hash}`,
  label: hash,
  mimeType,
  size: 1,
  hash,
});

describe("imageType", () => {
  const transcript: Transcript = {
    id: "c",
    turns: [
      {
        role: "user",
        id: "u1",
        at: 1,
        parts: [
          { type: "text", text: "sent" },
          { type: "image", image: image("sent", "image/webp") },
        ],
      },
      {
        role: "model",
        id: "m1",
        at: 1,
        model: "gemini-test",
        parts: [{ type: "media", hash: "made", mimeType: "image/jpeg" }],
        status: { type: "done", finishReason: "STOP" },
      },
    ],
  };
  const waiting: readonly FileReference[] = [image("waiting", "image/gif"), { ...image("x"), hash: "" }];

  for (const [hash, type] of [
    ["sent", "image/webp"],
    ["made", "image/jpeg"],
    ["waiting", "image/gif"],
    ["another", undefined],
  ] as const) {
    it(`of ${hash}: ${type ?? "not handed out"}`, () => {
      assert.equal(imageType(transcript, waiting, hash), type);
    });
  }
});
