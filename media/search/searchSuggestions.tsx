import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../icon.tsx";
import { t } from "../l10n.ts";
import type { AnswerSources } from "../../src/shared/sources.ts";

/** What was searched for: as Google wants it shown, or as links of our own where it says nothing of that. */
export function SearchSuggestions({ sources }: { readonly sources: AnswerSources }) {
  const { queries, suggestions } = sources;
  const host = useRef<HTMLDivElement>(null);
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    let stop: (() => void) | undefined;
    let isOver = false;
    void show();
    return () => {
      isOver = true;
      stop?.();
    };

    async function show(): Promise<void> {
      if (suggestions === undefined) {
        return;
      }
      // A parser of HTML is needed for it, and most answers have not searched.
      const { showEntry } = await import("./showEntry.ts");
      if (!isOver && host.current) {
        stop = showEntry(host.current, suggestions);
        setShown(stop !== undefined);
      }
    }
  }, [suggestions]);
  return (
    <>
      {suggestions !== undefined && (
        <div class="search-entry" role="group" aria-label={t("Searched Google for")} hidden={!isShown}>
          <div ref={host} />
        </div>
      )}
      {!isShown && queries.length > 0 && (
        <p class="search-suggestions">
          <Icon name="search" /> {t("Searched Google for")}{" "}
          {queries.map((query) => (
            <a key={query} class="chip" href={searchUrl(query)} title={searchUrl(query)}>
              {query}
            </a>
          ))}
        </p>
      )}
    </>
  );
}

function searchUrl(query: string): string {
  return `https://www.google.com/search?q=${encodeURIComponent(query)}`;
}
