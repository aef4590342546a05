import { useState } from "preact/hooks";
import { codeReferenceLabel } from "../../src/shared/protocol.ts";
import type { ImageReference, UserPart, UserTurn } from "../../src/shared/transcript.ts";
import { Icon } from "../icon.tsx";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { useMedia } from "./useMedia.ts";

export function UserTurnView({ turn }: { readonly turn: UserTurn }) {
  const attachments = turn.parts.map((part, index) => (
    <Attachment key={index} turnId={turn.id} part={part} index={index} />
  ));
  const texts = turn.parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
  return (
    <>
      {turn.parts.some((part) => part.type !== "text") && <div class="attachments">{attachments}</div>}
      {texts.map((text, index) => (
        <p key={index} class="user-text" dir="auto">
          {text}
        </p>
      ))}
    </>
  );
}

interface AttachmentProps {
  readonly turnId: string;
  readonly part: UserPart;
  /** Where the part stands in its turn, which is how the host knows it. */
  readonly index: number;
}

function Attachment({ turnId, part, index }: AttachmentProps) {
  const { host } = usePage();
  switch (part.type) {
    case "text":
      return null;
    case "code":
      return (
        <button
          type="button"
          class="chip"
          title={t("Show in editor: {0}", part.code.uri)}
          onClick={() => host.post({ type: "revealCode", turnId, part: index })}
        >
          <Icon name="code" />
          <span class="chip-label">{codeReferenceLabel(part.code)}</span>
        </button>
      );
    case "image":
      return (
        <Thumbnail image={part.image} onOpen={() => host.post({ type: "openImage", turnId, part: index })} />
      );
  }
}

function Thumbnail({ image, onOpen }: { readonly image: ImageReference; readonly onOpen: () => void }) {
  const media = useMedia(image.hash);
  const [broken, setBroken] = useState(false);
  const isShown = media?.type === "ready" && media.kind === "image" && !broken;
  return (
    <button
      type="button"
      class={isShown ? "thumbnail" : "chip"}
      title={t("Open {0}", image.label)}
      onClick={onOpen}
    >
      {isShown ? (
        <img src={media.url} alt={image.label} onError={() => setBroken(true)} />
      ) : (
        <>
          <Icon name="file-media" />
          <span class="chip-label">{image.label}</span>
        </>
      )}
    </button>
  );
}
