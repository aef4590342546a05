import type { ModelTurn } from "../../src/shared/transcript.ts";
import { IconButton } from "../icon.tsx";
import { t } from "../l10n.ts";
import { type MenuItem, toggleMenu } from "../menu.ts";
import { type Page, usePage } from "../pageContext.ts";

/** What is done with an answer more seldom; seen where the pointer or the focus is. */
export function TurnMenu({ turn }: { readonly turn: ModelTurn }) {
  const page = usePage();
  return (
    <IconButton
      icon="ellipsis"
      class="quiet-action"
      label={t("More Actions")}
      onClick={({ currentTarget }) => toggleMenu(currentTarget, itemsFor(turn, page))}
    />
  );
}

function itemsFor({ id: turnId }: ModelTurn, { host, announcer, transcript }: Page): readonly MenuItem[] {
  const copy = () => {
    host.post({ type: "copyTurn", turnId });
    announcer.say(t("Copied"));
  };
  const fork = () => host.post({ type: "fork", turnId });
  return [
    { icon: "markdown", label: t("Copy as Markdown"), run: copy },
    ...(transcript.busy.value ? [] : [{ icon: "repo-forked", label: t("Go On in a New Chat"), run: fork }]),
  ];
}
