import assert from "node:assert/strict";
import fc from "fast-check";
import { exponent, quantile, summarize } from "../../bench/statistics.ts";

function rounded(value: number): number {
  return Number(value.toFixed(9));
}

describe("statistics", () => {
  it("takes the middle sample, or the mean of the two in the middle, whatever their order", () => {
    assert.deepEqual(summarize([5, 1, 100]), { median: 5, least: 1, most: 100 });
    assert.deepEqual(summarize([10, 2, 1, 4]), { median: 3, least: 1, most: 10 });
    assert.deepEqual(summarize([7]), { median: 7, least: 7, most: 7 });
  });

  it("places a quantile between the samples", () => {
    const hundredAndOne = Array.from({ length: 101 }, (_, index) => 100 - index);
    assert.equal(quantile(hundredAndOne, 0.99), 99);
    assert.equal(rounded(quantile([0, 10], 0.99)), 9.9);
    assert.ok(Number.isNaN(quantile([], 0.5)));
  });

  it("finds the power with which a cost grows, whatever its factor", () => {
    const power = fc.double({ min: 0.1, max: 3, noNaN: true });
    const factor = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(power, factor, (p, k) => {
        const points = [1, 2, 5, 32].map((size) => ({ size, cost: k * size ** p }));
        assert.ok(Math.abs(exponent(points) - p) < 1e-9);
      }),
    );
  });

  it("fits the line that is nearest, and leaves out points without a cost", () => {
    const points = [
      { size: 0.5, cost: -3 },
      { size: 1, cost: 1 },
      { size: 10, cost: 100 },
      { size: 100, cost: 100 },
    ];
    assert.equal(rounded(exponent(points)), 1);
  });
});
