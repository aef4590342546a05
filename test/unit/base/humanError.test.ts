import assert from "node:assert/strict";
import { HumanError } from "../../../src/base/humanError.ts";

describe("HumanError", () => {
  it("is known by its name, for every bundle has a class of its own", () => {
    class OfAnotherBundle extends Error {
      override readonly name = "HumanError";
    }
    assert.ok(new OfAnotherBundle("Open a file.") instanceof HumanError);
    assert.ok(new HumanError("Open a file.") instanceof HumanError);
    assert.ok(!(new Error("Open a file.") instanceof HumanError));
    assert.ok(!({ name: "HumanError" } instanceof HumanError));
  });
});
