/**
 * Keeps pages and what they load, so that they open in a tunnel; everything else, the API above all, goes to the network
 * as if this were not here. Built once for each family of pages, whose names and files build-steps/kept-pages.ts fills in.
 */
interface WorkerEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface FetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Worker {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: "install" | "activate", listener: (event: WorkerEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
}

const worker = globalThis as unknown as Worker;
/** A page stands for every address below it where it ends in a star. */
const pages = "__KEPT_PAGES__".split(" ");
const files = "__KEPT_FILES__".split(" ");
const languages = "__KEPT_LANGUAGES__".split(" ");
const family = "railbooker-__KEPT_FAMILY__-";
/** A different build has different files, and so a cache of its own. */
const cacheName = `${family}${hash(files.join(" "))}`;

worker.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) =>
        Promise.all([
          cache.addAll([...pages, ...files].map((path) => new Request(path, { cache: "no-cache" }))),
          ...pages.flatMap((page) => languages.map((language) => keepLanguage(cache, page, language))),
        ]),
      )
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith(family) && name !== cacheName))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const page = pages.find((each) =>
    each.endsWith("*") ? url.pathname.startsWith(each.slice(0, -1)) : url.pathname === each,
  );
  if (request.mode === "navigate" && page !== undefined) event.respondWith(newestPage(event, page));
  else if (files.includes(url.pathname)) event.respondWith(keptFile(request));
});

/** The name of a page in one language; under its own it is kept in the language in which it was read last. */
const inLanguage = (page: string, language: string): string => `${page}?lang=${language}`;

/** Asked without the cookie, which would name the language that is read now. */
async function keepLanguage(cache: Cache, page: string, language: string): Promise<void> {
  const headers = { "Accept-Language": language };
  const response = await fetch(page, { headers, credentials: "omit", cache: "no-cache" });
  if (!response.ok) throw new Error(`${page} in ${language} answered ${response.status}`);
  await cache.put(inLanguage(page, language), response);
}

/** The page of the network, which names the newest files; the kept one where the network is silent for three seconds. */
async function newestPage(event: FetchEvent, page: string): Promise<Response> {
  try {
    const response = await fetch(event.request, { signal: AbortSignal.timeout(3_000) });
    if (response.status >= 500) throw new Error(`the page answered ${response.status}`);
    // Not "ok" is also the address with another language in it, which leads on to the page itself.
    if (response.ok) event.waitUntil(keepPage(page, response.clone()));
    return response;
  } catch {
    return (await changeLanguage(event.request, page)) ?? (await keptPage(page)) ?? Response.error();
  }
}

const keptPage = (name: string): Promise<Response | undefined> =>
  caches.match(name, { cacheName, ignoreVary: true });

/** What the server does with an address that asks for a language: the page is in it from now on, at its own address. */
async function changeLanguage({ url }: Request, page: string): Promise<Response | undefined> {
  const address = new URL(url);
  const language = address.searchParams.get("lang");
  if (language === null) return undefined;
  const found = await keptPage(inLanguage(page, language));
  if (found === undefined) return undefined;
  await (await caches.open(cacheName)).put(page, found);
  address.searchParams.delete("lang");
  return Response.redirect(address, 303);
}

/** The page in the language in which it was read last; not that of a newer build, whose files are not at hand. */
async function keepPage(page: string, response: Response): Promise<void> {
  const html = await response.clone().text();
  const named = [...html.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, file = ""]) => file);
  if (!named.every((file) => files.includes(file))) return;
  const cache = await caches.open(cacheName);
  await cache.put(page, response);
}

async function keptFile(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName, ignoreVary: true })) ?? fetch(request);
}

function hash(text: string): string {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + character.charCodeAt(0)) | 0;
  return (sum >>> 0).toString(36);
}
