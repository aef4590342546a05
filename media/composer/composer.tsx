import { useEffect } from "preact/hooks";
import { Icon, IconButton } from "../icon.tsx";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { focusInput, focusInputWithPage, INPUT_ID } from "./input.ts";

export function Composer() {
  const { draft, transcript } = usePage();
  const text = draft.text.value;
  const canSend = text.trim() !== "" && !transcript.busy.value;
  useEffect(focusInputWithPage, []);
  // A key may come before the text it follows has been rendered: what counts is the state, not this closure.
  const send = () => {
    if (draft.text.peek().trim() !== "" && !transcript.busy.peek()) {
      draft.send();
    }
  };
  return (
    <div class="composer">
      <div class="composer-box">
        <textarea
          id={INPUT_ID}
          class="composer-input"
          rows={1}
          dir="auto"
          placeholder={t("Ask Gemini…")}
          aria-label={t("Message to Gemini")}
          value={text}
          onInput={(event) => draft.edit(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (isSendKey(event)) {
              event.preventDefault();
              send();
            }
          }}
        />
        <div class="composer-toolbar">
          <ModelButton />
          <EndpointBadge />
          <SendOrStop canSend={canSend} onSend={send} />
        </div>
      </div>
    </div>
  );
}

interface SendOrStopProps {
  readonly canSend: boolean;
  readonly onSend: () => void;
}

function SendOrStop({ canSend, onSend }: SendOrStopProps) {
  const { host, transcript } = usePage();
  const isBusy = transcript.busy.value;
  const onClick = () => {
    if (isBusy) {
      host.post({ type: "stop" });
    } else {
      onSend();
    }
    focusInput();
  };
  return (
    <IconButton
      icon={isBusy ? "debug-stop" : "send"}
      class="send-button"
      label={isBusy ? t("Stop (Escape)") : t("Send (Enter)")}
      disabled={!isBusy && !canSend}
      onClick={onClick}
    />
  );
}

/** The code that marks a key an input method has taken, also where `isComposing` is false again already. */
const INPUT_METHOD_KEY = 229;

function isSendKey(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing newer tells in Safari's order of events
  const isComposing = event.isComposing || event.keyCode === INPUT_METHOD_KEY;
  return event.key === "Enter" && !event.shiftKey && !event.altKey && !isComposing;
}

function ModelButton() {
  const { host, panel } = usePage();
  const model = panel.value.model.replace(/^models\//, "");
  return (
    <button
      type="button"
      class="model-button"
      aria-label={t("Model: {0}", model)}
      title={t("Model: {0}", model)}
      onClick={() => host.post({ type: "pickModel" })}
    >
      <span class="model-name">{model}</span>
      <Icon name="chevron-down" />
    </button>
  );
}

function EndpointBadge() {
  const { endpoint } = usePage().panel.value;
  return endpoint === undefined ? null : (
    <span class="endpoint-badge" title={t("Requests go to {0}", endpoint)}>
      {endpoint}
    </span>
  );
}
