import { visibleText, type ModelTurn, type TokenUsage } from "../../src/shared/transcript.ts";
import { showCopied } from "../copied.ts";
import { IconButton } from "../icon.tsx";
import { formatNumber, t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { tokenWords } from "../words/tokenWords.ts";
import { TurnMenu } from "./turnMenu.tsx";
import { VersionSwitch } from "./versionSwitch.tsx";

export function TurnFooter({ turn, isLast }: { readonly turn: ModelTurn; readonly isLast: boolean }) {
  const { host, announcer } = usePage();
  const text = visibleText(turn);
  return (
    <div class="turn-footer">
      <div class="turn-actions">
        {text !== "" && (
          <IconButton
            icon="copy"
            label={t("Copy Answer")}
            onClick={(event) => {
              host.post({ type: "copy", text });
              announcer.say(t("Copied"));
              showCopied(event.currentTarget);
            }}
          />
        )}
        {isLast && (
          <IconButton
            icon="refresh"
            label={t("Regenerate")}
            onClick={() => host.post({ type: "regenerate", turnId: turn.id })}
          />
        )}
        <TurnMenu turn={turn} />
      </div>
      <VersionSwitch turn={turn} />
      <div class="turn-facts" title={turn.usage ? describeUsage(turn.usage).join("\n") : ""}>
        <span class="turn-model-name">{turn.model}</span>
        {turn.usage && (
          <span class="turn-usage">
            {briefUsage(turn.usage).map((words) => (
              <span key={words}>{words}</span>
            ))}
          </span>
        )}
      </div>
    </div>
  );
}

function briefUsage({ answer, prompt, thoughts }: TokenUsage): readonly string[] {
  return known([
    [answer, tokenWords],
    [prompt, (count) => t("{0} prompt", formatNumber(count))],
    [thoughts, (count) => t("{0} thoughts", formatNumber(count))],
  ]);
}

function describeUsage(usage: TokenUsage): readonly string[] {
  return known([
    [usage.answer, (count) => t("Answer: {0}", tokenWords(count))],
    [usage.prompt, (count) => t("Prompt: {0}", tokenWords(count))],
    [usage.cached, (count) => t("Cached: {0}", tokenWords(count))],
    [usage.thoughts, (count) => t("Thoughts: {0}", tokenWords(count))],
    [usage.toolUse, (count) => t("Tools: {0}", tokenWords(count))],
    [usage.total, (count) => t("Total: {0}", tokenWords(count))],
  ]);
}

/** A number that was not reported is left out, not shown as zero. */
function known(
  counts: readonly (readonly [number | undefined, (count: number) => string])[],
): readonly string[] {
  return counts.flatMap(([count, words]) => (count === undefined ? [] : [words(count)]));
}
