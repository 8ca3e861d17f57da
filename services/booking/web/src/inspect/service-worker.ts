/**
 * Keeps /inspect and what it loads, so that it opens in a tunnel; everything else, the API above all, goes to the network
 * as if this were not here. Built as /inspect-sw.js, with its list of files filled in by vite.config.ts.
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
/** A different build has different files, and so a cache of its own. */
const files = "__INSPECT_FILES__".split(" ");
const page = "/inspect";
const family = "railbooker-inspect-";
const cacheName = `${family}${hash(files.join(" "))}`;

worker.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll([page, ...files].map((path) => new Request(path, { cache: "no-cache" }))))
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
  if (request.mode === "navigate" && url.pathname === page) event.respondWith(newestPage(request));
  else if (files.includes(url.pathname)) event.respondWith(keptFile(request));
});

/** The page of the network, which names the newest files; the kept one where the network is silent for three seconds. */
async function newestPage(request: Request): Promise<Response> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(3_000) });
    if (response.ok) return response;
    throw new Error(`the page answered ${response.status}`);
  } catch {
    return (await caches.match(page, { cacheName, ignoreVary: true })) ?? Response.error();
  }
}

async function keptFile(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName, ignoreVary: true })) ?? fetch(request);
}

function hash(text: string): string {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + character.charCodeAt(0)) | 0;
  return (sum >>> 0).toString(36);
}
