import { useEffect, useRef, useState } from "preact/hooks";
import { isSendKey } from "../composer/sendKey.ts";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";

interface PromptEditorProps {
  readonly turnId: string;
  readonly text: string;
  readonly onClose: () => void;
}

/** A question in the conversation while it is put in other words. */
export function PromptEditor({ turnId, text, onClose }: PromptEditorProps) {
  const { host, transcript } = usePage();
  const [words, setWords] = useState(text);
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.setSelectionRange(text.length, text.length);
  }, [text]);
  const canSend = words.trim() !== "" && !transcript.busy.value;
  const send = () => {
    if (canSend) {
      host.post({ type: "editPrompt", turnId, text: words });
      onClose();
    }
  };
  return (
    <div class="prompt-editor">
      <textarea
        ref={input}
        class="prompt-editor-input"
        dir="auto"
        aria-label={t("The question in other words")}
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.isComposing) {
            // Further up it would stop an answer.
            event.stopPropagation();
            onClose();
          } else if (isSendKey(event)) {
            event.preventDefault();
            send();
          }
        }}
      />
      <div class="problem-actions">
        <button type="button" class="button" disabled={!canSend} onClick={send}>
          {t("Send")}
        </button>
        <button type="button" class="button button-secondary" onClick={onClose}>
          {t("Cancel")}
        </button>
      </div>
    </div>
  );
}
