import { formatNumber, t } from "../l10n.ts";

/** "1 token", "1,234 tokens". */
export function tokenWords(count: number): string {
  return count === 1 ? t("1 token") : t("{0} tokens", formatNumber(count));
}
