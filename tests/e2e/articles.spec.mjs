// An article from its first word to a reader's phone (R26, R27).
import AxeBuilder from "@axe-core/playwright";
import { ok } from "../api/lib/expect.mjs";
import { newArticle } from "../api/lib/forms.mjs";
import { PHONE } from "./lib/person.mjs";
import { expect, test } from "./lib/test.mjs";

// A request that is sent while the service worker takes over escapes Playwright's routes.
test.use({ serviceWorkers: "block" });

async function published(world, form) {
  const { id } = ok(await world.agent.post("/articles", newArticle(form)), 201);
  const view = ok(await world.lead.post(`/articles/${id}/editions/zh/step`, { version: 1, step: "publish" }));
  return { id, slug: view.editions[0].slug };
}

test("R26 R27 an agent writes an article, a lead publishes it, a stranger reads it", async ({ world, open }) => {
  const agent = await open(world.agent);
  await agent.page.goto("/desk/articles");
  await agent.page.getByRole("button", { name: "New article" }).click();
  const dialog = agent.page.getByRole("dialog");
  await dialog.getByLabel("Title").fill("The scanner does nothing");
  await dialog.getByRole("button", { name: "Start writing" }).click();
  await expect(agent.page).toHaveURL(/\/desk\/articles\/.+/);
  await agent.page.getByLabel("Text (Markdown)").fill("## Look at the power\n\nPress the **switch**.");
  await expect(agent.page.locator(".editor-preview strong")).toHaveText("switch");
  await expect(agent.page.getByText("Saved", { exact: true })).toBeVisible();
  await agent.page.getByRole("button", { name: "Submit for review" }).click();
  await expect(agent.page.getByText(/In review/).first()).toBeVisible();
  await expect(agent.page.getByRole("button", { name: "Publish" })).toHaveCount(0);
  const lead = await open(world.lead);
  await lead.page.goto(agent.page.url());
  await lead.page.getByRole("button", { name: "Publish" }).click();
  await expect(lead.page.getByText("Published: readers see it now")).toBeVisible();
  const stranger = await open(undefined);
  await stranger.page.goto(`/kb/${world.slug}/en`);
  await stranger.page.getByRole("link", { name: /The scanner does nothing/ }).click();
  await expect(stranger.page.getByRole("heading", { level: 1 })).toHaveText("The scanner does nothing");
  await expect(stranger.page.locator("article strong")).toHaveText("switch");
});

test("R19 R26 what was typed and not yet saved is there after a reload", async ({ world, open }) => {
  const { id } = ok(await world.agent.post("/articles", newArticle({ lang: "en", title: "A draft" })), 201);
  const person = await open(world.agent);
  const { page } = person;
  person.expects(/net::ERR_/);
  await page.route("**/editions/en", (route) => route.abort("connectionreset"));
  await page.goto(`/desk/articles/${id}`);
  await page.getByLabel("Text (Markdown)").fill("Half a thought");
  await expect(page.getByText(/No connection/).first()).toBeVisible();
  await page.unroute("**/editions/en");
  await page.reload();
  await expect(page.getByLabel("Text (Markdown)")).toHaveValue("Half a thought");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
});

test("R27 an article is readable and navigable with scripts off, on a phone, and nothing runs sideways", async ({ world, open }) => {
  const text = "## 一、检查电源\n\n按开关。\n\n## 二、检查网线\n\n| 灯 | 意思 |\n|---|---|\n| 绿 | 正常 |\n\n```\n一行很长很长的代码一行很长很长的代码一行很长很长的代码一行很长很长的代码\n```\n\n## 三、提交工单\n\n> [!WARNING]\n> 不要拔电源。";
  const { slug } = await published(world, { title: "扫码枪没有反应", text });
  const { page } = await open(undefined, { ...PHONE, lang: "zh", javaScriptEnabled: false });
  await page.goto(`/kb/${world.slug}/zh/${encodeURIComponent(slug)}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("扫码枪没有反应");
  await page.locator(".contents-fold summary").click();
  await page.locator(".contents-fold").getByRole("link", { name: "三、提交工单" }).click();
  await expect(page).toHaveURL(/#/);
  await expect(page.getByText("不要拔电源。")).toBeInViewport();
  await page.getByRole("link", { name: "知识库" }).click();
  await page.getByRole("link", { name: /扫码枪没有反应/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("扫码枪没有反应");
});

for (const theme of ["light", "dark"]) {
  test(`R27 an article and the home of the knowledge base have no serious fault for screen readers (${theme})`, async ({ world, open }) => {
    const { slug } = await published(world, { text: "## 一\n\n> [!TIP]\n> 好\n\n## 二\n\n- [ ] 做\n\n## 三\n\n`代码`" });
    const { page } = await open(undefined, { lang: "zh", colorScheme: theme });
    for (const path of [`/kb/${world.slug}/zh`, `/kb/${world.slug}/zh/${encodeURIComponent(slug)}`]) {
      await page.goto(path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
    }
  });
}
