import { element, iconButton } from "../dom.ts";
import { t } from "../l10n.ts";
import { CodeWriter } from "./codeWriter.ts";
import { codeViewButtons, foldButton } from "./codeView.ts";
import { readFenceInfo } from "./fenceInfo.ts";

/** What stands behind the fence of each block. */
const infos = new WeakMap<Element, string>();

/**
 * Code with its language and actions. Clicks are handled by `codeActions.ts`, for all blocks at once.
 * `info` is what stands behind the opening fence.
 */
export function renderCodeBlock(info: string, text: string): HTMLElement {
  const { language, file } = readFenceInfo(info);
  const name = language.name === "Plain text" ? t("Plain text") : language.name;
  const code = element("code");
  const writer = new CodeWriter(code);
  writer.write(text);
  const block = element(
    "div",
    {
      class: writer.isLong ? "code-block code-long" : "code-block",
      role: "group",
      "aria-label": name === "" ? t("Code") : t("{0} code", name),
      "data-grammar": language.grammar,
      "data-language-id": language.id,
    },
    element(
      "div",
      { class: "code-head" },
      element("span", { class: "code-language" }, name),
      ...(file === undefined ? [] : [element("span", { class: "code-file", title: file }, file)]),
      codeViewButtons(language.id),
      actions(),
    ),
    element("pre", { tabindex: "0" }, code),
    foldButton(),
  );
  infos.set(block, info);
  return block;
}

export function infoOf(block: Element): string {
  return infos.get(block) ?? "";
}

/** Shown where there is room; the menu has them otherwise. */
const SPACIOUS = "icon-button code-spacious";

function actions(): HTMLElement {
  return element(
    "span",
    { class: "code-actions" },
    iconButton("copy", t("Copy"), { "data-code-action": "copy" }),
    iconButton("diff", t("Apply to File"), { "data-code-action": "apply" }),
    iconButton("insert", t("Insert at Cursor"), { "data-code-action": "insert" }),
    iconButton("replace", t("Replace Selection"), { "data-code-action": "replace", class: SPACIOUS }),
    iconButton("new-file", t("New File"), { "data-code-action": "newFile", class: SPACIOUS }),
    iconButton("ellipsis", t("More for This Code"), {
      "data-code-action": "more",
      "aria-haspopup": "menu",
      class: "icon-button code-more",
    }),
  );
}

/** The code as it was written, without label and buttons. */
export function codeOf(block: Element): string {
  return block.querySelector("code")?.textContent ?? "";
}
