import assert from "node:assert/strict";
import { RESUMED } from "../../../src/gemini/continuation.ts";
import { metered, type Metered } from "../../../src/gemini/metered.ts";
import type { GenerateContentResponse } from "../../../src/gemini/wire.ts";

describe("metered chunks", () => {
  async function* stream(
    ...chunks: readonly (GenerateContentResponse | Error)[]
  ): AsyncGenerator<GenerateContentResponse, void, undefined> {
    for (const chunk of chunks) {
      await Promise.resolve();
      if (chunk instanceof Error) throw chunk;
      yield chunk;
    }
  }

  async function taken(chunks: readonly (GenerateContentResponse | Error)[], most = Infinity) {
    const told: Metered[] = [];
    let seen = 0;
    try {
      for await (const _ of metered("asked", stream(...chunks), (each) => told.push(each))) {
        if (++seen >= most) break;
      }
    } catch (error) {
      assert.equal(String(error), "Error: cut");
    }
    return told;
  }

  const chunk = (promptTokenCount: number, candidatesTokenCount?: number): GenerateContentResponse => ({
    usageMetadata: { promptTokenCount, ...(candidatesTokenCount !== undefined && { candidatesTokenCount }) },
  });

  it("tell the last report once, under the model that answered", async () => {
    assert.deepEqual(await taken([{ modelVersion: "answered" }, chunk(5), chunk(5, 3)]), [
      { model: "answered", usage: { promptTokenCount: 5, candidatesTokenCount: 3 } },
    ]);
  });

  it("tell what was taken until a cut, and until somebody stops", async () => {
    const usage = { promptTokenCount: 5, candidatesTokenCount: 1 };
    assert.deepEqual(await taken([chunk(5, 1), new Error("cut")]), [{ model: "asked", usage }]);
    assert.deepEqual(await taken([chunk(5, 1), chunk(5, 2)], 1), [{ model: "asked", usage }]);
  });

  it("add up the requests that a long answer takes", async () => {
    const [told] = await taken([chunk(5, 1), RESUMED, chunk(6, 2)]);
    assert.deepEqual(told?.usage, { promptTokenCount: 11, candidatesTokenCount: 3 });
  });

  it("tell nothing where nothing was said", async () => {
    assert.deepEqual(await taken([{}, {}]), []);
  });
});
