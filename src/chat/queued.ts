import type { UserMessage } from "./ports.ts";

/** A message that waits until the answer before it has ended; its id is that of the turn it becomes. */
export interface QueuedMessage {
  readonly id: string;
  readonly message: UserMessage;
}

/** How messages come to wait, and no longer do without having been sent; one whose turn is there waits no more. */
export type QueueRecord =
  /** Before this one where that waits too, else behind all others. */
  | {
      readonly type: "queued";
      readonly id: string;
      readonly message: UserMessage;
      readonly before?: string;
    }
  | { readonly type: "unqueued"; readonly ids: readonly string[] };

export function applyToQueue(queue: readonly QueuedMessage[], record: QueueRecord): readonly QueuedMessage[] {
  if (record.type === "unqueued") {
    return without(queue, record.ids);
  }
  const { id, message, before } = record;
  if (queue.some((waiting) => waiting.id === id)) {
    return queue;
  }
  const index = queue.findIndex((waiting) => waiting.id === before);
  return queue.toSpliced(index < 0 ? queue.length : index, 0, { id, message });
}

/** The same queue where none of these waits in it. */
export function without(queue: readonly QueuedMessage[], ids: readonly string[]): readonly QueuedMessage[] {
  const rest = queue.filter(({ id }) => !ids.includes(id));
  return rest.length === queue.length ? queue : rest;
}
