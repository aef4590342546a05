/** A message that waits until the answer before it has ended, as it is shown. */
export interface WaitingMessage {
  readonly id: string;
  readonly text: string;
  /** Names of what is sent with it. */
  readonly files: readonly string[];
}

export interface QueueView {
  readonly messages: readonly WaitingMessage[];
  /** They are sent when a person says so, not by themselves. */
  readonly held: boolean;
}

/** What a person may do with a message that waits; `restore` takes a `remove` back. */
export type QueueAction = "edit" | "remove" | "restore" | "send";
