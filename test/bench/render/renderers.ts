import { marked, type Token } from "marked";
import { createElement, memo, type ReactElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { Streamdown } from "streamdown";
import { Highlighter } from "../../../media/code/highlight.ts";
import { MarkdownView } from "../../../media/markdown/markdownView.ts";

/** Shows the text as it stands now. */
export type Update = (text: string) => void;

/** Ways of showing an answer that grows; each draws into the element it is given. */
export const renderers = {
  castor: (root) => {
    const highlighter = new Highlighter();
    const view = new MarkdownView(root, {
      complete: (block) => highlighter.add(block),
      codeGrew: (block, code, before) => highlighter.grow(block, code, before),
    });
    return (text) => view.update(text, false);
  },
  /** The floor: no Markdown, a line is an element, and a hundred of them are laid out by themselves. */
  pagedAppend: (root) => {
    let shown = 0;
    let line = root;
    return (text) => {
      const lines = text.slice(shown).split("\n");
      shown = text.length;
      lines.forEach((words, index) => {
        if (index > 0 || line === root) {
          line = document.createElement("div");
          pageOf(root).append(line);
        }
        line.append(words);
      });
    };
  },
  /** What most do: everything anew. */
  marked: (root) => (text) => {
    const html = marked.parse(text, { async: false });
    root.replaceChildren(document.createRange().createContextualFragment(html));
  },
  /** As Cline does: everything read anew, and a block rendered anew when its source is another. */
  reactMemo: (root) =>
    inReact(root, (text) =>
      marked.lexer(text).map((token, index) => createElement(MemoBlock, { key: index, raw: rawOf(token) })),
    ),
  streamdown: (root) => inReact(root, (text) => [createElement(Streamdown, { key: 0 }, text)]),
} satisfies Readonly<Record<string, (root: HTMLElement) => Update>>;

export type RendererName = keyof typeof renderers;

const MemoBlock = memo(({ raw }: { readonly raw: string }) =>
  createElement(ReactMarkdown, { remarkPlugins: [remarkGfm], children: raw }),
);

function rawOf(token: Token): string {
  return token.raw;
}

function inReact(root: HTMLElement, render: (text: string) => ReactElement[]): Update {
  const tree = createRoot(root);
  return (text) => flushSync(() => tree.render(render(text)));
}

function pageOf(root: HTMLElement): Element {
  const last = root.lastElementChild;
  if (last && last.childElementCount < 100) {
    return last;
  }
  const page = document.createElement("div");
  page.className = "md-section";
  return root.appendChild(page);
}
