export interface Tasks {
  /** Tasks of 50 ms and more, and the longest, in milliseconds. */
  readonly longTasks: number;
  readonly longest: number;
}

/** Counts the page's long tasks from now on; what it returns ends that. */
export function watchTasks(): () => Tasks {
  const tasks: number[] = [];
  const take = (entries: readonly PerformanceEntry[]) =>
    tasks.push(...entries.map(({ duration }) => duration));
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: "longtask" });
  return () => {
    take(observer.takeRecords());
    observer.disconnect();
    return { longTasks: tasks.length, longest: Math.max(0, ...tasks) };
  };
}
