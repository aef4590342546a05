import type { MarkedToken, Token, Tokens } from "marked";
import { t } from "../l10n.ts";

/** A remark that GitHub's flavour marks by `[!NOTE]` and the like in the first line of a quote. */
export interface Alert {
  readonly kind: keyof typeof alertIcons;
  /** What the quote says besides. */
  readonly tokens: Token[];
}

export const alertIcons = {
  note: "info",
  tip: "lightbulb",
  important: "report",
  warning: "warning",
  caution: "stop",
} as const;

/** Functions, because the display language is known only after the page has loaded. */
export const alertTitles: Readonly<Record<Alert["kind"], () => string>> = {
  note: () => t("Note"),
  tip: () => t("Tip"),
  important: () => t("Important"),
  warning: () => t("Warning"),
  caution: () => t("Caution"),
};

const marker = /^\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)/i;

/** The quote as a remark, if it is one. */
export function alertOf(quote: Tokens.Blockquote): Alert | undefined {
  const [first, ...others] = quote.tokens as readonly MarkedToken[];
  const match = first?.type === "paragraph" ? marker.exec(first.text) : null;
  const kind = match?.[1]?.toLowerCase();
  if (first?.type !== "paragraph" || !match || !isKind(kind)) {
    return undefined;
  }
  const rest = withoutBeginning(first.tokens, match[0].length);
  return { kind, tokens: rest.length === 0 ? others : [{ ...first, tokens: rest }, ...others] };
}

function isKind(name: string | undefined): name is Alert["kind"] {
  return name !== undefined && Object.hasOwn(alertIcons, name);
}

/** The tokens without their first `length` characters, which are plain text. */
function withoutBeginning(tokens: readonly Token[], length: number): Token[] {
  let left = length;
  const rest: Token[] = [];
  for (const token of tokens) {
    if (left >= token.raw.length) {
      left -= token.raw.length;
    } else if (left > 0 && token.type === "text") {
      const text = token.raw.slice(left);
      rest.push({ type: "text", raw: text, text, escaped: false });
      left = 0;
    } else {
      rest.push(token);
    }
  }
  return rest;
}
