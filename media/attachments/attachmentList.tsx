import { useRef, useState } from "preact/hooks";
import { focusInput } from "../composer/input.ts";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { AttachmentChip } from "./attachmentChip.tsx";
import { useNewestInView } from "./useNewestInView.ts";
import { ViewEditor } from "./viewEditor.tsx";

/** The files that wait in the composer: one stop for Tab, arrow keys lead from one to the next, Delete removes. */
export function AttachmentList() {
  const { attachments } = usePage();
  const all = attachments.all.value;
  const list = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState<string>();
  const [viewed, setViewed] = useState<string>();
  const onScroll = useNewestInView(list, all.at(-1)?.id);
  if (all.length === 0) {
    return null;
  }
  const tabStop = all.some(({ id }) => id === current) ? current : all[0]?.id;
  const open = all.find(({ id }) => id === viewed);
  const remove = (id: string) => {
    focusNeighbour(list.current, id);
    attachments.remove(id);
  };
  return (
    <>
      <ul
        class="attachment-list"
        aria-label={t("Attached files")}
        ref={list}
        onScroll={onScroll}
        onKeyDown={(event) => {
          if (moveFocus(event.currentTarget, event)) {
            event.preventDefault();
          }
        }}
        onFocusIn={(event) => setCurrent(chipOf(event.target)?.dataset.attachmentId)}
      >
        {all.map((attachment) => (
          <AttachmentChip
            key={attachment.id}
            attachment={attachment}
            isTabStop={attachment.id === tabStop}
            isViewed={attachment.id === open?.id}
            onRemove={() => remove(attachment.id)}
            onView={() => setViewed(attachment.id === viewed ? undefined : attachment.id)}
          />
        ))}
      </ul>
      {open?.file && (
        <ViewEditor
          key={open.id}
          id={open.id}
          file={open.file}
          onClose={() => {
            setViewed(undefined);
            chips(list.current)
              .find((chip) => chip.dataset.attachmentId === open.id)
              ?.focus();
          }}
        />
      )}
    </>
  );
}

function chips(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>("[data-attachment-id]") ?? [])];
}

function chipOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-attachment-id]") : null;
}

function moveFocus(list: HTMLElement, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
    return false;
  }
  const all = chips(list);
  const index = all.findIndex((chip) => chip === chipOf(event.target));
  const next = {
    ArrowLeft: Math.max(0, index - 1),
    ArrowUp: Math.max(0, index - 1),
    ArrowRight: Math.min(all.length - 1, index + 1),
    ArrowDown: Math.min(all.length - 1, index + 1),
    Home: 0,
    End: all.length - 1,
  }[event.key];
  if (next === undefined) {
    return false;
  }
  all[next]?.focus();
  return true;
}

/** What has the focus is about to go; the chip after it takes it, else the one before, else the input. */
function focusNeighbour(list: HTMLElement | null, id: string): void {
  const all = chips(list);
  const index = all.findIndex((chip) => chip.dataset.attachmentId === id);
  const neighbour = all[index + 1] ?? all[index - 1];
  if (neighbour) {
    neighbour.focus();
  } else {
    focusInput();
  }
}
