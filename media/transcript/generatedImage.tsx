import { showCopied } from "../copied.ts";
import { IconButton } from "../icon.tsx";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { copyImage } from "./copyImage.ts";

/** An image that the model made, and what can be done with it. */
export function GeneratedImage({ hash, url }: { readonly hash: string; readonly url: string }) {
  const { host, announcer, notice } = usePage();
  const copy = async (image: HTMLImageElement | null, button: Element) => {
    try {
      await copyImage(image);
      announcer.say(t("Copied"));
      showCopied(button);
    } catch {
      notice.show(t("The image could not be copied. Save it, or open it and copy it there."));
    }
  };
  return (
    <figure class="generated-media">
      <img class="media-image" src={url} alt={t("Generated image")} />
      <div class="media-actions" role="toolbar" aria-label={t("Generated image")}>
        <IconButton
          icon="copy"
          label={t("Copy Image")}
          onClick={({ currentTarget }) => {
            const image = currentTarget.closest("figure")?.querySelector("img");
            void copy(image ?? null, currentTarget);
          }}
        />
        <IconButton
          icon="save"
          label={t("Save Image…")}
          onClick={() => host.post({ type: "saveMedia", hash })}
        />
        <IconButton
          icon="link-external"
          label={t("Open Image")}
          onClick={() => host.post({ type: "openMedia", hash })}
        />
      </div>
    </figure>
  );
}
