import assert from "node:assert/strict";
import { thoughtTopic } from "../../../../media/transcript/thoughtTopic.ts";

describe("thoughtTopic", () => {
  it("is the last heading", () => {
    assert.equal(
      thoughtTopic("**Reading the code**\n\nIt is long.\n\n**Weighing two ways**\n\nOne"),
      "Weighing two ways",
    );
    assert.equal(thoughtTopic("## A heading\ntext"), "A heading");
  });

  it("is not bold text within a sentence, nor a heading half written", () => {
    assert.equal(thoughtTopic("This is **important** here"), undefined);
    assert.equal(thoughtTopic("**Read"), undefined);
  });
});
