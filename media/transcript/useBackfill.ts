import { useEffect, useState } from "preact/hooks";

/** Turns that are rendered at once; more than fit on a screen. */
const AT_ONCE = 12;

/**
 * Index of the first turn to render: a long conversation shows its end at once, and the turns before follow
 * while the page is idle.
 */
export function useBackfill(count: number): number {
  const [first, setFirst] = useState(() => Math.max(0, count - AT_ONCE));
  useEffect(() => {
    if (first === 0) {
      return undefined;
    }
    const request = requestIdleCallback(() => setFirst(Math.max(0, first - AT_ONCE)));
    return () => cancelIdleCallback(request);
  }, [first]);
  return Math.min(first, Math.max(0, count - 1));
}
