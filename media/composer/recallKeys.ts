import type { Recall } from "../state/recall.ts";
import { isComposing } from "./sendKey.ts";

type Key = KeyboardEvent & { readonly currentTarget: HTMLTextAreaElement };

/**
 * Arrow Up at the very beginning of the box shows the message before, Arrow Down leads back to what was being written, and so
 * does Escape at once. True when the key was for that.
 */
export function recallsByKey(event: Key, recall: Recall): boolean {
  const input = event.currentTarget;
  const { selectionStart, selectionEnd, value } = input;
  const hasModifier = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey;
  if (hasModifier || isComposing(event) || selectionStart !== selectionEnd) {
    return false;
  }
  const isAtStart = selectionStart === 0;
  const isAtEnd = selectionStart === value.length;
  const acts: Readonly<Record<string, () => boolean>> = {
    ArrowUp: () => isAtStart && recall.older(),
    ArrowDown: () => (isAtStart || isAtEnd) && recall.newer(),
    Escape: () => recall.back(),
  };
  const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined;
  if (act?.() !== true) {
    return false;
  }
  event.preventDefault();
  // Escape would stop an answer further up.
  event.stopPropagation();
  input.value = recall.text;
  // From the beginning the next key leads on; what was being written goes on at its end.
  const caret = recall.isShown ? 0 : input.value.length;
  input.setSelectionRange(caret, caret);
  return true;
}
