import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { FileReference } from "../../src/shared/transcript.ts";
import { IconButton } from "../icon.tsx";
import { t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import type { Cue } from "../state/players.ts";
import { plainName } from "../words/names.ts";

interface MediaPlayerProps {
  readonly turnId: string;
  readonly part: number;
  readonly file: FileReference;
  readonly kind: "audio" | "video";
  /** What stands beside the button. */
  readonly children: ComponentChildren;
}

/** A button that loads the file and becomes the browser's own player. */
export function MediaPlayer({ turnId, part, file, kind, children }: MediaPlayerProps) {
  const { players } = usePage();
  const state = players.state(turnId, part, file.mimeType).value;
  const cue = players.cue(turnId, part, file.mimeType).value;
  const [isUnplayable, setUnplayable] = useState(false);
  useEffect(() => () => players.release(turnId, part), [players, turnId, part]);
  const name = plainName(file.label);
  const isShown = state.type === "ready" && !isUnplayable;
  return (
    <>
      <span class="file-row">
        {!isShown && (
          <IconButton
            icon={state.type === "loading" ? "loading" : "play"}
            class={state.type === "loading" ? "play-button is-loading" : "play-button"}
            label={t("Play {0}", name)}
            disabled={state.type === "loading" || isUnplayable}
            onClick={() => players.play(turnId, part, file.mimeType, file.view?.start ?? 0)}
          />
        )}
        {children}
      </span>
      {isShown && (
        <PlayerElement
          kind={kind}
          url={state.url}
          name={name}
          cue={cue}
          onError={() => setUnplayable(true)}
        />
      )}
      {state.type === "missing" && (
        <span class="file-problem" role="status">
          {t("{0} is no longer there.", name)}
        </span>
      )}
      {isUnplayable && (
        <span class="file-problem" role="status">
          {t("{0} cannot be played here. Its name opens it.", name)}
        </span>
      )}
    </>
  );
}

interface PlayerElementProps {
  readonly kind: "audio" | "video";
  readonly url: string;
  readonly name: string;
  readonly cue: Cue | undefined;
  readonly onError: () => void;
}

function PlayerElement({ kind, url, name, cue, onError }: PlayerElementProps) {
  const player = useRef<HTMLMediaElement | null>(null);
  useEffect(() => {
    if (player.current && cue) {
      playFrom(player.current, cue.from);
    }
  }, [cue]);
  const attributes = { controls: true, src: url, "aria-label": name, onError };
  return kind === "audio" ? (
    <audio {...attributes} class="media-audio" ref={(element) => void (player.current = element)} />
  ) : (
    <video {...attributes} class="media-video" ref={(element) => void (player.current = element)} />
  );
}

function playFrom(player: HTMLMediaElement, seconds: number): void {
  // Also before anything has been loaded: then it is where playing will begin.
  player.currentTime = seconds;
  player.scrollIntoView({ block: "nearest" });
  if (document.activeElement === document.body) {
    // The button that was pressed has gone, and the focus with it.
    player.focus({ preventScroll: true });
  }
  // Paused again or taken away meanwhile; the player itself shows what it does.
  player.play().catch(() => undefined);
}
