import type { AnswerSources, ReadPage, SourcePage } from "../../src/shared/sources.ts";
import { Icon } from "../icon.tsx";
import { formatNumber, t } from "../l10n.ts";
import { linkHost, linkTarget } from "../markdown/links.ts";
import { SearchSuggestions } from "../search/searchSuggestions.tsx";

/** Where the answer comes from. The marks in its text lead here. */
export function Sources({ sources }: { readonly sources: AnswerSources }) {
  const { pages, read } = sources;
  return (
    <div class="sources">
      {pages.length > 0 && (
        <details class="fold source-list">
          <summary>
            <Icon name="references" /> {t("Sources ({0})", formatNumber(pages.length))}
          </summary>
          <ol>
            {pages.map((page, index) => (
              <Source key={index} page={page} number={index + 1} />
            ))}
          </ol>
        </details>
      )}
      {read.length > 0 && (
        <ul class="read-pages" aria-label={t("Pages")}>
          {read.map((page, index) => (
            <li key={index}>
              <Icon name={page.status === "read" ? "pass" : "warning"} />{" "}
              <PageLink url={page.url} title={page.url} />{" "}
              <span class="source-host">{statusWords[page.status]()}</span>
            </li>
          ))}
        </ul>
      )}
      <SearchSuggestions sources={sources} />
    </div>
  );
}

function Source({ page, number }: { readonly page: SourcePage; readonly number: number }) {
  const host = linkHost(page.url);
  return (
    <li data-source={number} tabIndex={-1}>
      <PageLink url={page.url} title={page.title || host || page.url} />
      {host !== "" && host !== page.title && <span class="source-host"> {host}</span>}
      {page.license !== undefined && <span class="source-host"> {t("Licence: {0}", page.license)}</span>}
    </li>
  );
}

function PageLink({ url, title }: { readonly url: string; readonly title: string }) {
  const target = linkTarget(url);
  return target === undefined ? (
    <span>{title}</span>
  ) : (
    <a href={target} title={target}>
      {title}
    </a>
  );
}

/** Functions, because the display language is known only after the page has loaded. */
const statusWords: Readonly<Record<ReadPage["status"], () => string>> = {
  read: () => t("read"),
  paywall: () => t("not read: behind a paywall"),
  unsafe: () => t("not read: held to be unsafe"),
  failed: () => t("could not be read"),
};
