import type { Answer } from "../gemini/aggregate.ts";
import { citedSpans, groundedSpans } from "../gemini/positions.ts";
import type { GroundingChunk } from "../gemini/wireGrounding.ts";
import type { AnswerSources, ReadPage, SourceMark, SourcePage } from "../shared/sources.ts";

type Told = Pick<Answer, "text" | "content" | "grounding" | "citations" | "urlContext">;

/** Characters of HTML that are kept; what the service writes has some thousands. */
const MAX_SUGGESTIONS = 60_000;

/** What an answer tells of its sources; undefined when it tells nothing. */
export function sourcesOf(answer: Told): AnswerSources | undefined {
  const pages: SourcePage[] = [];
  const chunks = (answer.grounding?.groundingChunks ?? []).map((chunk) => add(pages, pageOf(chunk)));
  const marks = groundedSpans(answer).map(({ end, chunks: used }) => ({
    at: end,
    pages: used.flatMap((index) => chunks[index] ?? []),
  }));
  const cited = citedSpans(answer).map(({ end, uri, title, license }) => {
    const page =
      uri === undefined ? undefined : { title: title ?? "", url: uri, ...(license && { license }) };
    return { at: end, pages: [add(pages, page)].flatMap((index) => index ?? []) };
  });
  const sources: AnswerSources = {
    pages,
    marks: joined([...marks, ...cited]),
    queries: answer.grounding?.webSearchQueries ?? [],
    ...suggestionsOf(answer),
    read: readPages(answer),
  };
  const isEmpty =
    pages.length === 0 &&
    sources.queries.length === 0 &&
    sources.read.length === 0 &&
    sources.suggestions === undefined;
  return isEmpty ? undefined : sources;
}

function suggestionsOf({ grounding }: Told): Pick<AnswerSources, "suggestions"> {
  const suggestions = grounding?.searchEntryPoint?.renderedContent ?? "";
  return suggestions === "" || suggestions.length > MAX_SUGGESTIONS ? {} : { suggestions };
}

/** The page's place in the list; one that is there already is not listed again. */
function add(pages: SourcePage[], page: SourcePage | undefined): number | undefined {
  if (page === undefined) {
    return undefined;
  }
  const known = pages.findIndex(({ url, license }) => url === page.url && license === page.license);
  return known >= 0 ? known : pages.push(page) - 1;
}

function pageOf({ web, retrievedContext, maps, image }: GroundingChunk): SourcePage | undefined {
  const url = web?.uri ?? retrievedContext?.uri ?? maps?.uri ?? image?.sourceUri;
  const title = web?.title ?? retrievedContext?.title ?? maps?.title ?? image?.title ?? "";
  return url === undefined && title === "" ? undefined : { title, url: url ?? "" };
}

/** One mark for each place, in the order of the text. */
function joined(marks: readonly SourceMark[]): readonly SourceMark[] {
  const places = new Map<number, Set<number>>();
  for (const { at, pages } of marks) {
    places.set(at, new Set([...(places.get(at) ?? []), ...pages]));
  }
  return [...places]
    .filter(([, pages]) => pages.size > 0)
    .map(([at, pages]) => ({ at, pages: [...pages] }))
    .sort((a, b) => a.at - b.at);
}

const statuses: Readonly<Record<string, ReadPage["status"]>> = {
  URL_RETRIEVAL_STATUS_SUCCESS: "read",
  URL_RETRIEVAL_STATUS_PAYWALL: "paywall",
  URL_RETRIEVAL_STATUS_UNSAFE: "unsafe",
};

function readPages({ urlContext }: Told): readonly ReadPage[] {
  return (urlContext?.urlMetadata ?? []).flatMap(({ retrievedUrl: url, urlRetrievalStatus = "" }) =>
    url === undefined ? [] : [{ url, status: statuses[urlRetrievalStatus] ?? "failed" }],
  );
}
