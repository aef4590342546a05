import assert from "node:assert/strict";
import { setTranslations } from "../../../../media/l10n.ts";
import { formatDuration } from "../../../../media/words/durations.ts";

describe("formatDuration", () => {
  afterEach(() => setTranslations({}, undefined));

  it("is as exact as a person cares for", () => {
    setTranslations({}, "en");
    assert.deepEqual([3, 840, 9_940, 12_345, 59_700, 125_000].map(formatDuration), [
      "0.1 sec",
      "0.8 sec",
      "9.9 sec",
      "12 sec",
      "1 min 0 sec",
      "2 min 5 sec",
    ]);
  });

  it("is said in the display language", () => {
    setTranslations({}, "de");
    assert.equal(formatDuration(840), "0,8 Sek.");
  });
});
