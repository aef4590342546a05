import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Pixels that zoomed pages are off by. */
const TOLERANCE = 4;

/**
 * Keeps the end of a list in view when something is added to it and while what is in it grows, until somebody scrolls
 * away from there.
 * @param newest what the last item is known by
 * @returns to be called when the list has been scrolled
 */
export function useNewestInView(list: RefObject<HTMLElement | null>, newest: string | undefined): () => void {
  const last = useRef<string>(undefined);
  const isFollowed = useRef(true);
  // After every change: a chip grows by what is said of it.
  useLayoutEffect(() => {
    isFollowed.current ||= newest !== last.current;
    last.current = newest;
    if (isFollowed.current && list.current) {
      list.current.scrollTop = list.current.scrollHeight;
    }
  });
  return () => {
    if (list.current) {
      const { scrollTop, scrollHeight, clientHeight } = list.current;
      isFollowed.current = scrollTop + clientHeight >= scrollHeight - TOLERANCE;
    }
  };
}
