// A four-year-old phone on a slow line, in the real browser: 4 × slower CPU, 1.6 Mbit/s, 150 ms, 390 × 844.
import { chromium } from "@playwright/test";

const CPU_SLOWDOWN = 4;
const BYTES_PER_SECOND = 1_600_000 / 8;
const LATENCY_MS = 150;
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/**
 * Opens `url` for the first time and again, from what the browser and `public/sw.js` have kept. The page is usable when `usable` (a selector) is there and drawn.
 * Gives `{ first, repeat }`, each `{ usable, paint, shift, blocking, bytes }`: ms, ms, CLS, ms, bytes over the line.
 */
export async function phone({ url, usable, cookies = [], locale = "zh-CN" }) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  try {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale });
    if (cookies.length > 0) await context.addCookies(cookies);
    await context.addInitScript(observe, usable);
    const first = await visit(context, url);
    const repeat = await visit(context, url);
    return { first, repeat };
  } finally {
    await browser.close();
  }
}

async function visit(context, url) {
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  let bytes = 0;
  await line.send("Network.enable");
  line.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
  await line.send("Network.emulateNetworkConditions", { offline: false, latency: LATENCY_MS, downloadThroughput: BYTES_PER_SECOND, uploadThroughput: BYTES_PER_SECOND });
  await line.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(() => globalThis.__bench?.usable > 0, undefined, { timeout: 60_000 });
  await page.waitForLoadState("networkidle");
  const seen = await page.evaluate(() => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
    const { usable, shift, blocking } = globalThis.__bench;
    return { usable, paint, shift, blocking };
  });
  await page.close();
  return { ...seen, bytes };
}

/** Runs in the page before its own scripts: notes when the selector is drawn, layout shifts, and long tasks up to then. */
function observe(usable) {
  const bench = { usable: 0, shift: 0, blocking: 0 };
  globalThis.__bench = bench;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) bench.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) bench.blocking += Math.max(0, entry.duration - 50);
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    if (document.querySelector(usable)) requestAnimationFrame(() => setTimeout(() => (bench.usable ||= performance.now())));
    else requestAnimationFrame(look);
  };
  look();
}
