import assert from "node:assert/strict";
import { HumanError, isHumanError } from "../../../src/base/humanError.ts";

describe("isHumanError", () => {
  it("knows one by its name, for every bundle has a class of its own", () => {
    class OfAnotherBundle extends Error {
      override readonly name = "HumanError";
    }
    class Narrower extends HumanError {}
    assert.ok(isHumanError(new OfAnotherBundle("Open a file.")));
    assert.ok(isHumanError(new HumanError("Open a file.")));
    assert.ok(isHumanError(new Narrower("Open a file.")));
    assert.ok(!isHumanError(new Error("Open a file.")));
    assert.ok(!isHumanError({ name: "HumanError" }));
    assert.ok(!(new HumanError("Open a file.") instanceof Narrower));
  });
});
