import { Marked, type Tokens } from "marked";

/**
 * Markdown as HTML that does nothing: tags of the text are text, links lead to web pages and mail addresses only, images of
 * the web are named and not loaded. Nothing is taken over from the text but through `escapeHtml`.
 */
const marked = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }) => escapeHtml(text),
    text(token) {
      // By itself it would leave text as it is within tags that it takes for raw ones.
      return "tokens" in token ? this.parser.parseInline(token.tokens) : escapeText(token.text);
    },
    code: ({ text, lang }) =>
      `<pre><code data-language="${escapeHtml(lang ?? "")}">${escapeHtml(text)}</code></pre>\n`,
    codespan: ({ text }) => `<code>${escapeHtml(text)}</code>`,
    heading({ tokens, depth }) {
      const level = Math.min(6, depth + 2);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
    },
    link({ href, tokens }: Tokens.Link) {
      const words = this.parser.parseInline(tokens);
      const target = webAddress(href);
      return target === undefined
        ? `<span title="${escapeHtml(href)}">${words}</span>`
        : `<a href="${escapeHtml(target)}" rel="noopener noreferrer">${words}</a>`;
    },
    image: ({ href, text }) =>
      `<span class="image" title="${escapeHtml(href)}">${escapeText(text || href)}</span>`,
  },
});

/** Text that is nested deeper than anyone writes comes out as it is. */
export function markdownHtml(text: string): string {
  try {
    return marked.parse(text, { async: false });
  } catch {
    return `<pre>${escapeHtml(text)}</pre>`;
  }
}

/** The address in full; undefined where it may not be opened. */
export function webAddress(href: string): string | undefined {
  const url = URL.parse(href);
  return url !== null && /^(https?|mailto):$/.test(url.protocol) ? url.href : undefined;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

/** The same for Markdown's text, where `&amp;` stands for an ampersand already. */
function escapeText(text: string): string {
  return text.replace(
    /&(?!(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|\w{2,31});)|[<>"']/g,
    (found) => entities[found] ?? "",
  );
}
