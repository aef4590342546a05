import { useEffect, useRef, useState } from "preact/hooks";
import type { FileMatch } from "../../src/shared/attachment.ts";
import { formatNumber, t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { hashWordAt, withoutWord, type HashWord } from "./hashWord.ts";

export interface Completion {
  /** What is offered; empty when nothing is. */
  readonly matches: readonly FileMatch[];
  /** Index of the one that Enter chooses. */
  readonly active: number;
  /** Looks again at the word at the cursor. */
  readonly update: (input: HTMLTextAreaElement) => void;
  readonly choose: (index: number) => void;
  readonly close: () => void;
  /** True when the key was for the list. */
  readonly onKey: (event: KeyboardEvent) => boolean;
}

/** Offers files while a word that begins with `#` is written. */
export function useCompletion(): Completion {
  const { finder, draft, intake, announcer } = usePage();
  const input = useRef<HTMLTextAreaElement | null>(null);
  const word = useRef<HashWord>(undefined);
  /** Where the `#` stands whose list Escape has closed; it does not open again for the same word. */
  const dismissed = useRef<number>(undefined);
  const [active, setActive] = useState(0);
  const matches = finder.matches.value;
  useEffect(() => {
    setActive(0);
    if (matches.length > 0) {
      announcer.say(matches.length === 1 ? t("1 file") : t("{0} files", formatNumber(matches.length)));
    }
  }, [matches, announcer]);
  const close = () => {
    word.current = undefined;
    finder.stop();
  };
  const dismiss = () => {
    dismissed.current = word.current?.start;
    close();
  };
  const choose = (index: number) => {
    const match = finder.matches.peek()[index];
    if (!match || !word.current || !input.current) {
      return;
    }
    const rest = withoutWord(draft.text.peek(), word.current);
    close();
    draft.edit(rest.text);
    input.current.value = rest.text;
    input.current.setSelectionRange(rest.cursor, rest.cursor);
    input.current.focus();
    intake.takeUris([match.uri]);
  };
  const update = (element: HTMLTextAreaElement) => {
    input.current = element;
    const isCaret = element.selectionStart === element.selectionEnd;
    const found = isCaret ? hashWordAt(element.value, element.selectionStart) : undefined;
    if (found === undefined || found.start !== dismissed.current) {
      dismissed.current = undefined;
      word.current = found;
      if (found) {
        finder.find(found.query);
      } else {
        finder.stop();
      }
    }
  };
  const onKey = (event: KeyboardEvent) =>
    matches.length > 0 && handleKey(event, active, { setActive, choose, dismiss, count: matches.length });
  return { matches, active: Math.min(active, matches.length - 1), update, choose, close, onKey };
}

interface ListActions {
  readonly count: number;
  readonly setActive: (index: number) => void;
  readonly choose: (index: number) => void;
  readonly dismiss: () => void;
}

function handleKey(event: KeyboardEvent, active: number, list: ListActions): boolean {
  if (event.isComposing || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) {
    return false;
  }
  const moves: Readonly<Record<string, () => void>> = {
    ArrowDown: () => list.setActive((active + 1) % list.count),
    ArrowUp: () => list.setActive((active + list.count - 1) % list.count),
    Enter: () => list.choose(active),
    Tab: () => list.choose(active),
    Escape: list.dismiss,
  };
  const act = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
  if (!act) {
    return false;
  }
  event.preventDefault();
  // Escape would stop an answer further up.
  event.stopPropagation();
  act();
  return true;
}
