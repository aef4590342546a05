import { useState } from "preact/hooks";
import { Icon } from "../icon.tsx";
import { t } from "../l10n.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { formatDuration } from "../words/durations.ts";
import { tokenWords } from "../words/tokenWords.ts";
import { thoughtTopic } from "./thoughtTopic.ts";

/** What thinking has cost, as far as it is known. */
export interface ThoughtsSpent {
  readonly milliseconds: number | undefined;
  readonly tokens: number | undefined;
}

interface ThoughtsProps {
  readonly text: string;
  readonly isOpen: boolean;
  readonly spent: ThoughtsSpent | undefined;
}

/** What the model says of its thinking, folded; its Markdown is only made when someone looks. */
export function Thoughts({ text, isOpen, spent }: ThoughtsProps) {
  const [isUnfolded, setUnfolded] = useState(false);
  const detail = isOpen ? thoughtTopic(text) : spentWords(spent);
  return (
    <details
      class={isOpen ? "fold thoughts in-progress" : "fold thoughts"}
      onToggle={(event) => setUnfolded(event.currentTarget.open)}
    >
      <summary>
        <Icon name="lightbulb" />
        {isOpen ? t("Thinking…") : t("Thoughts")}
        {detail !== undefined && <span class="thoughts-detail">{detail}</span>}
      </summary>
      {isUnfolded && <Markdown text={text} finished={!isOpen} />}
    </details>
  );
}

function spentWords(spent: ThoughtsSpent | undefined): string | undefined {
  const words = [
    ...(spent?.milliseconds === undefined ? [] : [formatDuration(spent.milliseconds)]),
    ...(spent?.tokens === undefined || spent.tokens === 0 ? [] : [tokenWords(spent.tokens)]),
  ];
  return words.length === 0 ? undefined : words.join(" · ");
}
