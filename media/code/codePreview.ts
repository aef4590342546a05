import type { Host } from "../host.ts";
import { codeOf } from "./codeBlock.ts";

/** Answers clicks on preview buttons within `root`: VS Code's own preview of Markdown shows the diagram. */
export function handleCodePreview(root: HTMLElement, host: Host): void {
  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-code-preview]") : null;
    const block = button?.closest(".code-block");
    if (block) {
      const isMarkdown = block.getAttribute("data-language-id") === "markdown";
      host.post({ type: "previewMarkdown", text: isMarkdown ? codeOf(block) : fenced(codeOf(block)) });
    }
  });
}

/** The fence is longer than any within. */
function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}mermaid\n${code}\n${fence}\n`;
}
