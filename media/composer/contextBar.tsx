import type { ContextParts, TokenCount } from "../../src/shared/attachment.ts";
import { formatNumber, t } from "../l10n.ts";

export const CONTEXT_ID = "context-bar";

/** In the order in which they go out. */
const parts = ["system", "history", "files", "message"] as const satisfies readonly (keyof ContextParts)[];

/** What goes out with the message, part by part, and how much of what the model takes that is. */
export function ContextBar({ count, onClose }: { readonly count: TokenCount; readonly onClose: () => void }) {
  const { tokens, limit, estimated } = count;
  const whole = Math.max(limit ?? 0, tokens, 1);
  const shown = parts.map((part) => ({ part, amount: count.parts?.[part] ?? 0 }));
  const share = (amount: number) =>
    formatNumber(amount / whole, { style: "percent", maximumFractionDigits: 1 });
  return (
    <section
      id={CONTEXT_ID}
      class="context-bar"
      aria-label={t("What is sent")}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.isComposing) {
          // Further up it would stop an answer.
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <div class="context-stripe" aria-hidden="true">
        {shown.map(({ part, amount }) => (
          <span key={part} class={`context-${part}`} style={{ width: `${(100 * amount) / whole}%` }} />
        ))}
      </div>
      <table>
        <caption class="visually-hidden">
          {t("Tokens that go out with this message, by what they are")}
        </caption>
        <tbody>
          {shown.map(({ part, amount }) => (
            <tr key={part}>
              <th scope="row">
                <span class={`context-swatch context-${part}`} aria-hidden="true" /> {partName(part)}
              </th>
              <td>{formatNumber(amount)}</td>
              <td>{limit === undefined ? "" : share(amount)}</td>
            </tr>
          ))}
          <tr class="context-total">
            <th scope="row">{estimated ? t("Together, estimated") : t("Together, as Gemini counts")}</th>
            <td>{formatNumber(tokens)}</td>
            <td>{limit === undefined ? "" : share(tokens)}</td>
          </tr>
          {limit !== undefined && (
            <tr>
              <th scope="row">{t("The model takes")}</th>
              <td>{formatNumber(limit)}</td>
              <td />
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

function partName(part: keyof ContextParts): string {
  return {
    system: t("Instruction"),
    history: t("Conversation so far"),
    files: t("Files"),
    message: t("This message"),
  }[part];
}
