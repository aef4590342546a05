import { Icon } from "../icon.tsx";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";

/** Shown over the whole page while files are held over it. */
export function DropOverlay() {
  return usePage().dropZone.isOver.value ? (
    <div class="drop-overlay" aria-hidden="true">
      <span class="drop-overlay-words">
        <Icon name="attach" /> {t("Drop files to attach")}
      </span>
    </div>
  ) : null;
}
