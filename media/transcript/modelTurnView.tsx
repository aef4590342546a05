import { useMemo } from "preact/hooks";
import { isActive, type ModelPart, type ModelTurn } from "../../src/shared/transcript.ts";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { ModelPartView } from "./modelPartView.tsx";
import { playableBefore } from "./playable.ts";
import { Sources } from "./sources.tsx";
import type { ThoughtsSpent } from "./thoughts.tsx";
import { TurnFooter } from "./turnFooter.tsx";
import { TurnStatusView } from "./turnStatusView.tsx";

export function ModelTurnView({ turn, isLast }: { readonly turn: ModelTurn; readonly isLast: boolean }) {
  const { panel, transcript } = usePage();
  const { showThoughts } = panel.value;
  // Turns before this one only ever go together with it.
  const timestamps = useMemo(() => playableBefore(transcript, turn.id) !== undefined, [transcript, turn.id]);
  const isVisible = (part: ModelPart) => part.type !== "thought" || showThoughts;
  const isWriting = turn.status.type === "streaming";
  // While it is written, a text only grows.
  const marks = isActive(turn.status) ? undefined : turn.sources?.marks;
  const hasAnswer = turn.parts.some((part) => part.type !== "thought" && !isEmptyText(part));
  const firstThought = turn.parts.findIndex(({ type }) => type === "thought");
  return (
    <>
      {turn.parts.map((part, index) =>
        isVisible(part) && !isEmptyText(part) ? (
          <ModelPartView
            key={index}
            part={part}
            isOpen={isWriting && index === turn.parts.length - 1}
            timestamps={timestamps}
            from={visibleLength(turn.parts.slice(0, index))}
            spent={index === firstThought ? spent(turn) : undefined}
            {...(marks && { marks })}
          />
        ) : null,
      )}
      {turn.sources && !isActive(turn.status) && <Sources sources={turn.sources} />}
      {turn.status.type === "done" && !turn.status.note && !hasAnswer && (
        <p class="quiet-note">{t("Gemini returned an empty answer.")}</p>
      )}
      <TurnStatusView turn={turn} isLast={isLast} isShowingText={turn.parts.some(isVisible)} />
      {!isActive(turn.status) && <TurnFooter turn={turn} isLast={isLast} />}
    </>
  );
}

/** What thinking has cost; tokens only where all of it is in one fold. */
function spent({ parts, thoughtMs, usage }: ModelTurn): ThoughtsSpent {
  const isOne = parts.filter(({ type }) => type === "thought").length === 1;
  return { milliseconds: thoughtMs, tokens: isOne ? usage?.thoughts : undefined };
}

/** Of the answer's text, as the marks of its sources count. */
function visibleLength(parts: readonly ModelPart[]): number {
  return parts.reduce((length, part) => length + (part.type === "text" ? part.text.length : 0), 0);
}

function isEmptyText(part: ModelPart): boolean {
  return (part.type === "text" || part.type === "thought") && !/\S/.test(part.text);
}
