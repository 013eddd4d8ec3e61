// `npm run pictures`: the README's pictures, taken from a freshly seeded running system.
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useOwnNode } from "./lib/node.mjs";
import { inRoot } from "./lib/paths.mjs";
import { main, say } from "./lib/run.mjs";
import { setUpTests } from "./setup/index.mjs";

const OUT = inRoot("public", "pictures");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

await main(async () => {
  await setUpTests();
  await useOwnNode();
  const { build } = await import("./build/index.mjs");
  await build();
  const dataDir = await mkdtemp(join(tmpdir(), "liandan-pictures-"));
  const { openServer } = await import("./server/open.mjs");
  const { seedIfEmpty } = await import("./seed/index.mjs");
  const { chromium } = await import("@playwright/test");
  const server = await openServer({ dataDir });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    await seedIfEmpty(server);
    mkdirSync(OUT, { recursive: true });
    await board(browser, server);
    await phoneForm(browser, server);
  } finally {
    await browser.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
  say("The pictures are in public/pictures/.");
});

async function board(browser, { url, db }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  const admin = await db.prepare("SELECT workspace_id, id FROM members WHERE role = 'admin' LIMIT 1").first();
  await db
    .prepare("INSERT INTO sessions (token_hash, workspace_id, member_id, created_at, seen_at) VALUES (?, ?, ?, ?, ?)")
    .bind(hash, admin.workspace_id, admin.id, Date.now(), Date.now())
    .run();
  await context.addCookies([{ name: "ld_desk", value: token, url }]);
  const page = await context.newPage();
  await page.goto(`${url}/desk/board`);
  await page.locator(".slip").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: join(OUT, "board.png") });
  await context.close();
}

async function phoneForm(browser, { url }) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  await page.goto(`${url}/p/demo/new`);
  await page.locator("form input").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: join(OUT, "phone-form.png") });
  await context.close();
}
