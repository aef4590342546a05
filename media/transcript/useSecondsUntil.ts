import { useEffect, useState } from "preact/hooks";

const TICK_MS = 250;

/** Whole seconds until `at` (milliseconds since the epoch), never below zero, counting down. */
export function useSecondsUntil(at: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [at]);
  return Math.max(0, Math.ceil((at - now) / 1000));
}
