import { Icon, IconButton } from "../icon.tsx";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { shiftHint } from "../state/fileNotice.ts";
import { focusInput } from "./input.ts";
import { TokenCount } from "./tokenCount.tsx";

interface ToolbarProps {
  readonly canSend: boolean;
  readonly onSend: () => void;
}

export function Toolbar({ canSend, onSend }: ToolbarProps) {
  return (
    <div class="composer-toolbar">
      <AttachButton />
      <ModelButton />
      <EndpointBadge />
      <TokenCount />
      <SendOrStop canSend={canSend} onSend={onSend} />
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

function SendOrStop({ canSend, onSend }: ToolbarProps) {
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
