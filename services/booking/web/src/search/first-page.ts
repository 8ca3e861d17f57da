import { get } from "../api/http.js";
import type { JourneyPage } from "../api/types.js";
import { typeParameters, typesOf } from "./party.js";
import { type Errand, instantOf, type SearchQuery, type When } from "./search-query.js";

const pageSize = "8";

/** The first page of a search, as its question to the API. */
export function firstPageQuery(fromId: string, toId: string, when: When, { party }: Errand): string {
  const query = { from: fromId, to: toId, ...typeParameters(typesOf(party)), limit: pageSize, ...when };
  return new URLSearchParams(query).toString();
}

export interface AskedPage {
  query: string;
  page: Promise<JourneyPage>;
}

/** @param query of GET /trains @throws ApiError, by its `page`, as the API refuses */
export function askPage(query: string): AskedPage {
  return { query, page: get<JourneyPage>(`/trains?${query}`) };
}

/**
 * Asks while the rest of the page is still being made ready. Only an address that this site's script wrote, which names an
 * instant, is known to hold the ids of stations; another has to be looked up first.
 */
export function askEarly(search: SearchQuery): AskedPage | undefined {
  const when = instantOf(search);
  if (when === undefined || search.from === "" || search.to === "") return undefined;
  const asked = askPage(firstPageQuery(search.from, search.to, when, search));
  // Whoever waits for it is told; until then a refusal is not unhandled.
  asked.page.catch(() => undefined);
  return asked;
}
