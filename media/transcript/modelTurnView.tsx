import { useMemo } from "preact/hooks";
import { isActive, type ModelPart, type ModelTurn } from "../../src/shared/transcript.ts";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { ModelPartView } from "./modelPartView.tsx";
import { playableBefore } from "./playable.ts";
import { TurnFooter } from "./turnFooter.tsx";
import { TurnStatusView } from "./turnStatusView.tsx";

export function ModelTurnView({ turn, isLast }: { readonly turn: ModelTurn; readonly isLast: boolean }) {
  const { panel, transcript } = usePage();
  const { showThoughts } = panel.value;
  // Turns before this one only ever go together with it.
  const timestamps = useMemo(() => playableBefore(transcript, turn.id) !== undefined, [transcript, turn.id]);
  const isVisible = (part: ModelPart) => part.type !== "thought" || showThoughts;
  const isWriting = turn.status.type === "streaming";
  const hasAnswer = turn.parts.some((part) => part.type !== "thought" && !isEmptyText(part));
  return (
    <>
      {turn.parts.map((part, index) =>
        isVisible(part) && !isEmptyText(part) ? (
          <ModelPartView
            key={index}
            part={part}
            isOpen={isWriting && index === turn.parts.length - 1}
            timestamps={timestamps}
          />
        ) : null,
      )}
      {turn.status.type === "done" && !turn.status.note && !hasAnswer && (
        <p class="quiet-note">{t("Gemini returned an empty answer.")}</p>
      )}
      <TurnStatusView turn={turn} isLast={isLast} isShowingText={turn.parts.some(isVisible)} />
      {!isActive(turn.status) && <TurnFooter turn={turn} isLast={isLast} />}
    </>
  );
}

function isEmptyText(part: ModelPart): boolean {
  return (part.type === "text" || part.type === "thought") && part.text.trim() === "";
}
