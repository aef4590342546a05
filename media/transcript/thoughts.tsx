import { useState } from "preact/hooks";
import { Icon } from "../icon.tsx";
import { t } from "../l10n.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { thoughtTopic } from "./thoughtTopic.ts";

/** What the model says of its thinking, folded; its Markdown is only made when someone looks. */
export function Thoughts({ text, isOpen }: { readonly text: string; readonly isOpen: boolean }) {
  const [isUnfolded, setUnfolded] = useState(false);
  const topic = isOpen ? thoughtTopic(text) : undefined;
  return (
    <details
      class={isOpen ? "fold thoughts in-progress" : "fold thoughts"}
      onToggle={(event) => setUnfolded(event.currentTarget.open)}
    >
      <summary>
        <Icon name="lightbulb" />
        {isOpen ? t("Thinking…") : t("Thoughts")}
        {topic !== undefined && <span class="thoughts-topic">{topic}</span>}
      </summary>
      {isUnfolded && <Markdown text={text} finished={!isOpen} />}
    </details>
  );
}
