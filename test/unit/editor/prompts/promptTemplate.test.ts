import assert from "node:assert/strict";
import { fillTemplate, mentions, parseTemplate } from "../../../../src/editor/prompts/promptTemplate.ts";
import { emptyMaterial, promptValues } from "../../../../src/editor/prompts/promptValues.ts";

function fill(template: string, material: Partial<typeof emptyMaterial> = {}): string {
  return fillTemplate(parseTemplate(template).pieces, promptValues({ ...emptyMaterial, ...material }));
}

describe("a prompt's places", () => {
  it("are filled where they stand", () =>
    assert.equal(
      fill("Put {{language}} of {{fileName}} into {{input}}.", {
        languageId: "go",
        fileName: "a/b.go",
        input: "Rust",
      }),
      "Put go of `a/b.go` into Rust.",
    ));

  it("have code as a block of its own, whatever stands around it", () => {
    const expected = "Look at\n\n```go\na()\n```\n\nclosely.";
    assert.equal(fill("Look at {{selection}} closely.", { code: "a()", languageId: "go" }), expected);
    assert.equal(fill("Look at\n\n{{selection}}\n\nclosely.\n", { code: "a()", languageId: "go" }), expected);
  });

  it("fence code so that nothing in it ends the block", () =>
    assert.equal(fill("{{selection}}", { code: "```\nx" }), "````\n```\nx\n````"));

  it("name one problem in the sentence, several as a list", () => {
    assert.equal(fill("Fix {{diagnostics}} now", { diagnostics: ["Error: a\n b"] }), "Fix Error: a b now");
    assert.equal(
      fill("Fix: {{diagnostics}} Now.", { diagnostics: ["Error: a", "Hint: b"] }),
      "Fix:\n\n- Error: a\n- Hint: b\n\nNow.",
    );
  });

  it("vanish where there is nothing", () => {
    assert.equal(fill("One\n\n{{before}}\n\nTwo {{input}}"), "One\n\n\n\nTwo");
    assert.equal(fill("{{before}}{{selection}} end", { code: "x" }), "```\nx\n```\n\nend");
  });

  it("take nothing of what is put in for a place again", () =>
    assert.equal(
      fill("{{input}} {{language}}", { input: "{{selection}}", languageId: "c" }),
      "{{selection}} c",
    ));

  it("can be meant literally", () => {
    assert.equal(fill("In Vue write \\{{ name }}."), "In Vue write {{ name }}.");
    assert.deepEqual(parseTemplate("\\{{x}} {{y}}").unknown, [{ name: "y", start: 7, end: 12 }]);
  });

  it("can be asked for", () => {
    const { pieces } = parseTemplate("a {{ file }}");
    assert.deepEqual([mentions(pieces, "file"), mentions(pieces, "input")], [true, false]);
  });

  it("hold only so much of a file, in whole lines", () => {
    const line = `${"x".repeat(99)}\n`;
    const filled = fill("{{file}}", { text: line.repeat(3000) });
    assert.equal(filled, `\`\`\`\n${line.repeat(2000).trimEnd()}\n\`\`\``);
  });
});
