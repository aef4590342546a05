/**
 * Loading undici can put its own agent into process-wide slots that built-in fetch, and so every other
 * extension, uses. Import this module before undici, and call `restoreDispatcherSlots` after.
 */
const slots = ["undici.globalDispatcher.1", "undici.globalDispatcher.2"].map((name) => Symbol.for(name));
const before = slots.map((slot) => Object.getOwnPropertyDescriptor(globalThis, slot));

/** Leaves the slots as they were when this module was first imported. */
export function restoreDispatcherSlots(): void {
  slots.forEach((slot, index) => {
    const descriptor = before[index];
    if (descriptor === undefined) {
      Reflect.deleteProperty(globalThis, slot);
    } else {
      Object.defineProperty(globalThis, slot, descriptor);
    }
  });
}
