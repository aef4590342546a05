import assert from "node:assert/strict";
import { environmentKey } from "../../../src/host/apiKey.ts";

describe("environmentKey", () => {
  it("finds the key under Gemini's own name first, then under Google's", () => {
    const both = { GEMINI_API_KEY: "gemini", GOOGLE_API_KEY: "google" };
    assert.deepEqual(environmentKey(both), { name: "GEMINI_API_KEY", value: "gemini" });
    assert.deepEqual(environmentKey({ GOOGLE_API_KEY: "google" }), {
      name: "GOOGLE_API_KEY",
      value: "google",
    });
  });

  it("takes no blank for a key, and none from anywhere else", () => {
    assert.equal(environmentKey({ GEMINI_API_KEY: "  ", API_KEY: "other" }), undefined);
    assert.deepEqual(environmentKey({ GEMINI_API_KEY: " gemini\n" })?.value, "gemini");
  });
});
