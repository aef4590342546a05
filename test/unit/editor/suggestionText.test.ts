import assert from "node:assert/strict";
import { remainder, suggestionText } from "../../../src/editor/suggest/suggestionText.ts";

describe("A suggestion", () => {
  const cases: readonly (readonly [
    what: string,
    answer: string,
    before: string,
    after: string,
    text: string,
  ])[] = [
    ["goes on where the cursor stands", "height(hour);", "const h = ", "", "height(hour);"],
    ["leaves out the beginning of the line", "const h = height(hour);", "const h = ", "", "height(hour);"],
    ["leaves it out whatever its indentation", "const h = 1;", "    const h =", "", " 1;"],
    ["leaves out the end of the line", "hour);", "height(", ");", "hour"],
    ["does not indent the cursor's line twice", "    return 1;\n    }", "    ", "", "return 1;\n    }"],
    ["may begin with a line break", "\n    return 1;\n", "function one() {", "", "\n    return 1;"],
    ["has line breaks of one kind", "a();\r\nb();\r\n", "", "", "a();\nb();"],
    ["is none where nothing is left", "const h = ", "const h = ", "", ""],
    ["is none where nothing came", " \n", "x", "", ""],
    ["keeps what is too short to be told from code", "x + 1", "x", "", "x + 1"],
  ];
  for (const [what, answer, before, after, text] of cases) {
    it(what, () => assert.equal(suggestionText(answer, { before, after }), text));
  }

  const made = { uri: "file:///a.ts", before: "const h = ", after: "\nend", text: "height(hour);" };

  it("is what is left of it when its beginning is typed", () => {
    assert.equal(remainder(made, { ...made, before: "const h = hei" }), "ght(hour);");
    assert.equal(remainder(made, made), "height(hour);");
  });

  const others: Readonly<Record<string, Partial<typeof made>>> = {
    "something else is typed": { before: "const h = depth" },
    "all of it is typed": { before: "const h = height(hour);" },
    "it is elsewhere": { before: "let h = " },
    "what follows has changed": { after: "\nstart" },
    "it is another file": { uri: "file:///b.ts" },
  };
  for (const [what, change] of Object.entries(others)) {
    it(`is nothing any more when ${what}`, () =>
      assert.equal(remainder(made, { ...made, ...change }), undefined));
  }
});
