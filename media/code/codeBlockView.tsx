import { useLayoutEffect, useRef } from "preact/hooks";
import { usePage } from "../pageContext.ts";
import { renderCodeBlock } from "./codeBlock.ts";

/** A code block outside of Markdown. */
export function CodeBlock({ language, text }: { readonly language: string; readonly text: string }) {
  const { highlighter } = usePage();
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const block = renderCodeBlock(language, text);
    root.current?.replaceChildren(block);
    highlighter.add(block);
  }, [language, text, highlighter]);
  return <div ref={root} />;
}
