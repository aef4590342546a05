import { useLayoutEffect, useRef } from "preact/hooks";
import { followCode } from "../code/codeFollower.ts";
import { usePage } from "../pageContext.ts";
import { MarkdownView } from "./markdownView.ts";

interface MarkdownProps {
  /** Only ever grows while `finished` is false. */
  readonly text: string;
  readonly finished: boolean;
  /** Times such as `[01:23]` become buttons; does not change. */
  readonly timestamps?: boolean;
  /** There are marks of sources in it; comes to be true once, with the end of the text. */
  readonly sources?: boolean;
}

export function Markdown({ text, finished, timestamps = false, sources = false }: MarkdownProps) {
  const { highlighter } = usePage();
  const root = useRef<HTMLDivElement>(null);
  const view = useRef<MarkdownView>(undefined);
  useLayoutEffect(() => {
    if (root.current) {
      const listener = {
        complete: (block: Element) => highlighter.add(block),
        codeGrew: (block: Element, code: string, before: number) => {
          highlighter.grow(block, code, before);
          followCode(block);
        },
      };
      view.current ??= new MarkdownView(root.current, listener, { timestamps });
      view.current.update(text, finished, sources);
    }
  }, [text, finished, timestamps, sources, highlighter]);
  useLayoutEffect(() => () => view.current?.close(), []);
  // Preact knows of no children here and leaves those of the view alone.
  return <div class="markdown" ref={root} />;
}
