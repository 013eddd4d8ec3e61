// Keeps the pages' shells and the files they name on this device, so that a page that was seen before opens at once,
// also without a signal. Answers of the API are never kept, and nothing personal: shells are asked for without cookies.
const PAGES = "pages-1";
const FILES = "files-1";
/** How long a reload waits for the network before the kept page shows after all. */
const RELOAD_MS = 4_000;

/** The address under which the shell of a page is asked for and kept; many pages share one. */
function shellOf(path) {
  const [, first, second] = path.split("/");
  if (first === "desk" && (second === "settings" || second === "articles")) return `/desk/${second}`;
  if (first === "" || first === "desk") return "/desk";
  if (first === "t") return "/t/";
  return first === "p" && second ? `/p/${second}` : undefined;
}

addEventListener("install", (event) => {
  // What goes to the server anyway, and files that are kept, need not wait until this script runs.
  event.addRoutes?.([
    { condition: { urlPattern: new URLPattern({ pathname: "/api/*" }) }, source: "network" },
    { condition: { urlPattern: new URLPattern({ pathname: "/assets/*" }) }, source: { cacheName: FILES } },
  ]);
  skipWaiting();
  event.waitUntil(keepOpenPages());
});

addEventListener("activate", (event) => event.waitUntil(Promise.all([clients.claim(), forgetOlderCaches()])));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const shell = request.mode === "navigate" ? shellOf(pathname) : undefined;
  if (shell) event.respondWith(page(event, shell));
  else if (pathname.startsWith("/assets/") || pathname === "/favicon.svg") event.respondWith(file(request, pathname));
});

/** The kept page at once, and a newer one for the next time. Who reloads asks for the newest. */
async function page(event, shell) {
  const kept = await caches.match(shell, { cacheName: PAGES });
  event.waitUntil(refresh(shell));
  if (!kept) return fetch(event.request);
  if (event.request.cache !== "no-cache") return kept;
  const late = new Promise((done) => setTimeout(done, RELOAD_MS, kept));
  return Promise.race([fetch(event.request).catch(() => kept), late]);
}

const file = async (request, path) => (await caches.match(path, { cacheName: FILES })) ?? fetch(request);

async function keepOpenPages() {
  const open = await clients.matchAll({ includeUncontrolled: true, type: "window" });
  const shells = new Set(open.map((client) => shellOf(new URL(client.url).pathname)).filter(Boolean));
  await Promise.all([...shells].map(refresh));
}

let turn = Promise.resolve();

/** Asks for a shell and keeps it. One after the other, so that none forgets the files of another one half kept. */
function refresh(shell) {
  turn = turn.then(() => keepNewest(shell)).catch(() => {
    // Without the network, or without room, what is kept goes on serving.
  });
  return turn;
}

async function keepNewest(shell) {
  const [pages, files] = await Promise.all([caches.open(PAGES), caches.open(FILES)]);
  await forgetUnused(pages, files);
  const response = await fetch(shell, { credentials: "omit", redirect: "error" });
  if (response.status === 404) await Promise.all([shell, before(shell)].map((page) => pages.delete(page)));
  if (!response.ok) return;
  const named = namedIn(await response.clone().text());
  const last = await pages.match(shell);
  const kept = new Set(await pathsIn(files));
  // A name with a hash has one content for ever. The page comes last: a kept page finds all of its files.
  await files.addAll(named.filter((path) => !path.startsWith("/assets/") || !kept.has(path)));
  if (last && namedIn(await last.clone().text()).join() !== named.join()) await pages.put(before(shell), last);
  await pages.put(shell, response);
}

/** Where the page of the deploy before is kept: a tab may still be loading it, and its files are nowhere else any more. */
const before = (shell) => `${shell}?before`;

/** Files that no kept page names: those of older deploys than the last two. */
async function forgetUnused(pages, files) {
  const shells = await Promise.all((await pages.matchAll()).map((page) => page.text()));
  const used = new Set(shells.flatMap(namedIn));
  const unused = (await pathsIn(files)).filter((path) => !used.has(path));
  await Promise.all(unused.map((path) => files.delete(path)));
}

async function forgetOlderCaches() {
  const older = (await caches.keys()).filter((name) => name !== PAGES && name !== FILES);
  await Promise.all(older.map((name) => caches.delete(name)));
}

const pathsIn = async (cache) => (await cache.keys()).map((request) => new URL(request.url).pathname);

/** What a page's markup loads. */
const namedIn = (html) => [...new Set([...html.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map((match) => match[1]))];
