import assert from "node:assert/strict";
import fc from "fast-check";
import { searchLine, SearchText } from "../../../../src/chat/store/textSearch.ts";

const all = () => true;

describe("SearchText", () => {
  it("finds every turn that has all the words, whatever their case and order, the last first", () => {
    const text = new SearchText(
      searchLine("c1", "a", "Ebbe und Flut") +
        searchLine("c1", "b", "Flut") +
        searchLine("c2", "c", "die FLUT, die Ebbe"),
    );
    assert.deepEqual(
      text.find("flut ebbe", 10, all).map(({ turnId }) => turnId),
      ["c", "a"],
    );
    assert.deepEqual(
      text.find("flut", 2, all).map(({ turnId }) => turnId),
      ["c", "b"],
    );
    assert.deepEqual(text.find("flut", 10, (id) => id === "c1").length, 2);
    assert.deepEqual(text.find("  ", 10, all), []);
  });

  it("finds no ids, and a turn that was written down twice once", () => {
    const line = searchLine("c1", "needle", "hay");
    assert.deepEqual(new SearchText(line).find("needle", 10, all), []);
    assert.equal(new SearchText(line + line).find("hay", 10, all).length, 1);
  });

  it("finds what is there, and shows it, in any writing", () => {
    const words = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
      .map((text) => text.normalize().replace(/\s+/g, " ").trim());
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 8 }), fc.nat(), (texts, at) => {
        const wanted = texts[at % texts.length] ?? "";
        fc.pre(wanted !== "");
        const text = new SearchText(texts.map((each, index) => searchLine("c", `t${index}`, each)).join(""));
        const hits = text.find(wanted, 100, all);
        assert.ok(hits.some(({ turnId }) => texts[Number(turnId.slice(1))] === wanted));
      }),
    );
  });
});
