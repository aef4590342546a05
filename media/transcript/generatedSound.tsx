import { IconButton } from "../icon.tsx";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";

/** What the model said, and what can be done with it. */
export function GeneratedSound({ hash, url }: { readonly hash: string; readonly url: string }) {
  const { host } = usePage();
  return (
    <figure class="generated-media">
      <audio class="media-audio" controls preload="metadata" src={url} aria-label={t("Generated audio")} />
      <div class="media-actions" role="toolbar" aria-label={t("Generated audio")}>
        <IconButton
          icon="save"
          label={t("Save Audio…")}
          onClick={() => host.post({ type: "saveMedia", hash })}
        />
        <IconButton
          icon="link-external"
          label={t("Open Audio")}
          onClick={() => host.post({ type: "openMedia", hash })}
        />
      </div>
    </figure>
  );
}
