import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../icon.tsx";
import { t } from "../l10n.ts";
import { plainName } from "../words/names.ts";
import type { Completion } from "./useCompletion.ts";

export const COMPLETION_ID = "file-completion";

export function optionId(index: number): string {
  return `${COMPLETION_ID}-${index}`;
}

/** The files that `#` offers, above the input, which keeps the focus. */
export function CompletionList({ matches, active, choose }: Completion) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[active]?.scrollIntoView({ block: "nearest" }), [active]);
  return (
    <ul id={COMPLETION_ID} class="completion" role="listbox" aria-label={t("Files")} ref={list}>
      {matches.map(({ uri, path }, index) => (
        <li
          key={uri}
          id={optionId(index)}
          class="completion-option"
          role="option"
          aria-selected={index === active}
          title={plainName(path)}
          // The focus stays in the input.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(index)}
        >
          <Icon name="file" />
          <PathWords path={plainName(path)} />
        </li>
      ))}
    </ul>
  );
}

/** The name first; the folder gives way where there is little room. */
function PathWords({ path }: { readonly path: string }) {
  const cut = path.lastIndexOf("/") + 1;
  return (
    <>
      <bdi class="completion-name">{path.slice(cut)}</bdi>
      {cut > 0 && <bdi class="completion-folder">{path.slice(0, cut - 1)}</bdi>}
    </>
  );
}
