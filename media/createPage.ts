import type { ReadonlySignal } from "@preact/signals";
import type { PanelState } from "../src/shared/protocol.ts";
import { Highlighter } from "./code/highlight.ts";
import type { ImageConverter } from "./files/convertImage.ts";
import { DropZone } from "./files/dropZone.ts";
import { Intake } from "./files/intake.ts";
import { handlePaste } from "./files/paste.ts";
import { dropTarget } from "./files/waysIn.ts";
import type { Host } from "./host.ts";
import type { Page } from "./pageContext.ts";
import { Announcer } from "./state/announcer.ts";
import { Attachments } from "./state/attachments.ts";
import { Draft } from "./state/draft.ts";
import { FileFinder } from "./state/fileFinder.ts";
import { FileNotice } from "./state/fileNotice.ts";
import { Incoming } from "./state/incoming.ts";
import { MediaStore } from "./state/mediaStore.ts";
import { Players } from "./state/players.ts";
import { Previews } from "./state/previews.ts";
import { Room } from "./state/room.ts";
import { Recall } from "./state/recall.ts";
import { TranscriptStore } from "./state/transcriptStore.ts";
import { VersionFocus } from "./state/versionFocus.ts";
import { Waiting } from "./state/waiting.ts";

/** The parts of the page that outlive what is shown of them, tied together. */
export function createPage(
  window: Window,
  host: Host,
  panel: ReadonlySignal<PanelState>,
  convert: ImageConverter,
): Page {
  const announcer = new Announcer();
  const transcript = new TranscriptStore();
  const draft = new Draft(host, () => transcript.id);
  const incoming = new Incoming(host);
  const previews = new Previews();
  const notice = new FileNotice(announcer);
  const intake = new Intake(host, incoming, previews, notice, convert);
  const attachments = new Attachments(host, announcer, (id) => {
    incoming.cancel(id);
    previews.drop(id);
  });
  handlePaste(window, (files) => void intake.takeFiles(files));
  return {
    host,
    panel,
    announcer,
    draft,
    recall: new Recall(transcript, draft, announcer),
    waiting: new Waiting(host, announcer),
    incoming,
    previews,
    notice,
    intake,
    attachments,
    room: new Room({ host, announcer, panel, attachments, transcript }),
    dropZone: new DropZone(window, dropTarget(intake, notice, draft)),
    finder: new FileFinder(host),
    players: new Players(host),
    transcript,
    versionFocus: new VersionFocus(),
    media: new MediaStore(host),
    highlighter: new Highlighter(),
  };
}
