import { useEffect, useRef } from "preact/hooks";
import type { Turn } from "../../src/shared/transcript.ts";
import { IconButton } from "../icon.tsx";
import { formatNumber, t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";

/** `‹ 2/3 ›`: leads through what was asked or answered in the same place. */
export function VersionSwitch({ turn: { id, versions = [] } }: { readonly turn: Turn }) {
  return versions.length < 2 ? null : <Switch id={id} versions={versions} />;
}

function Switch({ id, versions }: { readonly id: string; readonly versions: readonly string[] }) {
  const { host, announcer, transcript, versionFocus } = usePage();
  const group = useRef<HTMLSpanElement>(null);
  const index = versions.indexOf(id);
  const words = t("Version {0} of {1}", formatNumber(index + 1), formatNumber(versions.length));
  useEffect(() => {
    const step = versionFocus.take(id);
    if (step !== undefined) {
      // The button that was pressed has gone with its version: the focus goes on to the one that has taken its place.
      const buttons = [...(group.current?.querySelectorAll("button") ?? [])];
      const wanted = step < 0 ? buttons[0] : buttons.at(-1);
      (wanted?.disabled === false ? wanted : buttons.find(({ disabled }) => !disabled))?.focus();
      announcer.say(words);
    }
  }, [id, words, versionFocus, announcer]);
  const go = (step: -1 | 1) => {
    const turnId = versions[index + step];
    if (turnId !== undefined) {
      versionFocus.expect(turnId, step);
      host.post({ type: "showVersion", turnId });
    }
  };
  const isBusy = transcript.busy.value;
  return (
    <span class="version-switch" role="group" aria-label={words} ref={group}>
      <IconButton
        icon="chevron-left"
        label={t("Previous Version")}
        disabled={isBusy || index <= 0}
        onClick={() => go(-1)}
      />
      <span class="version-count" aria-hidden="true">
        {formatNumber(index + 1)}/{formatNumber(versions.length)}
      </span>
      <IconButton
        icon="chevron-right"
        label={t("Next Version")}
        disabled={isBusy || index >= versions.length - 1}
        onClick={() => go(1)}
      />
    </span>
  );
}
