import { computed, type ReadonlySignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { usePage } from "../pageContext.ts";
import type { BottomFollower } from "./bottomFollower.ts";

/** How many messages have come, or have grown, since the reader left the end of the conversation. */
export function useUnread(follower: BottomFollower | undefined): ReadonlySignal<number> {
  const { transcript } = usePage();
  return useMemo(() => {
    // Turns are immutable: one that is another object has something new in it.
    const turns = () => new Map(transcript.turnIds.value.map((id) => [id, transcript.turn(id)?.value]));
    let seen: ReturnType<typeof turns> | undefined;
    return computed(() => {
      if (follower?.following.value !== false) {
        seen = undefined;
        return 0;
      }
      const now = turns();
      const before = (seen ??= now);
      return [...now].filter(([id, turn]) => before.get(id) !== turn).length;
    });
  }, [follower, transcript]);
}
