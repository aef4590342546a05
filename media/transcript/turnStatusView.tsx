import type { ModelTurn, Problem, TurnStatus } from "../../src/shared/transcript.ts";
import { Icon } from "../icon.tsx";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { formatPart, percent } from "../words/amounts.ts";
import { plainName } from "../words/names.ts";
import { ProblemCard } from "./problemCard.tsx";
import { useSecondsUntil } from "./useSecondsUntil.ts";

interface TurnStatusViewProps {
  readonly turn: ModelTurn;
  readonly isLast: boolean;
  /** True when something of the answer can already be seen. */
  readonly isShowingText: boolean;
}

export function TurnStatusView({ turn, isLast, isShowingText }: TurnStatusViewProps) {
  const { status } = turn;
  switch (status.type) {
    case "waiting":
    case "streaming":
      return isShowingText ? null : <WaitingDots />;
    case "uploading":
      return <Uploading status={status} />;
    case "retrying":
      return <Retrying turnId={turn.id} status={status} />;
    case "done":
      return status.note ? (
        <ProblemCard problem={offered(status.note, isLast)} turnId={turn.id} kind="note" />
      ) : null;
    case "stopped":
      return <Stopped turn={turn} isLast={isLast} />;
    case "failed":
      return <ProblemCard problem={offered(status.problem, isLast)} turnId={turn.id} kind="error" />;
  }
}

/** To ask an earlier question anew would take away all that followed it. */
function offered(problem: Problem, isLast: boolean): Problem {
  return isLast
    ? problem
    : {
        ...problem,
        actions: problem.actions.filter((action) => action !== "retry" && action !== "continue"),
      };
}

interface UploadingProps {
  readonly status: Extract<TurnStatus, { readonly type: "uploading" }>;
}

/** The question waits for its files. */
function Uploading({ status: { label, sent, size } }: UploadingProps) {
  const { host } = usePage();
  const name = plainName(label);
  const part = percent(sent, size);
  const words =
    sent < size
      ? t("Uploading {0} — {1} % ({2})", name, part, formatPart(sent, size))
      : t("Uploading {0} — finishing…", name);
  return (
    <div class="uploading">
      <p class="uploading-words">
        {words}
        <button type="button" class="link-button" onClick={() => host.post({ type: "stop" })}>
          {t("Cancel")}
        </button>
      </p>
      <progress class="progress" max={100} value={part} aria-label={t("Upload of {0}", name)} />
    </div>
  );
}

function WaitingDots() {
  return (
    <p class="waiting" aria-hidden="true">
      <span class="waiting-dot" />
      <span class="waiting-dot" />
      <span class="waiting-dot" />
    </p>
  );
}

interface RetryingProps {
  readonly turnId: string;
  readonly status: Extract<TurnStatus, { readonly type: "retrying" }>;
}

function Retrying({ turnId, status }: RetryingProps) {
  const { host } = usePage();
  const seconds = useSecondsUntil(status.at);
  return (
    // While it waits there is this to do; what else could be done is offered when waiting has not helped.
    <ProblemCard problem={{ ...status.problem, actions: [] }} turnId={turnId} kind="retrying">
      <p class="countdown" role="timer">
        {seconds > 0 ? t("Retrying in {0} s", seconds) : t("Retrying…")}
      </p>
      <div class="problem-actions">
        <button type="button" class="button" onClick={() => host.post({ type: "retryNow" })}>
          {t("Retry Now")}
        </button>
        <button type="button" class="button button-secondary" onClick={() => host.post({ type: "stop" })}>
          {t("Cancel")}
        </button>
        {status.problem.actions.includes("pickModel") && (
          <button
            type="button"
            class="button button-secondary"
            onClick={() => host.post({ type: "action", action: "pickModel", turnId })}
          >
            {t("Switch Model")}
          </button>
        )}
      </div>
    </ProblemCard>
  );
}

function Stopped({ turn, isLast }: { readonly turn: ModelTurn; readonly isLast: boolean }) {
  return (
    <p class="quiet-note">
      <Icon name="circle-slash" /> {t("Stopped.")}
      {isLast && <GoOn turn={turn} />}
    </p>
  );
}

function GoOn({ turn }: { readonly turn: ModelTurn }) {
  const { host } = usePage();
  const hasText = turn.parts.some((part) => part.type === "text");
  return (
    <>
      {hasText && (
        <button
          type="button"
          class="link-button"
          onClick={() => host.post({ type: "action", action: "continue", turnId: turn.id })}
        >
          {t("Continue")}
        </button>
      )}
      <button
        type="button"
        class="link-button"
        onClick={() => host.post({ type: "regenerate", turnId: turn.id })}
      >
        {t("Regenerate")}
      </button>
    </>
  );
}
