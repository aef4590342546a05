import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../icon.tsx";
import { formatNumber, t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { BottomFollower } from "./bottomFollower.ts";
import { focusLastMessage, moveMessageFocus } from "./messageFocus.ts";
import { useBackfill } from "./useBackfill.ts";
import { useTurnNodes } from "./useTurnNodes.tsx";
import { useUnread } from "./useUnread.ts";

export function TranscriptView() {
  const { transcript } = usePage();
  const ids = transcript.turnIds.value;
  const firstShown = useBackfill(ids);
  const tabStop = useSignal<string | undefined>(undefined);
  const log = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const follower = useFollower(log, content, ids);
  const unread = useUnread(follower);
  const onTabStop = ids.includes(tabStop.value ?? "") ? tabStop.value : ids.at(-1);
  const turns = useTurnNodes(
    ids.slice(firstShown).map((id, index) => ({
      id,
      position: firstShown + index + 1,
      count: ids.length,
      isTabStop: id === onTabStop,
    })),
  );
  return (
    <div class="transcript">
      <div
        class="transcript-log"
        role="log"
        aria-live="off"
        aria-label={t("Conversation")}
        ref={log}
        onKeyDown={(event) => {
          if (moveMessageFocus(event.currentTarget, event)) {
            event.preventDefault();
          }
        }}
        onFocusIn={(event) => {
          const message = event.target instanceof Element ? event.target.closest("[data-turn-id]") : null;
          tabStop.value = message?.getAttribute("data-turn-id") ?? undefined;
        }}
      >
        <div class="turns" ref={content}>
          {turns}
        </div>
      </div>
      {follower?.following.value === false && (
        <JumpButton
          unread={unread.value}
          onClick={() => {
            follower.jump();
            // The button goes with its click, and would take the focus along.
            if (log.current) {
              focusLastMessage(log.current);
            }
          }}
        />
      )}
    </div>
  );
}

function JumpButton({ unread, onClick }: { readonly unread: number; readonly onClick: () => void }) {
  const words = unread === 1 ? t("1 new message") : t("{0} new messages", formatNumber(unread));
  return (
    <button
      type="button"
      class="jump-button"
      {...(unread > 0 && { "aria-description": words, title: words })}
      onClick={onClick}
    >
      <Icon name="arrow-down" /> {t("Jump to latest")}
      {unread > 0 && <span class="jump-count" aria-hidden="true" data-count={formatNumber(unread)} />}
    </button>
  );
}

/** Follows the end of the conversation; what the reader adds to it brings the page there. */
function useFollower(
  log: { readonly current: HTMLElement | null },
  content: { readonly current: HTMLElement | null },
  ids: readonly string[],
): BottomFollower | undefined {
  const [follower, setFollower] = useState<BottomFollower>();
  useLayoutEffect(() => {
    if (!log.current || !content.current) {
      return undefined;
    }
    const created = new BottomFollower(log.current, content.current);
    setFollower(created);
    return () => created.dispose();
  }, [log, content]);
  const before = useRef(ids);
  useEffect(() => {
    const last = before.current.at(-1);
    // Another version may lead to a longer branch: there the reader stays where the versions are.
    if (ids.length > before.current.length && (last === undefined || ids.includes(last))) {
      follower?.jump();
    }
    before.current = ids;
  }, [ids, follower]);
  return follower;
}
