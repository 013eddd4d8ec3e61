// A page that was seen before opens from the device: at once, without a signal, whole, and without anybody's name in it.
import { openWorld } from "../api/lib/world.mjs";
import { startServer } from "../lib/server.mjs";
import { deployments } from "./lib/deploy.mjs";
import { NETWORK, PHONE } from "./lib/person.mjs";
import { fillForm, receipt, submit } from "./lib/portal.mjs";
import { expect, test } from "./lib/test.mjs";

const FORM = (world) => `/p/${world.slug}/new`;
const tickets = (server, slug) => server.sql("SELECT serial FROM tickets t JOIN workspaces w ON w.id = t.workspace_id WHERE w.slug = ?", slug);
const uses = (server, slug) => server.sql("SELECT attachment_id FROM attachment_uses u JOIN workspaces w ON w.id = u.workspace_id WHERE w.slug = ?", slug);

/** Until the browser has kept this page's shell; its files are kept before it. */
const keptPage = (page, shell) => expect.poll(() => page.evaluate((path) => caches.match(path).then(Boolean), shell)).toBe(true);

/** What was sent before was filed once: not again by any later visit either, for the next ticket is the second one. */
async function nextIsSecond({ server, world, page }) {
  await page.goto(FORM(world));
  expect(await tickets(server, world.slug)).toHaveLength(1);
  await fillForm(page, { pictures: [] });
  await submit(page);
  expect((await receipt(page)).serial).toBe(2);
}

/** Opens an address in a new tab, as after the old one was closed. */
async function another(person, address) {
  const page = await person.context.newPage();
  person.watch(page);
  await page.goto(address);
  return page;
}

test("R6 the form opens without a signal on a repeated visit, and says that there is none", async ({ world, open }) => {
  const person = await open(undefined, PHONE);
  person.expects(NETWORK);
  await person.page.goto(FORM(world));
  await keptPage(person.page, `/p/${world.slug}`);
  await person.page.close();
  await person.context.setOffline(true);
  const page = await another(person, FORM(world));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("提交工单");
  await expect(page.getByText("没有网络。")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await fillForm(page, { pictures: [1] });
});

test("R5 R6 what was sent without a signal is kept over closing the page, and is filed once when the signal is back", async ({ server, world, open }) => {
  const person = await open(undefined, PHONE);
  person.expects(NETWORK);
  await person.page.goto(FORM(world));
  await keptPage(person.page, `/p/${world.slug}`);
  await person.page.close();
  await person.context.setOffline(true);
  const before = await another(person, FORM(world));
  await fillForm(before, { pictures: [1] });
  await submit(before);
  await expect(before.getByText("还没有发送成功。")).toBeVisible();
  await before.close();
  const home = await another(person, `/p/${world.slug}`);
  await expect(home.getByText("有一张工单还没有发送成功。")).toBeVisible();
  await home.getByRole("link", { name: "打开并发送" }).click();
  await expect(home.getByText("还没有发送成功。")).toBeVisible();
  expect(await tickets(server, world.slug)).toHaveLength(0);
  await person.context.setOffline(false);
  await receipt(home);
  expect(await tickets(server, world.slug)).toHaveLength(1);
  expect(await uses(server, world.slug)).toHaveLength(1);
  await home.goto(`/p/${world.slug}`);
  await expect(home.getByText("有一张工单还没有发送成功。")).toHaveCount(0);
  await nextIsSecond({ server, world, page: home });
});

test("R6 what was sent without a signal goes out by itself at the next opening", async ({ server, world, open }) => {
  const person = await open(undefined, PHONE);
  person.expects(NETWORK);
  await person.page.goto(FORM(world));
  await keptPage(person.page, `/p/${world.slug}`);
  await person.context.setOffline(true);
  await fillForm(person.page, { pictures: [1, 2] });
  await submit(person.page);
  await expect(person.page.getByText("还没有发送成功。")).toBeVisible();
  await person.page.close();
  await person.context.setOffline(false);
  const page = await another(person, FORM(world));
  await receipt(page);
  expect(await tickets(server, world.slug)).toHaveLength(1);
  expect(await uses(server, world.slug)).toHaveLength(2);
  await nextIsSecond({ server, world, page });
});

test("R6 a server that is away while the browser believes to be online is asked for again", async ({ open }) => {
  const own = await startServer();
  try {
    const world = await openWorld({ server: own });
    const person = await open(undefined, { ...PHONE, baseURL: own.url });
    person.expects(NETWORK);
    const { page } = person;
    await page.goto(FORM(world));
    await keptPage(page, `/p/${world.slug}`);
    await own.kill9();
    await page.goto(FORM(world));
    await fillForm(page, { pictures: [1] });
    await submit(page);
    await expect(page.getByText("还没有发送成功。")).toBeVisible();
    await own.restart();
    await receipt(page);
    expect(await tickets(own, world.slug)).toHaveLength(1);
    expect(await uses(own, world.slug)).toHaveLength(1);
    await nextIsSecond({ server: own, world, page });
  } finally {
    await own.stop();
  }
});

test("S15 the device keeps nobody's name with a page, and a customer is still known on it until they sign out", async ({ world, open }) => {
  const person = await open(world.requester, PHONE);
  const name = `requester ${world.slug}`;
  const contact = (page) => page.getByLabel("姓名");
  await person.page.goto(FORM(world));
  await keptPage(person.page, `/p/${world.slug}`);
  const kept = await person.page.evaluate(async (word) => {
    const answers = [];
    for (const cache of await caches.keys()) answers.push(...(await (await caches.open(cache)).matchAll()));
    return Promise.all(answers.map(async (answer) => ({ path: new URL(answer.url).pathname, names: (await answer.text()).includes(word) })));
  }, name);
  expect(kept.map(({ path }) => path)).toContain(`/p/${world.slug}`);
  expect(kept.filter(({ path, names }) => names || path.startsWith("/api/"))).toEqual([]);
  const again = await another(person, `${FORM(world)}?step=3`);
  await expect(again.getByRole("button", { name })).toBeVisible();
  await expect(again.getByRole("radio", { name: "一个部门" })).toBeVisible();
  await expect(contact(again)).toHaveCount(0);
  await again.getByRole("button", { name }).click();
  await again.getByRole("menuitem", { name: /退出登录/ }).click();
  await expect(again.getByRole("link", { name: "登录", exact: true })).toBeVisible();
  await again.goto(`${FORM(world)}?step=3`);
  await expect(contact(again)).toBeVisible();
});

test("a new deploy shows at the second visit or a reload, whole; until it is here whole, the old one goes on", async ({ server, world, open }) => {
  const site = await deployments(server.url);
  try {
    const person = await open(undefined, { ...PHONE, baseURL: site.url });
    await person.page.goto(`/p/${world.slug}`);
    await keptPage(person.page, `/p/${world.slug}`);
    const shown = (page) => page.evaluate(() => document.querySelector("link[rel=stylesheet]").getAttribute("href"));
    const old = await shown(person.page);
    // The style sheet of the next deploy does not arrive, so its page is not taken.
    site.deploy("second", { broken: true });
    for (let visit = 0; visit < 2; visit += 1) {
      const asked = site.asked();
      const page = await another(person, `/p/${world.slug}`);
      await expect(page.locator("html")).toHaveAttribute("data-program", "started");
      expect(await shown(page)).toBe(old);
      await expect.poll(() => site.asked()).toBeGreaterThan(asked);
    }
    site.deploy("third");
    const first = await another(person, `/p/${world.slug}`);
    await expect(first.locator("html")).toHaveAttribute("data-program", "started");
    expect(await shown(first)).toBe(old);
    await expect.poll(() => first.evaluate((path) => caches.match(path).then((page) => page.text()), `/p/${world.slug}`)).toContain("third");
    const second = await another(person, `/p/${world.slug}`);
    await expect(second.locator("html")).toHaveAttribute("data-program", "started");
    expect(await shown(second)).toContain("third");
    const names = await second.evaluate(() => performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname));
    const assets = names.filter((path) => path.startsWith("/assets/"));
    expect(assets.length).toBeGreaterThan(3);
    expect(assets.filter((path) => !path.includes("third"))).toEqual([]);
    site.deploy("fourth");
    await second.reload();
    await expect(second.locator("html")).toHaveAttribute("data-program", "started");
    expect(await shown(second)).toContain("fourth");
  } finally {
    await site.close();
  }
});

test("a tab of the deploy before still finds its files after other tabs took the new one; those of older deploys are forgotten", async ({ server, world, open }) => {
  const site = await deployments(server.url);
  try {
    const person = await open(undefined, { ...PHONE, baseURL: site.url });
    const address = `/p/${world.slug}`;
    await person.page.goto(address);
    await keptPage(person.page, address);
    const tab = await another(person, address);
    await expect(tab.locator("html")).toHaveAttribute("data-program", "started");
    const files = await tab.evaluate(() => performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname).filter((path) => path.startsWith("/assets/")));
    expect(files.length).toBeGreaterThan(3);
    const kept = () => tab.evaluate((paths) => Promise.all(paths.map(async (path) => ((await caches.match(path)) ? [path] : []))).then((all) => all.flat()), files);
    const newest = () => tab.evaluate((path) => caches.match(path).then((page) => page.text()), address);
    site.deploy("second");
    for (let visit = 0; visit < 3; visit += 1) {
      const asked = site.asked();
      await another(person, address);
      await expect.poll(() => site.asked()).toBeGreaterThan(asked);
    }
    await expect.poll(newest).toContain("second");
    expect(await kept()).toEqual(files);
    site.deploy("third");
    await another(person, address);
    await expect.poll(newest).toContain("third");
    await another(person, address);
    await expect.poll(kept).toEqual([]);
  } finally {
    await site.close();
  }
});

test("the script that keeps pages is itself asked for anew each time", async ({ server }) => {
  const answer = await fetch(`${server.url}/sw.js`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("text/javascript");
  expect(answer.headers.get("cache-control")).toBe("no-cache");
});
