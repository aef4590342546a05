import { useState } from "preact/hooks";
import { mediaKind, type Attachment } from "../../src/shared/attachment.ts";
import { Icon } from "../icon.tsx";
import { usePage } from "../pageContext.ts";
import { useMedia } from "../transcript/useMedia.ts";
import { fileIcon } from "../words/fileWords.ts";

/** A small picture of an image, the icon of its kind for any other file. The name stands beside it. */
export function FilePicture({ attachment }: { readonly attachment: Attachment }) {
  const { id, file } = attachment;
  const preview = usePage().previews.url(id);
  if (preview !== undefined) {
    return <Picture url={preview} mimeType={file?.mimeType} />;
  }
  if (file?.hash !== undefined && mediaKind(file.mimeType) === "image") {
    return <StoredPicture hash={file.hash} mimeType={file.mimeType} />;
  }
  return <Icon name={fileIcon(file?.mimeType)} />;
}

function StoredPicture({ hash, mimeType }: { readonly hash: string; readonly mimeType: string }) {
  const media = useMedia(hash);
  const isShown = media?.type === "ready" && media.kind === "image";
  return <Picture url={isShown ? media.url : undefined} mimeType={mimeType} />;
}

interface PictureProps {
  readonly url: string | undefined;
  readonly mimeType: string | undefined;
}

function Picture({ url, mimeType }: PictureProps) {
  const [broken, setBroken] = useState(false);
  return url === undefined || broken ? (
    <Icon name={fileIcon(mimeType ?? "image/*")} />
  ) : (
    <img class="attachment-picture" src={url} alt="" onError={() => setBroken(true)} />
  );
}
