import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 50;
const LIMIT_MS = 60_000;

/** Reads a value again and again until the check holds for it; for what no locator can wait for. */
export async function eventually<T>(read: () => T | Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const deadline = performance.now() + LIMIT_MS;
  for (;;) {
    const value = await read();
    if (holds(value)) {
      return value;
    }
    if (performance.now() > deadline) {
      throw new Error(`Still ${JSON.stringify(value)} after ${LIMIT_MS / 1000} seconds.`);
    }
    await delay(POLL_MS);
  }
}
