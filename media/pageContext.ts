import type { ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { PanelState } from "../src/shared/protocol.ts";
import type { Highlighter } from "./code/highlight.ts";
import type { DropZone } from "./files/dropZone.ts";
import type { Intake } from "./files/intake.ts";
import type { Host } from "./host.ts";
import type { Announcer } from "./state/announcer.ts";
import type { Attachments } from "./state/attachments.ts";
import type { Draft } from "./state/draft.ts";
import type { FileFinder } from "./state/fileFinder.ts";
import type { FileNotice } from "./state/fileNotice.ts";
import type { Incoming } from "./state/incoming.ts";
import type { MediaStore } from "./state/mediaStore.ts";
import type { Players } from "./state/players.ts";
import type { Previews } from "./state/previews.ts";
import type { Room } from "./state/room.ts";
import type { Recall } from "./state/recall.ts";
import type { TranscriptStore } from "./state/transcriptStore.ts";
import type { VersionFocus } from "./state/versionFocus.ts";
import type { Waiting } from "./state/waiting.ts";

/** What every part of the page may use. */
export interface Page {
  readonly host: Host;
  readonly transcript: TranscriptStore;
  readonly draft: Draft;
  readonly recall: Recall;
  readonly room: Room;
  readonly waiting: Waiting;
  readonly media: MediaStore;
  readonly attachments: Attachments;
  readonly incoming: Incoming;
  readonly previews: Previews;
  readonly intake: Intake;
  readonly dropZone: DropZone;
  readonly notice: FileNotice;
  readonly finder: FileFinder;
  readonly players: Players;
  readonly announcer: Announcer;
  readonly versionFocus: VersionFocus;
  readonly highlighter: Highlighter;
  readonly panel: ReadonlySignal<PanelState>;
}

const PageContext = createContext<Page | undefined>(undefined);

export const PageProvider = PageContext.Provider;

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) {
    throw new Error("Rendered outside of the page.");
  }
  return page;
}
