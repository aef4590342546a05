import { formatNumber, t } from "../l10n.ts";
import { Icon } from "../icon.tsx";
import { usePage } from "../pageContext.ts";
import { focusInput } from "./input.ts";

const FIRST_CHOICE = "overflow-first";

/** Leads to what can be done about a conversation that is too long. */
export function focusOverflow(): void {
  document.getElementById(FIRST_CHOICE)?.focus();
}

/** Says before it is sent that the message is too long with all that was said before, and what can be done. */
export function Overflow({ sendAnyway }: { readonly sendAnyway: () => void }) {
  const { room, attachments } = usePage();
  const { tokens = 0, limit = 0 } = attachments.tokens.value ?? {};
  if (room.written.value !== undefined) {
    return <Summarizing written={room.written.value} />;
  }
  if (!room.isAsked.value) {
    return null;
  }
  const then = (act: () => void) => () => {
    act();
    focusInput();
  };
  return (
    <section class="overflow" aria-label={t("The conversation is too long")}>
      <p>
        <Icon name="warning" />{" "}
        {t(
          "The conversation with this message is longer than the model takes: {0} of {1} tokens.",
          formatNumber(tokens),
          formatNumber(limit),
        )}
      </p>
      <div class="overflow-choices">
        <button id={FIRST_CHOICE} type="button" class="button" onClick={then(() => room.make("leaveOut"))}>
          {t("Leave Out the Oldest")}
        </button>
        <button type="button" class="button button-secondary" onClick={then(() => room.make("summarize"))}>
          {t("Summarize the Oldest")}
        </button>
        <button type="button" class="button button-secondary" onClick={then(() => room.make("newChat"))}>
          {t("New Chat")}
        </button>
        <button type="button" class="button button-secondary" onClick={then(sendAnyway)}>
          {t("Send Anyway")}
        </button>
      </div>
    </section>
  );
}

function Summarizing({ written }: { readonly written: number }) {
  const { room } = usePage();
  return (
    <section class="overflow" aria-label={t("The oldest messages are being summarized")}>
      <p>
        {written === 0
          ? t("The oldest messages are being summarized…")
          : t("The oldest messages are being summarized: {0} characters…", formatNumber(written))}{" "}
        <button type="button" class="link-button" onClick={() => room.make("stop")}>
          {t("Stop")}
        </button>
      </p>
    </section>
  );
}
