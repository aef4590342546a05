/** Milliseconds: no test has as many, so that its failure is told first; without an end the run would never have one. */
const LIMIT_MS = 60_000;

/** What `find` finds, once it finds something; it is asked in each turn of the loop of events. */
export async function until<T>(find: () => T | null | undefined | false): Promise<T> {
  for (const end = performance.now() + LIMIT_MS; performance.now() < end;) {
    const found = find();
    if (found) {
      return found;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`Nothing came of ${String(find)} in ${LIMIT_MS / 1000} seconds.`);
}
