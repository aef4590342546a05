import type { TokenCount as Count } from "../../src/shared/attachment.ts";
import { formatNumber, t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { isOverLimit } from "../../src/shared/context.ts";
import { CONTEXT_ID } from "./contextBar.tsx";

/** Share of the limit from which on it is worth a warning. */
const NEARLY_FULL = 0.9;

const compact = (value: number) => formatNumber(value, { notation: "compact", maximumFractionDigits: 1 });

export interface TokenCountProps {
  /** Whether it is shown what the tokens are of. */
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** What the message would cost, and how much the model takes; unfolds what the tokens are of. */
export function TokenCount({ isOpen, onToggle }: TokenCountProps) {
  const count = usePage().attachments.tokens.value;
  if (!count) {
    return null;
  }
  return (
    <button
      type="button"
      class={`token-count ${fullness(count)}`.trimEnd()}
      title={explain(count)}
      aria-expanded={isOpen}
      aria-controls={isOpen ? CONTEXT_ID : undefined}
      onClick={onToggle}
    >
      <span class="token-count-full">{words(count)}</span>
      <span class="token-count-short" aria-hidden="true">
        {shortWords(count)}
      </span>
    </button>
  );
}

function fullness(count: Count): string {
  if (isOverLimit(count)) {
    return "token-count-over";
  }
  const { tokens, limit } = count;
  return limit !== undefined && tokens > limit * NEARLY_FULL ? "token-count-high" : "";
}

function words(count: Count): string {
  const { tokens, estimated, limit } = count;
  const figure = estimated ? t("≈ {0}", formatNumber(tokens)) : formatNumber(tokens);
  if (limit === undefined) {
    return t("{0} tokens", figure);
  }
  return isOverLimit(count)
    ? t("{0} of {1} tokens: too many", figure, formatNumber(limit))
    : t("{0} of {1} tokens", figure, formatNumber(limit));
}

function shortWords({ tokens, estimated, limit }: Count): string {
  const figure = compact(tokens);
  return [estimated ? t("≈ {0}", figure) : figure, ...(limit === undefined ? [] : [compact(limit)])].join(
    " / ",
  );
}

function explain(count: Count): string {
  const { tokens, estimated, limit } = count;
  return [
    estimated
      ? t("About {0} tokens go out with this message, by the published rates.", formatNumber(tokens))
      : t("{0} tokens go out with this message, as Gemini counts them.", formatNumber(tokens)),
    ...(limit === undefined ? [] : [t("The model takes {0}.", formatNumber(limit))]),
    ...(isOverLimit(count)
      ? [t("Remove a file, take only a part of it, or choose a model that takes more.")]
      : []),
  ].join("\n");
}
