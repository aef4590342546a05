import { useMemo } from "preact/hooks";
import { isActive } from "../../src/shared/transcript.ts";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { ModelTurnView } from "./modelTurnView.tsx";
import { UserTurnView } from "./userTurnView.tsx";

export interface TurnViewProps {
  readonly id: string;
  /** Counted from one. */
  readonly position: number;
  readonly count: number;
  readonly isTabStop: boolean;
}

export function TurnView({ id, position, count, isTabStop }: TurnViewProps) {
  const turn = usePage().transcript.turn(id)?.value;
  const isLast = position === count;
  // The same vnode is not rendered again: a new turn renames every message, but changes no other.
  const content = useMemo(() => <TurnContent id={id} isLast={isLast} />, [id, isLast]);
  if (!turn) {
    return null;
  }
  const isUser = turn.role === "user";
  return (
    <div
      class={isUser ? "turn turn-user" : "turn turn-model"}
      role="article"
      aria-label={
        isUser
          ? t("You, message {0} of {1}", position, count)
          : t("Gemini, message {0} of {1}", position, count)
      }
      aria-busy={!isUser && isActive(turn.status)}
      data-turn-id={id}
      tabIndex={isTabStop ? 0 : -1}
    >
      {content}
    </div>
  );
}

function TurnContent({ id, isLast }: { readonly id: string; readonly isLast: boolean }) {
  const turn = usePage().transcript.turn(id)?.value;
  if (!turn) {
    return null;
  }
  return turn.role === "user" ? (
    <UserTurnView turn={turn} />
  ) : (
    // A turn asked again starts afresh, with views that remember nothing.
    <ModelTurnView key={turn.at} turn={turn} isLast={isLast} />
  );
}
