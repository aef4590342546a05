import { Icon } from "../icon.tsx";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";

/** Tells that what stands above is no longer sent, and takes that back. */
export function ContextCut({ turnId }: { readonly turnId: string }) {
  const { host, transcript } = usePage();
  return (
    <p class="context-cut">
      <Icon name="fold-up" /> <span>{t("What stands above is no longer sent.")}</span>{" "}
      <button
        type="button"
        class="button button-secondary"
        disabled={transcript.busy.value}
        onClick={() => host.post({ type: "sendAll", turnId })}
      >
        {t("Send All Again")}
      </button>
    </p>
  );
}
