import { type ReadonlySignal, signal } from "@preact/signals";
import { render } from "preact";
import { dispatch, type Handlers, type PanelState, type ToView } from "../src/shared/protocol.ts";
import { Chat } from "./chat.tsx";
import { handleCodeActions } from "./code/codeActions.ts";
import { handleCodePreview } from "./code/codePreview.ts";
import { handleCodeView } from "./code/codeView.ts";
import { focusInput } from "./composer/input.ts";
import { showCopied } from "./copied.ts";
import { createPage } from "./createPage.ts";
import { convertToPng, type ImageConverter } from "./files/convertImage.ts";
import type { Host } from "./host.ts";
import { setTranslations, t } from "./l10n.ts";
import { handleTableCopies } from "./markdown/copyTable.ts";
import { handleFootnotes } from "./markdown/footnotes.ts";
import { handleLinkClicks } from "./markdown/linkClicks.ts";
import { handleTimestamps } from "./markdown/timestamps.ts";
import { PageProvider, type Page } from "./pageContext.ts";
import { noMemory, type PageMemory } from "./pageMemory.ts";
import { focusLastMessage, focusMessage } from "./transcript/messageFocus.ts";
import { playableBefore } from "./transcript/playable.ts";
import { handleSourceClicks } from "./transcript/sourceClicks.ts";

interface PageOptions {
  readonly convert?: ImageConverter;
  readonly memory?: PageMemory;
  /** Called once, when an answer is awaited for the first time. */
  readonly prepare?: () => void;
}

/** Draws the page into `root` as the host's messages say, which come as events of `page`. */
export function startPage(
  root: HTMLElement,
  page: Window,
  host: Host,
  { convert = convertToPng, memory = noMemory, prepare = () => undefined }: PageOptions = {},
): void {
  const panel = signal<PanelState>({ key: "present", model: "", showThoughts: true });
  const parts = createPage(page, host, panel, convert);
  const handlers = createHandlers(root, parts, (state) => (panel.value = state));
  page.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (isMessage(event.data, handlers)) {
      dispatch(event.data, handlers);
    }
  });
  handleLinkClicks(root, host);
  const copied = (button: Element) => {
    parts.announcer.say(t("Copied"));
    showCopied(button);
  };
  handleCodeActions(root, host, copied);
  handleCodeView(root, memory);
  handleCodePreview(root, host);
  handleTableCopies(root, host, copied);
  handleFootnotes(root);
  handleSourceClicks(root);
  handleTimestamps(root, (turnId, from) => {
    const playable = playableBefore(parts.transcript, turnId);
    if (playable) {
      parts.players.play(playable.turnId, playable.part, playable.mimeType, from);
    }
  });
  page.addEventListener("keydown", (event) => onEscape(event, parts));
  once(parts.transcript.busy, prepare);
  host.post({ type: "ready" });
}

/** Runs `then` when the signal says yes for the first time. */
function once(is: ReadonlySignal<boolean>, then: () => void): void {
  const stop = is.subscribe((yes) => {
    if (yes) {
      then();
      queueMicrotask(() => stop());
    }
  });
}

function createHandlers(
  root: HTMLElement,
  page: Page,
  setPanel: (panel: PanelState) => void,
): Handlers<ToView> {
  let isDrawn = false;
  return {
    hello: ({ translations, language }) => setTranslations(translations, language),
    panel: ({ panel }) => setPanel(panel),
    snapshot: ({ transcript, draft, aside, attachments }) => {
      page.recall.leave();
      const isStillNew = isDrawn && page.transcript.turnIds.peek().length + transcript.turns.length === 0;
      page.transcript.replace(transcript);
      if (isStillNew) page.draft.carryOver(draft, aside);
      else page.draft.restore(draft, aside);
      page.attachments.restore(attachments);
      page.waiting.reset();
      if (!isDrawn) {
        isDrawn = true;
        page.announcer.follow(page.transcript);
        render(
          <PageProvider value={page}>
            <Chat />
          </PageProvider>,
          root,
        );
      }
    },
    queue: ({ queue }) => page.waiting.receive(queue),
    transcript: ({ events }) => page.transcript.apply(events),
    draft: ({ text, instead }) => page.draft.receive(text, instead),
    sendRefused: ({ reason }) => {
      page.draft.refuse();
      page.notice.show(reason);
    },
    image: ({ hash, mimeType, bytes }) => page.media.receive(hash, mimeType, bytes),
    attachments: ({ attachments }) => page.attachments.receive(attachments),
    fileWanted: ({ id }) => void page.incoming.want(id),
    convertImage: (request) => void page.intake.convert(request, () => page.attachments.has(request.id)),
    fileSource: ({ turnId, part, ...source }) => page.players.receive(turnId, part, source),
    fileMatches: ({ query, matches }) => page.finder.receive(query, matches),
    makingRoom: ({ characters }) => page.room.receive(characters),
    tokens: ({ count }) => page.attachments.receiveTokens(count),
    showTurn: ({ turnId }) => focusMessage(root, turnId),
    focusInput,
    focusLastMessage: () => focusLastMessage(root),
  };
}

/** VS Code's wrapper posts messages of its own; those are not for us. */
function isMessage(data: unknown, handlers: Handlers<ToView>): data is ToView {
  return (
    typeof data === "object" && data !== null && "type" in data && Object.hasOwn(handlers, String(data.type))
  );
}

/** Escape stops an answer wherever the focus is; when there is none, it leads back to the input. */
function onEscape(event: KeyboardEvent, { host, transcript, room }: Page): void {
  if (event.key !== "Escape" || event.isComposing) {
    return;
  }
  if (room.written.peek() !== undefined) {
    room.make("stop");
  } else if (transcript.busy.peek()) {
    host.post({ type: "stop" });
  } else {
    focusInput();
  }
}
