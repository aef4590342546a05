import type { Host } from "../host.ts";
import { t } from "../l10n.ts";
import { toggleMenu } from "../menu.ts";
import { codeOf, infoOf } from "./codeBlock.ts";
import { namedFiles } from "./namedFiles.ts";

/** Answers clicks on the buttons of any code block within `root`. `copied` hears of each copy. */
export function handleCodeActions(root: HTMLElement, host: Host, copied: (button: Element) => void): void {
  root.addEventListener("click", (event) => {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLElement>("[data-code-action]") : null;
    const block = button?.closest(".code-block");
    if (!button || !block) {
      return;
    }
    const code = codeOf(block);
    const action = button.getAttribute("data-code-action");
    if (action === "copy") {
      host.post({ type: "copy", text: code });
      copied(button);
    } else if (action === "more") {
      toggleMenu(button, [
        { icon: "replace", label: t("Replace Selection"), run: () => act("replace", block, host) },
        { icon: "new-file", label: t("New File"), run: () => act("newFile", block, host) },
      ]);
    } else {
      act(action, block, host);
    }
  });
}

function act(action: string | null, block: Element, host: Host): void {
  const code = codeOf(block);
  const languageId = block.getAttribute("data-language-id") ?? "plaintext";
  if (action === "insert") {
    host.post({ type: "insertCode", code, languageId });
  } else if (action === "apply") {
    const turnId = block.closest("[data-turn-id]")?.getAttribute("data-turn-id") ?? "";
    host.post({ type: "applyCode", code, turnId, files: namedFiles(infoOf(block), block) });
  } else if (action === "replace") {
    host.post({ type: "replaceSelection", code });
  } else if (action === "newFile") {
    host.post({ type: "newFile", code, languageId });
  }
}
