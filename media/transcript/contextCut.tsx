import type { UserTurn } from "../../src/shared/transcript.ts";
import { Icon } from "../icon.tsx";
import { t } from "../l10n.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { usePage } from "../pageContext.ts";

/** Tells that what stands above is no longer sent, and what is sent in its place, and takes that back. */
export function ContextCut({ turn }: { readonly turn: UserTurn }) {
  const { host, transcript } = usePage();
  const { id, contextSummary } = turn;
  return (
    <div class="context-cut">
      <Icon name="fold-up" />{" "}
      <span>
        {contextSummary === undefined
          ? t("What stands above is no longer sent.")
          : t("Of what stands above a summary is sent.")}
      </span>{" "}
      <button
        type="button"
        class="button button-secondary"
        disabled={transcript.busy.value}
        onClick={() => host.post({ type: "sendAll", turnId: id })}
      >
        {t("Send All Again")}
      </button>
      {contextSummary !== undefined && (
        <details class="context-summary">
          <summary>{t("Summary")}</summary>
          <div class="context-summary-text" tabIndex={0} role="region" aria-label={t("Summary")}>
            <Markdown text={contextSummary} finished />
          </div>
        </details>
      )}
    </div>
  );
}
