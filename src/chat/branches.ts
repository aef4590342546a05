import type { Transcript, TranscriptEvent } from "../shared/transcript.ts";
import type { ConversationRecord } from "./store/records.ts";

/** What a view that shows the one has to be told to show the other. */
export function differences(before: Transcript, after: Transcript): readonly TranscriptEvent[] {
  const same = before.turns.findIndex(({ id }, index) => after.turns[index]?.id !== id);
  const common = same < 0 ? before.turns.length : same;
  const removed = before.turns[common];
  const events: TranscriptEvent[] = [];
  before.turns.slice(0, common).forEach((turn, index) => {
    const { versions = [] } = after.turns[index] ?? {};
    if (versions.join() !== (turn.versions ?? []).join()) {
      events.push({ type: "versionsChanged", turnId: turn.id, versions });
    }
  });
  if (removed !== undefined) {
    events.push({ type: "turnsRemoved", fromTurnId: removed.id });
  }
  return [...events, ...after.turns.slice(common).map((turn) => ({ type: "turnAdded" as const, turn }))];
}

/** Whether another window has stopped this turn. */
export function isStopped(records: readonly ConversationRecord[], turnId: string): boolean {
  return records.some(
    (record) =>
      record.type === "change" &&
      record.change.type === "statusChanged" &&
      record.change.turnId === turnId &&
      record.change.status.type === "stopped",
  );
}
