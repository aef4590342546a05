import type { Caller } from "./caller.ts";
import type { RetryOptions } from "./retry.ts";

/** The pages of a list. `path` has a query already. */
export async function* allPages<Page extends { readonly nextPageToken?: string }>(
  caller: Caller,
  path: string,
  options: RetryOptions,
): AsyncGenerator<Page, void, undefined> {
  let pageToken = "";
  do {
    const query = pageToken === "" ? "" : `&pageToken=${encodeURIComponent(pageToken)}`;
    const page: Page = await caller.retried("GET", `${path}${query}`, options);
    yield page;
    // A server that repeats a token would keep us for ever.
    pageToken = page.nextPageToken === pageToken ? "" : (page.nextPageToken ?? "");
  } while (pageToken !== "");
}
