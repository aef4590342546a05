import { Icon, IconButton } from "../icon.tsx";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { shiftHint } from "../state/fileNotice.ts";
import { focusInput } from "./input.ts";
import { TokenCount, type TokenCountProps } from "./tokenCount.tsx";

interface ToolbarProps {
  readonly hasMessage: boolean;
  readonly onSend: () => void;
  readonly context: TokenCountProps;
}

export function Toolbar({ hasMessage, onSend, context }: ToolbarProps) {
  return (
    <div class="composer-toolbar">
      <AttachButton />
      <ModelButton />
      <EndpointBadge />
      <TokenCount {...context} />
      <SendOrStop hasMessage={hasMessage} onSend={onSend} />
    </div>
  );
}

function AttachButton() {
  const { host, notice } = usePage();
  return (
    <IconButton
      icon="attach"
      class="attach-button"
      label={t("Attach Files")}
      title={`${t("Attach Files")}\n${shiftHint()}`}
      onClick={() => {
        host.post({ type: "attach" });
        notice.hintAtShift(false);
      }}
    />
  );
}

/** While an answer is written the one button stops it; a second one is there as soon as there is something to queue. */
function SendOrStop({ hasMessage, onSend }: Omit<ToolbarProps, "context">) {
  const { host, transcript, waiting } = usePage();
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
    <span class="send-buttons">
      {isBusy && hasMessage && (
        <IconButton
          icon="send"
          class="queue-button"
          label={t("Send After This Answer (Enter)")}
          onClick={() => {
            onSend();
            focusInput();
          }}
        />
      )}
      <IconButton
        icon={isBusy ? "debug-stop" : "send"}
        class="send-button"
        label={isBusy ? t("Stop (Escape)") : t("Send (Enter)")}
        disabled={!isBusy && !hasMessage && waiting.messages.value.length === 0}
        onClick={onClick}
      />
    </span>
  );
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
