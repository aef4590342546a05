import { asFilePath } from "../../src/shared/filePath.ts";

/**
 * Paths of files that stand at a code block, the surest first: behind its fence (` ```ts src/parser.ts `,
 * ` ```ts:src/parser.ts `, ` ```ts title="src/parser.ts" `), then in the text before it, as code or in bold.
 */
export function namedFiles(info: string, block: Element): readonly string[] {
  const words = info
    .replace(/[{}"'`,]/g, " ")
    .split(/[\s=:]+/)
    .filter((word) => /[./]/.test(word));
  const before = textBefore(block);
  const marked = before
    ? [...before.querySelectorAll("code, strong")].map(({ textContent }) => textContent)
    : [];
  const heading = before && /^H\d$/.test(before.tagName) ? [before.textContent] : [];
  const candidates = [...words, ...heading, ...marked.reverse()].map((text) =>
    asFilePath(text.replace(/:$/, "")),
  );
  return [...new Set(candidates.filter((path) => path !== undefined))].slice(0, 8);
}

/** The paragraph or heading right before; blocks stand in sections that mean nothing. */
function textBefore(block: Element): Element | undefined {
  const before =
    block.previousElementSibling ?? block.parentElement?.previousElementSibling?.lastElementChild;
  return before && /^(?:P|H\d)$/.test(before.tagName) ? before : undefined;
}
