/** What the page remembers by itself, beyond being hidden and reloaded. */
export interface PageMemory {
  /** Names of what is on. */
  read(): readonly string[];
  write(names: readonly string[]): void;
}

export const noMemory: PageMemory = { read: () => [], write: () => undefined };
