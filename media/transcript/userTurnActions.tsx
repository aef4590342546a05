import type { UserTurn } from "../../src/shared/transcript.ts";
import { showCopied } from "../copied.ts";
import { IconButton } from "../icon.tsx";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { VersionSwitch } from "./versionSwitch.tsx";

interface UserTurnActionsProps {
  readonly turn: UserTurn;
  readonly text: string;
  readonly onEdit: () => void;
}

/** What can be done with a question; seen where the pointer or the focus is. */
export function UserTurnActions({ turn, text, onEdit }: UserTurnActionsProps) {
  const { host, announcer, transcript } = usePage();
  const isBusy = transcript.busy.value;
  return (
    <div class="user-actions">
      <span class="quiet-actions">
        <IconButton
          icon="edit"
          label={t("Edit Question")}
          class="edit-button"
          disabled={isBusy}
          onClick={onEdit}
        />
        {text !== "" && (
          <IconButton
            icon="copy"
            label={t("Copy Question")}
            onClick={(event) => {
              host.post({ type: "copy", text });
              announcer.say(t("Copied"));
              showCopied(event.currentTarget);
            }}
          />
        )}
        <IconButton
          icon="markdown"
          label={t("Copy as Markdown")}
          onClick={(event) => {
            host.post({ type: "copyTurn", turnId: turn.id });
            announcer.say(t("Copied"));
            showCopied(event.currentTarget);
          }}
        />
        <IconButton
          icon="trash"
          label={t("Delete Question and Answer")}
          disabled={isBusy}
          onClick={() => host.post({ type: "removePair", turnId: turn.id })}
        />
      </span>
      <VersionSwitch turn={turn} />
    </div>
  );
}
