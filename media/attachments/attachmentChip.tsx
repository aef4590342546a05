import { mediaKind, type Attachment } from "../../src/shared/attachment.ts";
import { Icon, IconButton } from "../icon.tsx";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { percent } from "../words/amounts.ts";
import { plainName } from "../words/names.ts";
import { FileName } from "./fileName.tsx";
import { FilePicture } from "./filePicture.tsx";
import { stateWords } from "./uploadWords.ts";

interface AttachmentChipProps {
  readonly attachment: Attachment;
  readonly isTabStop: boolean;
  /** True while its view is being edited. */
  readonly isViewed: boolean;
  readonly onRemove: () => void;
  readonly onView: () => void;
}

export function AttachmentChip(props: AttachmentChipProps) {
  const { attachment, isTabStop, onRemove } = props;
  const { id, label, state } = attachment;
  const words = stateWords(attachment);
  const name = plainName(label);
  return (
    <li
      class={`attachment attachment-${state.type}`}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={`${name}, ${words}`}
      title={`${name}\n${words}`}
      data-attachment-id={id}
      onKeyDown={(event) => {
        if (event.key === "Delete" || event.key === "Backspace") {
          event.preventDefault();
          onRemove();
        }
      }}
    >
      {state.type === "failed" ? <Icon name="warning" /> : <FilePicture attachment={attachment} />}
      <span class="attachment-text">
        <FileName label={label} />
        <span class="attachment-state">{words}</span>
        <Progress attachment={attachment} />
      </span>
      <ChipButtons {...props} />
    </li>
  );
}

function Progress({ attachment: { label, state, file } }: { readonly attachment: Attachment }) {
  if (state.type !== "uploading" || !file) {
    return null;
  }
  return (
    <progress
      class="progress"
      max={100}
      value={percent(state.sent, file.size)}
      aria-label={t("Upload of {0}", plainName(label))}
    />
  );
}

function ChipButtons({ attachment, isTabStop, isViewed, onRemove, onView }: AttachmentChipProps) {
  const { host } = usePage();
  const { id, label, state, file } = attachment;
  const name = plainName(label);
  const tabIndex = isTabStop ? 0 : -1;
  const isOnItsWay = ["uploading", "reading", "converting"].includes(state.type);
  return (
    <span class="attachment-buttons">
      {state.type === "failed" && state.retryable && (
        <IconButton
          icon="refresh"
          label={t("Retry {0}", name)}
          tabIndex={tabIndex}
          onClick={() => host.post({ type: "retryAttachment", id })}
        />
      )}
      {file && state.type !== "failed" && hasView(file.mimeType) && (
        <IconButton
          icon="settings"
          label={t("Look at… ({0})", name)}
          tabIndex={tabIndex}
          expanded={isViewed}
          onClick={onView}
        />
      )}
      <IconButton
        icon="close"
        label={isOnItsWay ? t("Cancel upload of {0}", name) : t("Remove {0}", name)}
        tabIndex={tabIndex}
        onClick={onRemove}
      />
    </span>
  );
}

/** Sound and text are always taken whole. */
function hasView(mimeType: string): boolean {
  return ["image", "video", "pdf"].includes(mediaKind(mimeType));
}
