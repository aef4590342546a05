import assert from "node:assert/strict";
import { escapeAltText, findImageReference } from "../../../src/editor/imageReference.ts";

/** The line with the text where it belongs. */
function described(line: string, at: number, text: string): string | undefined {
  const found = findImageReference(line, at);
  return (
    found &&
    `${line.slice(0, found.start)}${found.before}${escapeAltText(text, found.kind)}${found.after}${line.slice(found.end)}`
  );
}

describe("an image's reference", () => {
  for (const [line, source, result] of [
    ["![](a.png)", "a.png", "![A cat](a.png)"],
    [
      'See ![old \\] text](img/a%20b.png "Title") here',
      "img/a%20b.png",
      'See ![A cat](img/a%20b.png "Title") here',
    ],
    ["![x](<my cat.png>)", "my cat.png", "![A cat](<my cat.png>)"],
    ['<img src="a.png">', "a.png", '<img alt="A cat" src="a.png">'],
    ["<IMG alt='old' src='a.png'/>", "a.png", "<IMG alt='A cat' src='a.png'/>"],
    ['<p><img class="x" src="a.png" alt=""></p>', "a.png", '<p><img class="x" src="a.png" alt="A cat"></p>'],
  ] as const) {
    it(`is found in ${line}`, () => {
      assert.equal(findImageReference(line, 0)?.source, source);
      assert.equal(described(line, 0, "A cat"), result);
    });
  }

  it("is the one at the cursor where there are several, and none where that is between them", () => {
    const line = "![a](1.png) and ![b](2.png)";
    assert.equal(findImageReference(line, 3)?.source, "1.png");
    assert.equal(findImageReference(line, 20)?.source, "2.png");
    assert.equal(findImageReference(line, 13), undefined);
    assert.equal(findImageReference("no image, [a link](x.png)", 3), undefined);
    assert.equal(findImageReference("<img alt='x'>", 3), undefined);
  });

  it("takes no text that would end it", () => {
    assert.equal(described("![](a.png)", 0, "a [b]\\ \n c"), "![a \\[b\\]\\\\ c](a.png)");
    assert.equal(
      described('<img src="a.png">', 0, 'say "hi" & <go>'),
      '<img alt="say &quot;hi&quot; &amp; &lt;go>" src="a.png">',
    );
  });
});
