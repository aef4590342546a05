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

function itemsFor(
  { id: turnId, versions = [] }: ModelTurn,
  { host, announcer, transcript }: Page,
): readonly MenuItem[] {
  const copy = () => {
    host.post({ type: "copyTurn", turnId });
    announcer.say(t("Copied"));
  };
  const post = (type: "askAnother" | "compare" | "fork") => () => host.post({ type, turnId });
  const isIdle = !transcript.busy.value;
  return [
    ...(isIdle ? [{ icon: "sparkle", label: t("Ask Another Model…"), run: post("askAnother") }] : []),
    ...(versions.length > 1 ? [{ icon: "diff", label: t("Compare Versions"), run: post("compare") }] : []),
    { icon: "markdown", label: t("Copy as Markdown"), run: copy },
    ...(isIdle ? [{ icon: "repo-forked", label: t("Go On in a New Chat"), run: post("fork") }] : []),
  ];
}
