// Tags by rule (R9) and routing (R11) as people set them and meet them.
import { ok } from "../api/lib/expect.mjs";
import { routingRule, tagRule } from "../api/lib/forms.mjs";
import { file, read } from "../api/lib/world.mjs";
import { openBoard } from "./lib/board.mjs";
import { overflow, PHONE } from "./lib/person.mjs";
import { expect, test } from "./lib/test.mjs";
import { openTicket } from "./lib/ticket.mjs";

const rules = async (world) => ok(await world.admin.get("/routing-rules"));
const save = async (world, list) => ok(await world.admin.put("/routing-rules", { version: (await rules(world)).version, unowned_minutes: 30, rules: list }));
const names = (page) => page.locator(".rule:not(.usual) .rule-text > b").allTextContents();

test("R9 a ticket shows its tags with the words that brought them; an agent corrects them, and takes that back", async ({ world, open }) => {
  const serial = await file(world, { title: "新员工账号开通，打印机也要" });
  const { page } = await open(world.agent);
  await openTicket(page, serial);
  const tags = page.locator(".facts .tags li");
  await expect(tags.nth(0)).toContainText("Access request");
  await expect(tags.nth(0)).toContainText("because of 账号开通");
  await page.getByRole("button", { name: "Remove the tag Printing" }).click();
  await expect(tags).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(tags).toHaveCount(2);
  await page.getByRole("button", { name: "Add a tag" }).click();
  await page.getByRole("menuitem", { name: "Reports" }).click();
  await expect(tags.filter({ hasText: "Reports" })).toContainText("added by hand");
  await expect.poll(async () => (await read(world, serial)).ticket.tags.map(({ tag }) => tag)).toEqual(["access", "print", "report"]);
});

test("R9 a card and a row show the tags, two by name and the rest by number", async ({ world, open }) => {
  const serial = await file(world, { title: "账号开通后打印机登录失败，报表也导不出" });
  const { tags } = (await read(world, serial)).ticket;
  expect(tags.length).toBeGreaterThan(2);
  const { page } = await open(world.agent);
  await openBoard(page);
  const chips = page.locator(`.slip[data-serial="${serial}"] .card-tags .chip`);
  await expect(chips).toHaveCount(3);
  await expect(chips.first()).toHaveText("Access request");
  await expect(chips.last()).toHaveText(`+${tags.length - 2}`);
  await page.goto("/desk/tickets");
  await expect(page.locator(".rows .card-tags .chip").first()).toHaveText("Access request");
});

test("R9, R20 the list under a tag shows its tickets", async ({ world, open }) => {
  await file(world, { title: "打印机坏了" });
  await file(world, { title: "别的事" });
  const { page } = await open(world.agent);
  await page.goto("/desk/tickets");
  await page.getByRole("button", { name: "Tag", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "Printing" }).click();
  await expect(page).toHaveURL(/tag=print/);
  await expect(page.locator(".rows tbody tr")).toHaveCount(1);
  await expect(page.locator(".rows tbody tr")).toContainText("打印机坏了");
});

test("R9 an admin adds a tag, tries it, sees how it does, and brings the first ones back", async ({ world, open }) => {
  const { page } = await open(world.admin);
  await page.goto("/desk/settings/tags");
  await expect(page.locator(".entry")).toHaveCount(6);
  await page.getByRole("button", { name: "New tag" }).click();
  await page.getByLabel("Name in English").fill("Attendance");
  await page.getByLabel("Words and synonyms, one a line").fill("打卡\nclock in");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".entry").filter({ hasText: "Attendance" })).toContainText("打卡, clock in");
  await page.getByLabel("Try it: type a title").fill("I cannot clock in, and the printer is slow");
  const found = page.locator(".tags li");
  await expect(found).toHaveCount(3);
  await expect(found.filter({ hasText: "Attendance" })).toContainText("because of clock in");
  await file(world, { title: "打卡失败" });
  await page.reload();
  await expect(page.locator(".entry").filter({ hasText: "Attendance" })).toContainText("Found 1");
  await page.getByRole("button", { name: "More: Printing" }).click();
  await page.getByRole("menuitem", { name: "Stop using it" }).click();
  await expect(page.locator(".entry.gone")).toContainText("Printing");
  await page.getByRole("button", { name: "Restore the first tags" }).click();
  await expect(page.locator(".entry.gone")).toHaveCount(0);
  await expect(page.locator(".entry")).toHaveCount(7);
});

test("R9 somebody else's change is not written over: the form says so, and keeps what was typed", async ({ world, open }) => {
  const { page } = await open(world.admin);
  await page.goto("/desk/settings/tags");
  await page.getByRole("button", { name: "New tag" }).click();
  await page.getByLabel("Name in English").fill("Mine");
  const { version, rules: all } = ok(await world.admin.get("/tag-rules"));
  ok(await world.admin.put("/tag-rules", { version, rules: [...all, tagRule({ name: { en: "Theirs" } })] }));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("save once more");
  await expect(page.locator(".entry").filter({ hasText: "Theirs" })).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".entry").filter({ hasText: "Mine" })).toBeVisible();
  await expect(page.locator(".entry").filter({ hasText: "Theirs" })).toBeVisible();
});

test("R11 an admin writes rules, orders them, tries them, and saves them", async ({ world, open }) => {
  const serial = await file(world, { title: "打印机坏了" });
  const { page } = await open(world.admin);
  await page.goto("/desk/settings/routing");
  await page.getByRole("button", { name: "New rule" }).click();
  await page.getByRole("group", { name: "Tag" }).or(page.locator("details").filter({ hasText: /^Tag/ })).first().locator("summary").click();
  await page.getByLabel("Printing").check();
  await page.getByLabel("Team", { exact: true }).selectOption({ label: "Consultants" });
  await page.getByLabel("Owner, of those who are there").selectOption("round_robin");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.locator(".rule").first()).toContainText("tag is Printing → Consultants, owner: each in turn");
  await page.getByRole("button", { name: "New rule" }).click();
  await page.getByLabel("Name").first().fill("Everything");
  await page.getByLabel("Team", { exact: true }).selectOption({ label: "Development" });
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Move up: Everything" }).click();
  await expect.poll(() => names(page)).toEqual(["Everything", "tag is Printing"]);
  await expect(page.locator(".rule").nth(1)).toContainText("never reached");
  await expect(page.getByRole("button", { name: "Move up: Everything" })).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => names(page)).toEqual(["tag is Printing", "Everything"]);
  await page.getByRole("button", { name: "Try the rules" }).click();
  const row = page.locator(".trial tr").filter({ hasText: `#${serial}` });
  await expect(row).toContainText("Operations · nobody");
  await expect(row).toContainText("Consultants · ");
  expect((await rules(world)).version).toBe(0);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("There are changes that are not saved")).toHaveCount(0);
  expect((await rules(world)).rules.map(({ name }) => name)).toEqual(["tag is Printing", "Everything"]);
  await page.getByRole("button", { name: "More: Everything" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect.poll(() => names(page)).toEqual(["tag is Printing", "Everything"]);
});

test("R11 a rule can hold outside business hours, by the workspace's calendar", async ({ world, open }) => {
  const { page } = await open(world.admin);
  await page.goto("/desk/settings/routing");
  await page.getByRole("button", { name: "New rule" }).click();
  await page.getByRole("radio", { name: "Outside business hours" }).check({ force: true });
  await expect(page.getByText("By the calendar of the last policy in Service levels")).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.locator(".rule").first()).toContainText("filed outside business hours → ");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("There are changes that are not saved")).toHaveCount(0);
  expect((await rules(world)).rules[0].on).toMatchObject({ business_hours: "outside", hours: null });
  await page.getByRole("button", { name: /^More:/ }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await expect(page.getByRole("radio", { name: "Outside business hours" })).toBeChecked();
});

test("R11 hours in a zone that does not exist are refused at their field", async ({ world, open }) => {
  const { page } = await open(world.admin);
  await page.goto("/desk/settings/routing");
  await page.getByRole("button", { name: "New rule" }).click();
  await page.getByRole("radio", { name: "At some hours" }).check({ force: true });
  await page.getByLabel("Time zone").fill("Mars/Olympus");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("This time zone is not known")).toBeVisible();
  await expect(page.getByLabel("Time zone")).toBeFocused();
  await page.getByLabel("Time zone").fill("Asia/Shanghai");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.locator(".rule").first()).toContainText("18:00–09:00 (Asia/Shanghai)");
});

test("R11 a rule that no ticket can fit says so beside it", async ({ world, open }) => {
  const [mill, other] = [ok(await world.admin.post("/projects", { name: "磨坊", company: world.ids.mill, modules: ["库存"] }), 201), ok(await world.admin.post("/projects", { name: "别处", modules: ["报工"] }), 201)];
  await save(world, [routingRule(world.team("fault"), { project: [mill.id], company: [world.ids.factory] }), routingRule(world.team("fault"), { project: [mill.id], module: [other.modules[0].id] })]);
  const { page } = await open(world.lead);
  await page.goto("/desk/settings/routing");
  await expect(page.locator(".rule").nth(0)).toContainText("All projects in the conditions are other customers', so no ticket fits.");
  await expect(page.locator(".rule").nth(1)).toContainText("No module in the conditions belongs to their projects, so no ticket fits.");
});

test("R11 a rule whose team was closed says so; a lead reads and tries the rules, and changes none", async ({ world, open }) => {
  const team = ok(await world.admin.post("/teams", { name: "Night shift", classes: [] }), 201).id;
  await save(world, [routingRule(team, {}, { name: "Nights" })]);
  ok(await world.admin.patch(`/teams/${team}`, { active: false }));
  const { page } = await open(world.lead);
  await page.goto("/desk/settings/routing");
  await expect(page.locator(".rule").first()).toContainText("This team was closed, so the rule is passed over.");
  await expect(page.getByRole("button", { name: "Try the rules" })).toBeVisible();
  await expect(page.getByRole("button", { name: "New rule" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Move up/ })).toHaveCount(0);
});

test("R11 a member says when they are away; a lead hands their work over by the rules", async ({ world, open }) => {
  await save(world, [routingRule(world.team("fault"), {}, { owner: "least_loaded" })]);
  const serials = [];
  for (let n = 0; n < 2; n += 1) {
    const serial = await file(world, { title: `工单 ${n}` });
    ok(await world.lead.put(`/tickets/${serial}/assignment`, { version: 1, team: world.team("fault"), owner: world.ids.agent }));
    serials.push(serial);
  }
  const agent = await open(world.agent);
  await agent.page.goto("/desk/profile");
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await agent.page.getByLabel("First day").fill(day(-2));
  await agent.page.getByLabel("Last day").fill(day(2));
  await agent.page.locator("form").filter({ has: agent.page.getByLabel("First day") }).getByRole("button", { name: "Save" }).click();
  await expect(agent.page.getByText(/^Away until/)).toBeVisible();
  const lead = await open(world.lead);
  await lead.page.goto("/desk/settings/members");
  await expect(lead.page.locator(".entry").filter({ hasText: "Away until" })).toContainText(`agent ${world.slug}`);
  await lead.page.getByRole("button", { name: `More: agent ${world.slug}` }).click();
  await lead.page.getByRole("menuitem", { name: "Hand over tickets…" }).click();
  await expect(lead.page.locator(".handover li")).toHaveCount(2);
  await lead.page.getByRole("button", { name: "Hand over these 2" }).click();
  await expect(lead.page.getByText("No open tickets.")).toBeVisible();
  for (const serial of serials) {
    const { owner } = (await read(world, serial)).ticket;
    expect(owner).toBeTruthy();
    expect(owner).not.toBe(world.ids.agent);
  }
});

test("R11 what nobody has taken for too long is shown to a lead, and opens as a list", async ({ world, open, server }) => {
  const [late, fresh] = [await file(world, { title: "等很久了" }), await file(world, { title: "刚提交" })];
  await server.sql("UPDATE tickets SET created_at = created_at - 3600000 WHERE serial = ? AND workspace_id = (SELECT id FROM workspaces WHERE slug = ?)", late, world.slug);
  const agent = await open(world.agent);
  await openBoard(agent.page);
  await expect(agent.page.getByRole("button", { name: /Nobody's for more than/ })).toHaveCount(0);
  const { page } = await open(world.lead);
  await openBoard(page);
  await page.getByRole("button", { name: "Nobody's for more than 30 min: 1" }).click();
  await expect(page).toHaveURL(/owner=unclaimed/);
  await expect(page.locator(`.slip[data-serial="${late}"]`)).toBeVisible();
  await expect(page.locator(`.slip[data-serial="${fresh}"]`)).toHaveCount(0);
});

test("R39 tags and rules are read and changed on a phone", async ({ world, open }) => {
  await save(world, [routingRule(world.team("fault"), { class: ["fault"], hours: { zone: "Asia/Shanghai", days: [5, 6], from: 0, until: 1440 } }, { name: "周末值班" }), routingRule(world.team("change"), {}, { name: "其他" })]);
  await file(world, { title: "打印机坏了" });
  const { page } = await open(world.admin, { ...PHONE, lang: "zh" });
  await page.goto("/desk/settings/routing");
  await expect(page.locator(".rule").first()).toContainText("提交于周六、周日 00:00–24:00（Asia/Shanghai）");
  await page.getByRole("button", { name: "试运行" }).click();
  await expect(page.locator(".trial tbody tr")).toHaveCount(1);
  expect(await overflow(page)).toEqual([]);
  await page.getByRole("button", { name: "更多操作：周末值班" }).click();
  await page.getByRole("menuitem", { name: "修改" }).click();
  await expect(page.locator("#rule-name")).toHaveValue("周末值班");
  expect(await overflow(page)).toEqual([]);
  await page.goto("/desk/settings/tags");
  await expect(page.locator(".entry")).toHaveCount(6);
  expect(await overflow(page)).toEqual([]);
});
