import assert from "node:assert/strict";
import { formatNumber, setTranslations, t } from "../../../media/l10n.ts";

describe("t", () => {
  afterEach(() => setTranslations({}, undefined));

  it("fills in arguments", () => {
    assert.equal(t("{0} of {1}, {0}", 1, "two"), "1 of two, 1");
    assert.equal(t("{2} stays"), "{2} stays");
  });

  it("uses the translation when there is one", () => {
    setTranslations({ "Retry in {0}": "In {0} noch einmal" }, "de");
    assert.equal(t("Retry in {0}", 3), "In 3 noch einmal");
    assert.equal(t("constructor"), "constructor");
  });

  it("writes numbers as the display language does, whatever the browser's is", () => {
    setTranslations({}, "de");
    assert.equal(formatNumber(1234.5), "1.234,5");
    setTranslations({}, "en");
    assert.equal(formatNumber(1234.5), "1,234.5");
    assert.equal(formatNumber(1_500_000, { notation: "compact" }), "1.5M");
  });
});
