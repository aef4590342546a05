import assert from "node:assert/strict";
import fc from "fast-check";
import {
  dayOf,
  monthCost,
  parseUsage,
  priceOf,
  sumOf,
  type UsageEntry,
  usageByDay,
  usageByModel,
  usageLine,
} from "../../../../src/chat/usage/usageLog.ts";

const noon = (day: string) => new Date(`${day}T12:00`).getTime();
const prices = {
  "gemini-flash": { input: 1, output: 4, cached: 0.5 },
  "gemini-flash-lite": { input: 0.1, output: 1 },
};

describe("the log of usage", () => {
  it("gives back every line that was written, and leaves out what cannot be read", () => {
    const count = fc.nat();
    const entry: fc.Arbitrary<UsageEntry> = fc.record(
      {
        at: count,
        model: fc.string({ unit: "binary" }),
        prompt: count,
        cached: count,
        answer: count,
        thoughts: count,
      },
      { requiredKeys: ["at", "model"], noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.array(entry), fc.string(), (entries, torn) => {
        const lines = entries.map(usageLine).join("");
        assert.deepEqual(
          parseUsage(`${lines}{"at":1,"model":7}\n{"at":${torn.replaceAll("\n", "")}`),
          entries,
        );
      }),
    );
  });

  it("adds up days, with those on which nothing was asked", () => {
    const entries = [
      { at: noon("2026-11-28"), model: "a", prompt: 10, cached: 4, answer: 2, thoughts: 1 },
      { at: noon("2026-11-28"), model: "b", prompt: 5 },
      { at: noon("2026-11-30"), model: "a", answer: 7 },
      { at: noon("2026-10-01"), model: "a", prompt: 1000 },
    ];
    const days = usageByDay(entries, {}, { now: new Date("2026-11-30T23:30"), days: 3 });
    assert.deepEqual(
      days.map(({ name, sum: { cost: _, ...sum } }) => [name, Object.values(sum)]),
      [
        ["2026-11-28", [2, 11, 4, 2, 1]],
        ["2026-11-29", [0, 0, 0, 0, 0]],
        ["2026-11-30", [1, 0, 0, 7, 0]],
      ],
    );
    const [first, second] = usageByModel(entries.slice(0, 3), {});
    assert.deepEqual([first?.name, first?.sum.answers, second?.name], ["a", 2, "b"]);
  });

  it("knows a price by the model's name or what it begins with, the longest first", () => {
    assert.equal(priceOf(prices, "gemini-flash-lite-002"), prices["gemini-flash-lite"]);
    assert.equal(priceOf(prices, "gemini-flash"), prices["gemini-flash"]);
    assert.equal(priceOf(prices, "gemini-flashy"), undefined);
  });

  it("tells the cost of what was sent, cached and answered, and none where a price is missing", () => {
    const entry = { at: 1, model: "gemini-flash", prompt: 3e6, cached: 2e6, answer: 1e6, thoughts: 1e6 };
    assert.equal(sumOf([entry], prices).cost, 1 + 1 + 8);
    assert.equal(sumOf([{ ...entry, model: "gemini-flash-lite" }], prices).cost?.toFixed(6), "2.300000");
    assert.equal(sumOf([entry, { ...entry, model: "other" }], prices).cost, undefined);
    assert.equal(sumOf([], prices).cost, 0);
  });

  it("adds up the month that it is, of the models whose price is known", () => {
    const entries = ["2026-10-31", "2026-11-01", "2026-11-30"].map((day) => ({
      at: noon(day),
      model: "gemini-flash",
      prompt: 1e6,
    }));
    const unknown = { at: noon("2026-11-02"), model: "other", prompt: 1e6 };
    assert.deepEqual(monthCost([...entries, unknown], prices, noon("2026-11-30")), {
      month: "2026-11",
      cost: 2,
    });
    assert.equal(dayOf(noon("2026-11-05")), "2026-11-05");
  });
});
