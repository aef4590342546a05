import assert from "node:assert/strict";
import { placeMediaResolution } from "../../../src/gemini/mediaResolution.ts";
import type { GenerateContentRequest, Part } from "../../../src/gemini/wire.ts";

function part(mimeType: string, look?: string): Part {
  return {
    inlineData: { mimeType, data: "AA==" },
    ...(look !== undefined && { mediaResolution: { level: `MEDIA_RESOLUTION_${look}` } }),
  };
}

function request(...parts: readonly Part[]): GenerateContentRequest {
  return { contents: [{ role: "user", parts }, { role: "model" }], generationConfig: { temperature: 0 } };
}

describe("how closely to look at media", () => {
  it("is said at each part to Gemini 3 and to every model that is not known", () => {
    const asked = request(part("image/png", "LOW"), part("video/mp4", "HIGH"));
    for (const model of ["gemini-3.8-flash", "models/gemini-4-neon", "gemini-flash-latest", "gemini-12.5"]) {
      assert.equal(placeMediaResolution(model, asked), asked);
    }
  });

  it("is said once for all to the models before it, as the closest look that any of the media is to have", () => {
    for (const [looks, expected] of [
      [["LOW"], "MEDIA_RESOLUTION_LOW"],
      [["LOW", "MEDIUM"], "MEDIA_RESOLUTION_MEDIUM"],
      [["LOW", "HIGH", undefined], "MEDIA_RESOLUTION_HIGH"],
      [["LOW", "ULTRA_HIGH"], "MEDIA_RESOLUTION_HIGH"],
      [["LOW", undefined], undefined],
      [["LOW", "OF_TOMORROW"], undefined],
    ] as const) {
      const parts = looks.map((look) => part("image/png", look));
      const { contents, generationConfig } = placeMediaResolution("models/gemini-2.5-pro", request(...parts));
      assert.equal(generationConfig?.mediaResolution, expected, looks.join());
      assert.equal(generationConfig?.temperature, 0);
      assert.deepEqual(
        contents[0]?.parts,
        looks.map(() => part("image/png")),
      );
    }
  });

  it("does not ask what of a request cannot be looked at", () => {
    const sound = part("audio/wav");
    const asked = request({ text: "?" }, sound, part("application/pdf", "LOW"));
    const { generationConfig } = placeMediaResolution("gemini-2.5-flash", asked);
    assert.equal(generationConfig?.mediaResolution, "MEDIA_RESOLUTION_LOW");
  });

  it("changes nothing where nobody asked for it", () => {
    const asked = request(part("image/png"), { text: "?" });
    assert.equal(placeMediaResolution("gemini-2.5-flash", asked), asked);
  });
});
