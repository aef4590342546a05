import { useLayoutEffect, useRef } from "preact/hooks";
import { usePage } from "../pageContext.ts";
import { MarkdownView } from "./markdownView.ts";

interface MarkdownProps {
  /** Only ever grows while `finished` is false. */
  readonly text: string;
  readonly finished: boolean;
}

export function Markdown({ text, finished }: MarkdownProps) {
  const { highlighter } = usePage();
  const root = useRef<HTMLDivElement>(null);
  const view = useRef<MarkdownView>(undefined);
  useLayoutEffect(() => {
    if (root.current) {
      view.current ??= new MarkdownView(root.current, (block) => highlighter.add(block));
      view.current.update(text, finished);
    }
  }, [text, finished, highlighter]);
  // Preact knows of no children here and leaves those of the view alone.
  return <div class="markdown" ref={root} />;
}
