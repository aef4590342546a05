import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { usePage } from "../pageContext.ts";
import type { MediaState } from "../state/mediaStore.ts";

/** The stored bytes under `hash`, for as long as the component is shown. */
export function useMedia(hash: string): MediaState | undefined {
  const { media } = usePage();
  const [state, setState] = useState<ReadonlySignal<MediaState>>();
  useEffect(() => {
    setState(media.acquire(hash));
    return () => media.release(hash);
  }, [media, hash]);
  return state?.value;
}
