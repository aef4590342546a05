import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { codeReferenceLabel } from "../../src/shared/protocol.ts";
import type { UserPart, UserTurn } from "../../src/shared/transcript.ts";
import { Icon } from "../icon.tsx";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { FilePart } from "./filePart.tsx";
import { PromptEditor } from "./promptEditor.tsx";
import { Thumbnail } from "./thumbnail.tsx";
import { ContextCut } from "./contextCut.tsx";
import { UserTurnActions } from "./userTurnActions.tsx";

export function UserTurnView({ turn }: { readonly turn: UserTurn }) {
  const attachments = turn.parts.map((part, index) => (
    <Attachment key={index} turnId={turn.id} part={part} index={index} />
  ));
  const texts = turn.parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
  const [isEdited, setEdited] = useState(false);
  const content = useRef<HTMLDivElement>(null);
  const close = () => {
    setEdited(false);
    // The button that has opened the editor comes back with this, and with it the focus.
    requestAnimationFrame(() => content.current?.querySelector<HTMLElement>(".edit-button")?.focus());
  };
  return (
    <div class="user-content" ref={content}>
      {turn.contextCut === true && <ContextCut turn={turn} />}
      {turn.parts.some((part) => part.type !== "text") && <div class="attachments">{attachments}</div>}
      {isEdited ? (
        <PromptEditor turnId={turn.id} text={texts.join("\n\n")} onClose={close} />
      ) : (
        <>
          {texts.map((text, index) => (
            <p key={index} class="user-text" dir="auto">
              {text}
            </p>
          ))}
          <UserTurnActions turn={turn} text={texts.join("\n\n")} onEdit={() => setEdited(true)} />
        </>
      )}
    </div>
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
  const open = () => host.post({ type: "openImage", turnId, part: index });
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
        <MaybeLeftOut leftOut={part.leftOut}>
          <Thumbnail file={part.image} hash={part.image.hash} onOpen={open} />
        </MaybeLeftOut>
      );
    case "file":
      return (
        <MaybeLeftOut leftOut={part.leftOut}>
          <FilePart turnId={turnId} part={index} file={part.file} onOpen={open} />
        </MaybeLeftOut>
      );
  }
}

interface MaybeLeftOutProps {
  readonly leftOut: true | undefined;
  readonly children: ComponentChildren;
}

/** A file that was attached and is not sent any more. */
function MaybeLeftOut({ leftOut, children }: MaybeLeftOutProps) {
  return leftOut ? (
    <span class="left-out">
      {children}
      <span class="left-out-note">{t("Not sent")}</span>
    </span>
  ) : (
    <>{children}</>
  );
}
