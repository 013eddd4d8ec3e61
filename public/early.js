// Runs before the first paint: theme and language as chosen on this device, and the page's first requests, so that
// they travel beside the program. Everything else is the program's.
const page = document.documentElement;

const chosen = (key) => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

const dark = matchMedia("(prefers-color-scheme: dark)");
const showTheme = () => {
  const theme = chosen("ld.theme");
  // "As the system" is a choice, too.
  page.dataset.theme = theme === "light" || theme === "dark" ? theme : dark.matches ? "dark" : "light";
};
showTheme();
dark.addEventListener("change", showTheme);

// The server wrote the browser's language into the page; a page that this device kept may have been made for another.
const spoken = (navigator.languages ?? []).map((tag) => tag.slice(0, 2).toLowerCase());
const lang = chosen("ld.lang") ?? spoken.find((word) => word === "zh" || word === "en") ?? "en";
// An article is in the language it is written in, whoever reads it.
if (page.dataset.name !== "kb") page.lang = lang === "zh" ? "zh-CN" : "en";

// The same addresses as the first `Load`s of each screen: an answer serves only the request of the same address.
const firstRequests = {
  desk(path, search) {
    const ticket = /^\/desk\/tickets\/(\d+)$/.exec(path);
    const urls = ["/api/v1/session", "/api/v1/directory"];
    if (path === "/desk" || path === "/desk/board") urls.push(`/api/v1/board${search}`);
    if (path === "/desk/tickets") urls.push(`/api/v1/tickets${search}`);
    if (path === "/desk/subtasks") urls.push("/api/v1/subtasks");
    if (ticket) urls.push(`/api/v1/tickets/${ticket[1]}`);
    return path === "/" || path === "/desk/sign-in" ? [] : urls;
  },
  portal(path) {
    const ticket = /^\/p\/[^/]+\/tickets\/(\d+)$/.exec(path);
    const urls = ticket ? [`/api/v1/tickets/${ticket[1]}`, "/api/v1/session"] : [];
    const slug = /^\/p\/([^/]+)/.exec(path)?.[1];
    // A kept page tells of the portal as it was, and of nobody.
    if (slug && navigator.serviceWorker?.controller) urls.push(`/api/v1/portal/${slug}`);
    return urls;
  },
  // What it asks with stands behind the address's #, and is sent by its own script.
  approval: () => [],
  // It is whole as it comes.
  kb: () => [],
};

const program = page.dataset.name;
globalThis.liandanFirst = firstRequests[program](location.pathname, location.search).map((url) => {
  const response = fetch(url, { headers: { "x-liandan-app": program, "accept-language": page.lang } });
  // Whoever takes the answer also learns of a failure; until then it is not an unhandled one.
  response.catch(() => {});
  return { url, response };
});

// What ends a program without its panic hook: memory or stack that is used up, a browser's function that throws. What it
// was doing then is half done, so nothing in it can be relied on any more.
const failed = (error) => {
  if (error instanceof WebAssembly.RuntimeError || /wasm-function/.test(error?.stack)) page.dataset.program = "failed";
};
addEventListener("error", ({ error }) => failed(error));
addEventListener("unhandledrejection", ({ reason }) => failed(reason));

// The overlay's button must work when the program no longer does.
addEventListener(
  "click",
  (event) => {
    if (!event.target.closest?.("[data-reload]")) return;
    event.stopImmediatePropagation();
    location.reload();
  },
  true,
);

// Once the program runs, so that keeping the page for the next time takes nothing from this one.
const keepPage = () => navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => {});
if (navigator.serviceWorker) {
  new MutationObserver((_, observer) => {
    if (page.dataset.program !== "started") return;
    observer.disconnect();
    (globalThis.requestIdleCallback ?? setTimeout)(keepPage);
  }).observe(page, { attributeFilter: ["data-program"] });
}
