import type { ComponentChildren } from "preact";
import type { Problem, ProblemAction } from "../../src/shared/transcript.ts";
import { Icon } from "../icon.tsx";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";

/** Words per action; functions, because the display language is known only after the page has loaded. */
const actionWords: Readonly<Record<ProblemAction, () => string>> = {
  retry: () => t("Try Again"),
  setKey: () => t("Set API Key"),
  pickModel: () => t("Switch Model"),
  openSettings: () => t("Open Settings"),
  openNetworkSettings: () => t("Open Network Settings"),
  newChat: () => t("New Chat"),
  showLog: () => t("Show Log"),
  continue: () => t("Continue"),
  retryWithoutFiles: () => t("Try Without the Files"),
  leaveOutOldest: () => t("Leave Out the Oldest"),
  summarizeOldest: () => t("Summarize the Oldest"),
};

const icons = { error: "error", note: "info", retrying: "history" } as const;

interface ProblemCardProps {
  readonly problem: Problem;
  readonly turnId: string;
  readonly kind: keyof typeof icons;
  readonly children?: ComponentChildren;
}

export function ProblemCard({ problem, turnId, kind, children }: ProblemCardProps) {
  const { host } = usePage();
  return (
    <div class={`problem problem-${kind}`}>
      <Icon name={icons[kind]} />
      <div class="problem-body">
        <p class="problem-title">{problem.title}</p>
        {problem.detail !== undefined && <p class="problem-detail">{problem.detail}</p>}
        {problem.links && problem.links.length > 0 && (
          <p class="problem-links">
            {problem.links.map(({ label, url }) => (
              <a key={url} href={url} title={url}>
                {label}
              </a>
            ))}
          </p>
        )}
        {children}
        {problem.actions.length > 0 && (
          <div class="problem-actions">
            {problem.actions.map((action, index) => (
              <button
                key={action}
                type="button"
                class={index === 0 && !children ? "button" : "button button-secondary"}
                onClick={() => host.post({ type: "action", action, turnId })}
              >
                {actionWords[action]()}
              </button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
