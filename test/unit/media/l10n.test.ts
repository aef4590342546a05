import assert from "node:assert/strict";
import { setTranslations, t } from "../../../media/l10n.ts";

describe("t", () => {
  afterEach(() => setTranslations({}));

  it("fills in arguments", () => {
    assert.equal(t("{0} of {1}, {0}", 1, "two"), "1 of two, 1");
    assert.equal(t("{2} stays"), "{2} stays");
  });

  it("uses the translation when there is one", () => {
    setTranslations({ "Retry in {0}": "In {0} noch einmal" });
    assert.equal(t("Retry in {0}", 3), "In 3 noch einmal");
    assert.equal(t("constructor"), "constructor");
  });
});
