import type { MarkdownView } from "../../../../media/markdown/markdownView.ts";
import { installDom, type TestDom } from "./dom.ts";

type NewView = (...from: ConstructorParameters<typeof MarkdownView>) => MarkdownView;

/** Makes views of Markdown, in a document that is there for the tests of the suite in which this is called. */
export function markdownViews(): NewView {
  let dom: TestDom;
  let View: typeof MarkdownView;
  before(async () => {
    dom = installDom();
    ({ MarkdownView: View } = await import("../../../../media/markdown/markdownView.ts"));
  });
  after(() => dom.remove());
  return (...from) => new View(...from);
}
