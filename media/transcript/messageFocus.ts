const MESSAGE = "[role=article]";

/** Arrow keys, Home and End move between messages. True when the key was one of them. */
export function moveMessageFocus(log: Element, event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof Element) || target.matches("audio, video, input, textarea") || hasModifier(event)) {
    return false;
  }
  const messages = [...log.querySelectorAll<HTMLElement>(MESSAGE)];
  const current = messages.findIndex((message) => message.contains(target));
  const next = {
    ArrowUp: Math.max(0, current - 1),
    ArrowDown: Math.min(messages.length - 1, current + 1),
    Home: 0,
    End: messages.length - 1,
  }[event.key];
  const message = next === undefined ? undefined : messages[next];
  message?.focus();
  return message !== undefined;
}

export function focusLastMessage(root: ParentNode): void {
  [...root.querySelectorAll<HTMLElement>(MESSAGE)].at(-1)?.focus();
}

/** Frames in which a message that the page is told to show may still be drawn: long conversations are drawn bit by bit. */
const MAX_FRAMES = 600;

/** Brings the message to the top of what is seen, with the focus, as soon as it is drawn. */
export function focusMessage(root: ParentNode, turnId: string, frames = MAX_FRAMES): void {
  const messages = [...root.querySelectorAll<HTMLElement>(MESSAGE)];
  const message = messages.find((each) => each.getAttribute("data-turn-id") === turnId);
  if (message) {
    message.focus({ preventScroll: true });
    message.scrollIntoView({ block: "start" });
  } else if (frames > 0) {
    requestAnimationFrame(() => focusMessage(root, turnId, frames - 1));
  }
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
}
