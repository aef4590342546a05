import type { Host } from "../host.ts";
import { codeOf } from "./codeBlock.ts";

/** Answers clicks on the buttons of any code block within `root`. `copied` hears of each copy. */
export function handleCodeActions(root: HTMLElement, host: Host, copied: (button: Element) => void): void {
  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-code-action]") : null;
    const block = button?.closest(".code-block");
    if (!button || !block) {
      return;
    }
    const code = codeOf(block);
    const languageId = block.getAttribute("data-language-id") ?? "plaintext";
    const action = button.getAttribute("data-code-action");
    if (action === "copy") {
      host.post({ type: "copy", text: code });
      copied(button);
    } else if (action === "insert") {
      host.post({ type: "insertCode", code, languageId });
    } else if (action === "newFile") {
      host.post({ type: "newFile", code, languageId });
    }
  });
}
