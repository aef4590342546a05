import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { COMPLETION_ID, CompletionList, optionId } from "./completionList.tsx";
import { INPUT_ID } from "./input.ts";
import { isSendKey } from "./sendKey.ts";
import { recallsByKey } from "./recallKeys.ts";
import { useCompletion } from "./useCompletion.ts";

/**
 * Where a message is written. It stays a text box for screen readers while files are offered: the role of a combobox
 * is not allowed on several lines of text.
 */
export function ComposerInput({ onSend }: { readonly onSend: () => void }) {
  const { draft, recall } = usePage();
  const completion = useCompletion();
  const isOpen = completion.matches.length > 0;
  return (
    <>
      {isOpen && <CompletionList {...completion} />}
      <textarea
        id={INPUT_ID}
        class="composer-input"
        rows={1}
        dir="auto"
        placeholder={t("Ask Gemini…")}
        aria-label={t("Message to Gemini")}
        aria-autocomplete="list"
        aria-controls={isOpen ? COMPLETION_ID : undefined}
        aria-activedescendant={isOpen ? optionId(completion.active) : undefined}
        value={draft.text.value}
        onInput={(event) => {
          draft.edit(event.currentTarget.value);
          completion.update(event.currentTarget);
        }}
        onKeyUp={(event) => completion.update(event.currentTarget)}
        onClick={(event) => completion.update(event.currentTarget)}
        onBlur={completion.close}
        onKeyDown={(event) => {
          if (!completion.onKey(event) && !recallsByKey(event, recall) && isSendKey(event)) {
            event.preventDefault();
            onSend();
          }
        }}
      />
    </>
  );
}
