/** Tells the person at the terminal what is going on, a line at a time. */
export type Report = (line: string) => void;

/** Announces long work, and every ten seconds that it still goes on. */
export async function whileTelling<T>(report: Report, what: string, work: Promise<T>): Promise<T> {
  const started = Date.now();
  report(`${what} …`);
  const timer = setInterval(() => {
    report(`${what} … ${Math.round((Date.now() - started) / 1000)} s`);
  }, 10_000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
