import type { TokenCount as Count } from "../../src/shared/attachment.ts";
import { formatNumber, t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";

/** Share of the limit from which on it is worth a warning. */
const NEARLY_FULL = 0.9;

const compact = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });

/** What the message would cost. */
export function TokenCount() {
  const count = usePage().attachments.tokens.value;
  if (!count) {
    return null;
  }
  const { tokens, estimated, limit } = count;
  const isNearlyFull = limit !== undefined && tokens > limit * NEARLY_FULL;
  return (
    <span class={isNearlyFull ? "token-count token-count-high" : "token-count"} title={explain(count)}>
      <span class="token-count-full">
        {estimated ? t("≈ {0} tokens", formatNumber(tokens)) : t("{0} tokens", formatNumber(tokens))}
      </span>
      <span class="token-count-short" aria-hidden="true">
        {`${estimated ? "≈ " : ""}${compact.format(tokens)}`}
      </span>
    </span>
  );
}

function explain({ tokens, estimated, limit }: Count): string {
  return [
    estimated
      ? t("About {0} tokens go out with this message, by the published rates.", formatNumber(tokens))
      : t("{0} tokens go out with this message, as Gemini counts them.", formatNumber(tokens)),
    ...(limit === undefined ? [] : [t("The model takes {0}.", formatNumber(limit))]),
  ].join("\n");
}
