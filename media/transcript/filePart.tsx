import type { ComponentChildren } from "preact";
import { mediaKind } from "../../src/shared/attachment.ts";
import type { FileReference } from "../../src/shared/transcript.ts";
import { FileName } from "../attachments/fileName.tsx";
import { Icon } from "../icon.tsx";
import { t } from "../l10n.ts";
import { fileFacts, fileIcon, viewWords } from "../words/fileWords.ts";
import { plainName } from "../words/names.ts";
import { MediaPlayer } from "./mediaPlayer.tsx";
import { Thumbnail } from "./thumbnail.tsx";

interface FilePartProps {
  readonly turnId: string;
  /** Where the part stands in its turn. */
  readonly part: number;
  readonly file: FileReference;
  /** Opens the file in VS Code. */
  readonly onOpen: () => void;
}

/** A file that was sent along: seen, played, or opened, whatever its kind allows. */
export function FilePart({ turnId, part, file, onOpen }: FilePartProps) {
  const kind = mediaKind(file.mimeType);
  if (kind === "image" && file.hash !== undefined) {
    return <Thumbnail file={file} hash={file.hash} onOpen={onOpen} />;
  }
  if (kind === "audio" || kind === "video") {
    return (
      <div class={`file-part file-part-${kind}`}>
        <MediaPlayer turnId={turnId} part={part} file={file} kind={kind}>
          <FileLink file={file} onOpen={onOpen} />
        </MediaPlayer>
      </div>
    );
  }
  return (
    <div class="file-part">
      <span class="file-row">
        <FileLink file={file} onOpen={onOpen}>
          <Icon name={fileIcon(file.mimeType)} />
        </FileLink>
      </span>
    </div>
  );
}

interface FileLinkProps extends Pick<FilePartProps, "file" | "onOpen"> {
  readonly children?: ComponentChildren;
}

/** Name and facts; a click opens the file. */
function FileLink({ file, onOpen, children }: FileLinkProps) {
  // First what was asked about: the end gives way where there is little room.
  const facts = [viewWords(file.view) ?? "", ...fileFacts(file)].filter((words) => words !== "");
  return (
    <button
      type="button"
      class="file-link"
      title={`${t("Open {0}", plainName(file.label))}\n${facts.join(" · ")}`}
      onClick={onOpen}
    >
      {children}
      <span class="file-text">
        <FileName label={file.label} /> <span class="file-facts">{facts.join(" · ")}</span>
      </span>
    </button>
  );
}
