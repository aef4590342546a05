/**
 * Process-wide slots for the agent that built-in fetch, and so every other extension, uses. Undici fills them for good
 * when it is loaded and finds them empty. Import this module before undici, and call `emptyDispatcherSlots` after.
 */
// Node's own undici does the same, and undici loads it: had it found our placeholder, fetch would be without an agent for good.
Reflect.get(globalThis, "Headers");
const slots = ["undici.globalDispatcher.1", "undici.globalDispatcher.2"].map((name) => Symbol.for(name));
const empty = slots.filter((slot) => !(slot in globalThis));
for (const slot of empty) {
  Object.defineProperty(globalThis, slot, { value: null, configurable: true });
}

/** Empties the slots that were empty when this module was first imported. */
export function emptyDispatcherSlots(): void {
  for (const slot of empty) {
    Reflect.deleteProperty(globalThis, slot);
  }
}
