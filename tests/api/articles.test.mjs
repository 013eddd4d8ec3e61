// R26, R27: articles are written by agents, published by leads, and read as whole pages by those they are for.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ok, refused } from "./lib/expect.mjs";
import { newArticle, unique } from "./lib/forms.mjs";
import { openWorld } from "./lib/world.mjs";

let world;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const add = async (form) => ok(await world.agent.post("/articles", newArticle(form)), 201).id;
const view = async (id) => ok(await world.agent.get(`/articles/${id}`));
const edition = async (id, lang = "zh") => (await view(id)).editions.find((one) => one.lang === lang);

async function step(id, name, { who = world.lead, lang = "zh" } = {}) {
  const { version } = await view(id);
  return who.post(`/articles/${id}/editions/${lang}/step`, { version, step: name });
}

async function write(id, form, { who = world.agent, lang = "zh" } = {}) {
  const { version } = await view(id);
  return who.put(`/articles/${id}/editions/${lang}`, { version, ...form });
}

const published = async (form) => {
  const id = await add(form);
  ok(await step(id, "publish"));
  return { id, ...(await edition(id)) };
};

/** A page of the knowledge base, as a browser with this person's cookie gets it. */
async function page(path, { who, headers = {} } = {}) {
  const response = await fetch(`${world.url}/kb/${world.slug}${path}`, { redirect: "manual", headers: { "accept-language": "zh-CN", ...(who?.cookie ? { cookie: who.cookie } : {}), ...headers } });
  const queries = Number(response.headers.get("x-d1-queries"));
  return { status: response.status, headers: response.headers, html: await response.text(), queries };
}

const address = ({ slug, lang = "zh" }) => `/${lang}/${encodeURIComponent(slug)}`;

test("R26 an agent's article waits for a lead, who sends it back or publishes it", async () => {
  const id = await add();
  assert.equal((await edition(id)).stage, "draft");
  refused(await step(id, "publish", { who: world.agent }), 403, "not_allowed");
  ok(await step(id, "submit", { who: world.agent }));
  refused(await step(id, "submit", { who: world.agent }), 409, "article_stage");
  ok(await step(id, "return"));
  assert.equal((await edition(id)).stage, "draft");
  ok(await step(id, "publish"));
  assert.deepEqual([(await edition(id)).stage, (await edition(id)).published], ["published", 1]);
  ok(await step(id, "archive"));
  assert.deepEqual([(await edition(id)).stage, (await edition(id)).published], ["archived", null]);
});

test("R26 what is written on is a draft; readers see the published text until the next one is published", async () => {
  const article = await published({ text: "旧的办法" });
  ok(await write(article.id, { title: "新的标题", text: "新的办法" }));
  assert.deepEqual([(await edition(article.id)).number, (await edition(article.id)).published], [2, 1]);
  assert.match((await page(address(article))).html, /旧的办法/);
  ok(await step(article.id, "publish"));
  const now = await page(address(article));
  assert.match(now.html, /新的办法/);
  assert.doesNotMatch(now.html, /旧的办法/);
});

test("R26 going on writing makes no version a minute; another writer's text is a version of its own, and all are kept", async () => {
  const id = await add({ text: "一" });
  ok(await write(id, { title: "标题", text: "一二" }));
  assert.equal((await edition(id)).number, 1);
  ok(await write(id, { title: "标题", text: "一二三" }, { who: world.colleague }));
  const { texts } = ok(await world.agent.get(`/articles/${id}/editions/zh/texts`));
  refused(await world.agent.get(`/articles/${id}/editions/en/texts`), 404, "not_found");
  assert.deepEqual(texts.map(({ number }) => number), [2, 1]);
  const text = async (number) => ok(await world.agent.get(`/articles/${id}/editions/zh/texts/${number}`)).text;
  assert.deepEqual([await text(2), await text(1)], ["一二三", "一二"]);
  refused(await world.agent.get(`/articles/${id}/editions/zh/texts/3`), 404, "not_found");
});

test("R19 R26 of two who write at once the second is told, and nothing is overwritten", async () => {
  const id = await add();
  const { version } = await view(id);
  ok(await world.agent.put(`/articles/${id}/editions/zh`, { version, title: "我先", text: "先" }));
  refused(await world.lead.put(`/articles/${id}/editions/zh`, { version, title: "我后", text: "后" }), 409, "record_changed");
  assert.equal((await edition(id)).text, "先");
});

test("R27 a published article is whole HTML with title, description, canonical address, alternates and facts", async () => {
  const article = await published({ title: "扫码枪提示“物料不存在”", text: "## 检查料号\n\n先核对 **料号**。\n\n## 重新同步\n\n等五分钟。\n\n## 仍然不行\n\n提交工单。" });
  const before = await page(address(article));
  assert.equal(before.status, 200);
  assert.match(before.html, /<html lang="zh-CN"/);
  assert.match(before.html, /<title>扫码枪提示“物料不存在” · /);
  assert.match(before.html, /<meta name="description" content="先核对 料号。/);
  assert.ok(before.html.includes(`<link rel="canonical" href="${world.url}/kb/${world.slug}/zh/`));
  assert.match(before.html, /<strong>料号<\/strong>/);
  assert.equal(JSON.parse(before.html.match(/ld\+json">(.*?)<\/script>/)[1]).inLanguage, "zh-CN");
  ok(await write(article.id, { title: "Scanner says unknown material", text: "Check the number." }, { lang: "en" }));
  ok(await step(article.id, "publish", { lang: "en" }));
  const after = await page(address(article));
  assert.match(after.html, /hreflang="en" href="[^"]*scanner-says-unknown-material/);
  assert.doesNotMatch(before.html, /<script(?![^>]*src=|[^>]*ld\+json)/);
});

test("R27 a page that was rendered before takes no database, and is asked for again by its tag", async () => {
  const article = await published();
  await page(address(article));
  const again = await page(address(article));
  assert.equal(again.queries, 0);
  assert.match(again.html, /先看电源/);
  const tag = again.headers.get("etag");
  const same = await page(address(article), { headers: { "if-none-match": tag } });
  assert.deepEqual([same.status, same.html], [304, ""]);
  ok(await write(article.id, { title: "别的", text: "别的办法" }));
  assert.equal((await page(address(article))).queries, 0, "a draft changes no page");
  ok(await step(article.id, "publish"));
  assert.notEqual((await page(address(article))).headers.get("etag"), tag);
});

test("R27 a changed address leads to the new one; what is taken down is gone", async () => {
  const article = await published();
  const slug = unique("power").toLowerCase();
  ok(await write(article.id, { title: "电源", text: "按开关", slug }));
  const old = await page(address(article));
  assert.deepEqual([old.status, old.headers.get("location")], [301, `${world.url}/kb/${world.slug}/zh/${slug}`]);
  ok(await step(article.id, "publish"));
  assert.equal((await page(`/zh/${slug}`)).status, 200);
  ok(await step(article.id, "archive"));
  for (const path of [`/zh/${slug}`, address(article)]) assert.equal((await page(path)).status, 404);
});

test("R26 two articles never share an address, and what is no address is refused by its field", async () => {
  const [one, two] = [await published(), await add()];
  refused(await write(two, { title: "二", text: "二", slug: one.slug }), 409, "address_taken", "slug");
  refused(await write(two, { title: "二", text: "二", slug: "a/b" }), 422, "address_invalid", "slug");
  refused(await write(two, { title: "", text: "二" }), 422, "field_required", "title");
  refused(await write(two, { title: "二", text: "长".repeat(60_001) }), 422, "text_too_long", "text");
  refused(await write(two, { title: "二", text: "x".repeat(2_000_000) }), 413, "body_too_large");
});

test("S5 what is for customers or the team is not there for others: no page, no title, no sitemap, no redirect", async () => {
  const team = await published({ title: unique("内部口令"), text: "内部", readers: "team" });
  const customers = await published({ title: unique("客户专享"), text: "客户", readers: "customers" });
  const seen = async (article, who) => (await page(address(article), { who })).status;
  assert.deepEqual([await seen(team), await seen(team, world.requester), await seen(team, world.agent)], [404, 404, 200]);
  assert.deepEqual([await seen(customers), await seen(customers, world.requester), await seen(customers, world.agent)], [404, 200, 200]);
  // What somebody with the right has read is not kept for somebody without.
  assert.deepEqual([await seen(team), await seen(customers)], [404, 404]);
  const titles = async (who) => (await page("/zh", { who })).html;
  assert.ok(!(await titles()).includes(team.title) && !(await titles()).includes(customers.title));
  assert.ok(!(await titles(world.requester)).includes(team.title) && (await titles(world.requester)).includes(customers.title));
  assert.ok((await titles(world.agent)).includes(team.title));
  const { html: sitemap } = await page("/sitemap.xml");
  for (const { slug } of [team, customers]) assert.ok(!sitemap.includes(encodeURIComponent(slug)));
  const foreign = await openWorld({ server: world.server });
  assert.deepEqual([await seen(team, foreign.admin), await seen(customers, foreign.requester)], [404, 404]);
});

test("S5 an article that becomes internal is no longer served to strangers, rendered before or not", async () => {
  const article = await published();
  assert.equal((await page(address(article))).status, 200);
  assert.equal((await page(address(article))).queries, 0);
  const { version } = await view(article.id);
  ok(await world.agent.put(`/articles/${article.id}`, { version, readers: "team", applies: [] }));
  assert.equal((await page(address(article))).status, 404);
});

test("R26 hostile Markdown stays text on the page", async () => {
  const article = await published({ title: "<script>alert(1)</script>\"'", text: "<script>alert(2)</script>\n\n[x](javascript:alert(3))\n\n<img src=x onerror=alert(4)>\n\n</div></main>{{body}}{{head}}" });
  const { html } = await page(address(article));
  assert.doesNotMatch(html, /<script>alert|href="javascript:|<img[^>]+onerror/);
  assert.equal(html.split("</main>").length, 2);
});

test("R26 R38 articles are the team's work: neither customers nor collaborators see drafts", async () => {
  const id = await add();
  for (const who of [world.requester, world.helper]) refused(await who.get(`/articles/${id}`), 403, "not_allowed");
  refused(await world.stranger.get("/articles"), 401, "sign_in_required");
  const { articles } = ok(await world.agent.get("/articles"));
  assert.ok(articles.some((row) => row.id === id));
});
