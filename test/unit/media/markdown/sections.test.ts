import assert from "node:assert/strict";
import type { Sections as SectionsType } from "../../../../media/markdown/sections.ts";
import { installDom, type TestDom } from "../support/dom.ts";

describe("Sections", () => {
  let dom: TestDom;
  let Sections: typeof SectionsType;
  let root: HTMLElement;
  let sections: SectionsType;

  before(async () => {
    dom = installDom();
    ({ Sections } = await import("../../../../media/markdown/sections.ts"));
  });
  after(() => dom.remove());

  /** Of each page, how many blocks its sections have. */
  const shape = () =>
    [...root.children].map((page) => [...page.children].map(({ childElementCount }) => childElementCount));

  function fill(blocks: number): void {
    root = document.createElement("div");
    sections = new Sections(root);
    for (let block = 0; block < blocks; block += 1) {
      sections.at(block).append(document.createElement("p"));
    }
  }

  it("holds sixteen blocks in a section, and sixteen sections in a page", () => {
    fill(16 * 16 + 17);
    assert.deepEqual(shape(), [Array<number>(16).fill(16), [16, 1]]);
    assert.equal(sections.at(20), root.children[0]?.children[1]);
    assert.equal(sections.at(16 * 16 + 16), root.children[1]?.children[1]);
  });

  it("keeps no box of which all blocks are gone", () => {
    for (const [left, expected] of [
      [16 * 16 + 1, [16, 1]],
      [16 * 16, [16]],
      [17, [2]],
      [16, [1]],
      [0, []],
    ] as const) {
      fill(16 * 16 + 17);
      sections.truncate(left);
      assert.deepEqual(
        shape().map(({ length }) => length),
        expected,
      );
    }
  });
});
