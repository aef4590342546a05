import assert from "node:assert/strict";
import { planDelivery } from "../../../src/chat/mediaPlan.ts";

const fresh = (...sizes: readonly number[]) => sizes.map((size) => ({ size, uploaded: false }));

describe("planDelivery", () => {
  it("lets in the smallest first, whatever their order, and uploads the rest", () => {
    assert.deepEqual(planDelivery(fresh(60, 10, 50, 20), 80), ["upload", "inline", "inline", "inline"]);
    assert.deepEqual(planDelivery(fresh(50, 40, 30), 80), ["upload", "inline", "inline"]);
  });

  it("fills the limit to the last byte, and not beyond", () => {
    assert.deepEqual(planDelivery(fresh(40, 60), 100), ["inline", "inline"]);
    assert.deepEqual(planDelivery(fresh(40, 61), 100), ["inline", "upload"]);
    assert.deepEqual(planDelivery(fresh(101), 100), ["upload"]);
    assert.deepEqual(planDelivery(fresh(1), 0), ["upload"]);
  });

  it("takes what is uploaded for a reference that costs nothing", () => {
    const files = [
      { size: 1, uploaded: true },
      { size: 1000, uploaded: true },
      { size: 100, uploaded: false },
    ];
    assert.deepEqual(planDelivery(files, 100), ["upload", "upload", "inline"]);
  });

  it("has no plan for no files", () => {
    assert.deepEqual(planDelivery([], 100), []);
  });
});
