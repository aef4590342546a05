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

function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
}
