import { useState } from "preact/hooks";
import type { FileReference } from "../../src/shared/transcript.ts";
import { FileName } from "../attachments/fileName.tsx";
import { Icon } from "../icon.tsx";
import { t } from "../l10n.ts";
import { plainName } from "../words/names.ts";
import { useMedia } from "./useMedia.ts";

interface ThumbnailProps {
  readonly file: FileReference;
  /** Under which the attachment store has the picture. */
  readonly hash: string;
  readonly onOpen: () => void;
}

/** A picture that was sent along; its name where it cannot be shown. */
export function Thumbnail({ file, hash, onOpen }: ThumbnailProps) {
  const media = useMedia(hash);
  const [broken, setBroken] = useState(false);
  const isShown = media?.type === "ready" && media.kind === "image" && !broken;
  const name = plainName(file.label);
  return (
    <button type="button" class={isShown ? "thumbnail" : "chip"} title={t("Open {0}", name)} onClick={onOpen}>
      {isShown ? (
        <img src={media.url} alt={name} onError={() => setBroken(true)} />
      ) : (
        <>
          <Icon name="file-media" />
          <FileName label={file.label} />
        </>
      )}
    </button>
  );
}
