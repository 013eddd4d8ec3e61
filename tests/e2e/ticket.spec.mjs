// The agent's ticket page, and the requester's link.
import { command, file, read, ticketIn } from "../api/lib/world.mjs";
import { NETWORK, PHONE } from "./lib/person.mjs";
import { expect, test } from "./lib/test.mjs";
import { openTicket } from "./lib/ticket.mjs";

test("R19 a stale write keeps what was typed, says what changed, and can be sent for the newer state", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const { page } = await open(world.agent);
  await page.goto(`/desk/tickets/${serial}`);
  await page.getByRole("button", { name: "Move", exact: true }).click();
  await page.getByRole("menuitem", { name: /To verify/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Solution").fill("A long and careful solution");
  await dialog.getByLabel("Root cause").fill("A cause");
  await command(world, world.lead, "PUT", serial, "priority", { priority: "p0" });
  await dialog.getByRole("button", { name: "Hand over for verification" }).click();
  await expect(dialog.getByRole("alert")).toContainText("P0");
  await expect(dialog.getByLabel("Solution")).toHaveValue("A long and careful solution");
  await dialog.getByRole("button", { name: "Hand over for verification" }).click();
  await expect(dialog).toHaveCount(0);
  const { ticket } = await read(world, serial);
  expect(ticket).toMatchObject({ status: "verifying", priority: "p0", solution: { text: "A long and careful solution" } });
});

test("R19 a stale change of a fact asks before it is made", async ({ world, open }) => {
  const serial = await file(world);
  const { page } = await open(world.agent);
  await page.goto(`/desk/tickets/${serial}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await command(world, world.lead, "PUT", serial, "priority", { priority: "p1" });
  await page.keyboard.press("p");
  await page.getByRole("menuitemradio", { name: /P3/ }).or(page.getByRole("menuitem", { name: /P3/ })).click();
  await expect(page.getByText("Someone else has just changed this ticket")).toBeVisible();
  expect((await read(world, serial)).ticket.priority).toBe("p1");
  await page.getByRole("button", { name: "Apply it again" }).click();
  await expect.poll(async () => (await read(world, serial)).ticket.priority).toBe("p3");
});

test("R18 internal and public are told apart, and the customer never sees the internal", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const { page } = await open(world.agent);
  await openTicket(page, serial);
  await page.keyboard.press("n");
  await expect(page.locator(".composer.internal .who-reads")).toContainText("Only the team sees this");
  await page.locator("#say-text").fill("secret between us");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".thread .msg.internal, .thread .entry.internal").getByText("secret between us")).toBeVisible();
  await page.keyboard.press("r");
  await expect(page.locator(".composer.public .who-reads")).toContainText("The customer sees this");
  await page.locator("#say-text").fill("for the customer");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".thread").getByText("for the customer")).toBeVisible();
  const customer = await open(world.requester, { locale: "zh-CN" });
  await customer.page.goto(`/p/${world.slug}/tickets/${serial}`);
  await expect(customer.page.getByText("for the customer")).toBeVisible();
  await expect(customer.page.getByText("secret between us")).toHaveCount(0);
  expect(await customer.page.content()).not.toContain("secret between us");
});

test("R38 a requester link drops its secret from the address and opens that ticket alone", async ({ world, open }) => {
  const other = await file(world, { title: "Somebody else's" });
  const filed = await world.stranger.post(`/portal/${world.slug}/tickets`, strangersTicket);
  const { link, serial } = filed.body;
  const { page } = await open(undefined, { locale: "zh-CN" });
  await page.goto(link);
  await expect(page.getByRole("heading", { name: strangersTicket.title })).toBeVisible();
  expect(page.url()).not.toContain("#");
  expect(page.url()).toMatch(new RegExp(`/p/${world.slug}/tickets/${serial}$`));
  await page.goto(`/p/${world.slug}/tickets/${other}`);
  await expect(page.getByText("Somebody else's")).toHaveCount(0);
  await expect(page.getByText("看不到这张工单")).toBeVisible();
  await page.goto(`/p/${world.slug}/tickets`);
  await expect(page.getByText("Somebody else's")).toHaveCount(0);
});

test("R38 a requester link that was replaced says so and shows nothing", async ({ world, open }) => {
  const { body } = await world.stranger.post(`/portal/${world.slug}/tickets`, strangersTicket);
  await world.agent.post(`/tickets/${body.serial}/link`, {});
  const { page } = await open(undefined, { locale: "zh-CN" });
  await page.goto(body.link);
  await expect(page.getByText("这个链接已失效")).toBeVisible();
  expect(page.url()).not.toContain("#");
});

test("R38 R6 a requester link that is opened without a network works as soon as there is one, also after a reload", async ({ world, open }) => {
  const { body } = await world.stranger.post(`/portal/${world.slug}/tickets`, strangersTicket);
  const person = await open(undefined, PHONE);
  const { page } = person;
  person.expects(NETWORK);
  await page.route("**/ticket-links", (route) => route.abort("internetdisconnected"), { times: 2 });
  await page.goto(body.link);
  const again = page.getByRole("button", { name: "重试" });
  await expect(again).toBeVisible();
  await page.reload();
  await expect(again).toBeVisible();
  await again.click();
  await expect(page.getByRole("heading", { name: strangersTicket.title })).toBeVisible();
  expect(page.url()).not.toContain("#");
  // Nor does going back lead to the secret.
  expect(await page.evaluate(() => history.length)).toBe(2);
});

test("R38 a requester link goes on by itself when the network returns", async ({ world, open }) => {
  const { body } = await world.stranger.post(`/portal/${world.slug}/tickets`, strangersTicket);
  const person = await open(undefined, PHONE);
  person.expects(NETWORK);
  await person.page.goto(`/p/${world.slug}`);
  await expect(person.page.getByRole("heading", { level: 1 })).toBeVisible();
  // What the network takes away, it takes from a page that is there already.
  await person.page.route("**/ticket-links", (route) => route.abort("internetdisconnected"), { times: 1 });
  await person.page.goto(body.link);
  await expect(person.page.getByRole("button", { name: "重试" })).toBeVisible();
  await person.context.setOffline(true);
  await person.context.setOffline(false);
  await expect(person.page.getByRole("heading", { name: strangersTicket.title })).toBeVisible();
});

test("R23 a ticket that was rejected tells its customer and the team why", async ({ world, open }) => {
  const serial = await file(world);
  await command(world, world.agent, "POST", serial, "closure", { code: "rejected", reason: "这是第三方设备，不在服务范围内" });
  const customer = await open(world.requester, { locale: "zh-CN" });
  await customer.page.goto(`/p/${world.slug}/tickets/${serial}`);
  const verdict = customer.page.locator("#verdict");
  await expect(verdict).toContainText("不予处理，已关闭");
  await expect(verdict).toContainText("这是第三方设备，不在服务范围内");
  // Nothing was solved, and nothing looks as if.
  await expect(verdict).toHaveClass(/unsolved/);
  const agent = await open(world.agent);
  await agent.page.goto(`/desk/tickets/${serial}`);
  await expect(agent.page.locator(".aside")).toContainText("这是第三方设备，不在服务范围内");
});

test("a dialog keeps its words; Ctrl+Enter sends it, and nothing behind it", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const { page } = await open(world.agent);
  await openTicket(page, serial);
  await page.keyboard.press("r");
  await page.locator("#say-text").fill("not yet to be sent");
  await page.getByRole("button", { name: "Set to waiting" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What for?").fill("A screenshot");
  // Closed by mistake: nothing is lost.
  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByRole("button", { name: "Set to waiting" }).click();
  await expect(dialog.getByLabel("What for?")).toHaveValue("A screenshot");
  await dialog.getByRole("radio", { name: /customer/i }).check();
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toHaveCount(0);
  expect((await read(world, serial)).ticket.waiting).toMatchObject({ on: "customer", reason: "A screenshot" });
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await dialog.getByLabel("Title").fill("A better title");
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A better title");
  // A dialog that asks for nothing more than it has sends nothing either.
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".thread").getByText("not yet to be sent")).toBeVisible();
  await expect.poll(async () => (await read(world, serial)).messages).toHaveLength(1);
});

test("R12 colleagues are asked to help and thanked, by menu and button", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const { page } = await open(world.agent);
  await page.goto(`/desk/tickets/${serial}`);
  const helping = page.locator(".facts .people");
  for (const name of ["helper", "colleague"]) {
    await page.getByRole("button", { name: "Ask somebody to help" }).click();
    await page.getByRole("menuitem", { name: `${name} ${world.slug}` }).click();
    await expect(helping).toContainText(`${name} ${world.slug}`);
  }
  await expect.poll(async () => (await read(world, serial)).ticket.collaborators).toEqual([world.ids.helper, world.ids.colleague]);
  // One who helps is not asked twice, nor is the owner.
  await page.getByRole("button", { name: "Ask somebody to help" }).click();
  await expect(page.getByRole("menuitem", { name: /^lead/ })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: /^(helper|colleague|agent)/ })).toHaveCount(0);
  await page.keyboard.press("Escape");
  const helper = await open(world.helper);
  await helper.page.goto(`/desk/tickets/${serial}`);
  await expect(helper.page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("button", { name: `No longer ask helper ${world.slug} to help` }).click();
  await expect(helping).not.toContainText(`helper ${world.slug}`);
  await expect.poll(async () => (await read(world, serial)).ticket.collaborators).toEqual([world.ids.colleague]);
  await page.reload();
  await expect(helping).toContainText(`colleague ${world.slug}`);
  await expect(helping).not.toContainText(`helper ${world.slug}`);
});

test("R38 under a known address the stranger reads their own words, and the team sees both names", async ({ world, open }) => {
  const contact = { name: "自称王工", email: world.at("requester"), phone: "138 0000 0000" };
  const { body } = await world.stranger.post(`/portal/${world.slug}/tickets`, { ...strangersTicket, contact });
  const person = `requester ${world.slug}`;
  const { page } = await open(undefined, { locale: "zh-CN" });
  await page.goto(body.link);
  await expect(page.getByRole("heading", { name: strangersTicket.title })).toBeVisible();
  await expect(page.locator(".thread .msg.customer .name").first()).toHaveText("您");
  await expect(page.getByText(contact.name).first()).toBeVisible();
  expect(await page.content()).not.toContain(person);
  const agent = await open(world.agent);
  await agent.page.goto(`/desk/tickets/${body.serial}`);
  const facts = agent.page.locator(".facts", { has: agent.page.getByText("Called themselves") });
  await expect(facts).toContainText(person);
  await expect(facts).toContainText(`${contact.name} ${contact.phone}`);
});

const strangersTicket = {
  class: "fault", title: "陌生人的工单", details: [{ key: "actual", text: "打不开" }], impact: "person", urgency: "small",
  contact: { name: "周强", email: "zhou@factory.test" },
};
