// Service levels (R13–R15), presence (R19) and project health (R22) as people set them and meet them.
import { ok } from "../api/lib/expect.mjs";
import { command, file, read, ticketIn } from "../api/lib/world.mjs";
import { openBoard } from "./lib/board.mjs";
import { overflow, PHONE } from "./lib/person.mjs";
import { expect, test } from "./lib/test.mjs";
import { openTicket } from "./lib/ticket.mjs";

// A request that is sent while the service worker takes over escapes Playwright's routes.
test.use({ serviceWorkers: "block" });

const settings = async (world) => ok(await world.admin.get("/sla"));

test("R13 R16 a card says what has to be kept next; on the ticket every clock is told, and how it comes about", async ({ world, open }) => {
  const serial = await file(world, { urgency: "stopped", impact: "company" });
  const { page } = await open(world.agent);
  await openBoard(page);
  const chip = page.locator(`.slip[data-serial="${serial}"] .due`);
  await expect(chip).toHaveText(/First reply in \d+ (min|h|d)/);
  await expect(chip).toHaveAttribute("title", /First reply due .*20\d\d/);
  await openTicket(page, serial);
  const panel = page.locator(".panel.clocks");
  await expect(panel.locator("dt")).toHaveText(["First reply", "Solution"]);
  await panel.getByRole("button", { name: "How these come about" }).click();
  const dialog = page.getByRole("dialog", { name: "How these due times come about" });
  await expect(dialog).toContainText("by the hours of Asia/Shanghai");
  await dialog.locator("summary", { hasText: "Solution" }).click();
  await expect(dialog.locator(".reckoning[open] .step-counted").first()).toBeVisible();
});

test("R13 R16 whoever comes to a card by key reads the exact time beside its chip", async ({ world, open }) => {
  const serial = await file(world, {});
  const { page } = await open(world.agent);
  await openBoard(page);
  const card = page.locator(`.slip[data-serial="${serial}"]`);
  const told = () => card.locator(".due").evaluate((chip) => getComputedStyle(chip, "::after").content);
  expect(await told()).toBe("none");
  await page.locator(".filters button").last().focus();
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(card.locator(".slip-title")).toBeFocused({ timeout: 1 });
  }).toPass();
  expect(await told()).toMatch(/First reply due .*20\d\d/);
});

test("R13 clocks that cannot be read say so, and are read when asked again", async ({ world, open }) => {
  const serial = await file(world, {});
  const person = await open(world.agent);
  const { page } = person;
  person.expects(/status of 500/);
  await page.route("**/clocks", (route) => route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify({ type: "about:blank", title: "It broke.", status: 500, code: "internal", request_id: "1" }) }));
  await openTicket(page, serial);
  const panel = page.locator(".panel.clocks");
  await expect(panel.getByRole("alert")).toContainText("It broke.");
  await page.unroute("**/clocks");
  await panel.getByRole("button", { name: "Try again" }).click();
  await expect(panel.locator("dt")).toHaveText(["First reply", "Solution"]);
});

test("R13 the menu of priorities says what each would promise", async ({ world, open }) => {
  const serial = await file(world, {});
  const { page } = await open(world.agent);
  await openTicket(page, serial);
  await expect(page.locator(".panel.clocks dd").first()).toBeVisible();
  await page.keyboard.press("p");
  await expect(page.getByRole("menuitemradio", { name: /P1/ })).toContainText("First reply would be due");
});

test("R13 waiting for the customer pauses the chip", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress", {});
  ok(await world.agent.post(`/tickets/${serial}/messages`, { kind: "reply", text: "请问单号？" }), 201);
  ok(await command(world, world.agent, "POST", serial, "waiting", { on: "customer", reason: "等单号" }));
  const { page } = await open(world.agent);
  await openTicket(page, serial);
  await expect(page.locator(".panel.clocks .due")).toHaveClass(/paused/);
  await expect(page.locator(".panel.clocks")).toContainText("left");
});

test("R4 R13 the customer reads by when they hear", async ({ world, open }) => {
  const serial = await file(world, {});
  const { page } = await open(world.requester);
  await page.goto(`/p/${world.slug}/tickets/${serial}`);
  await expect(page.locator(".sheet")).toContainText(/A reply by/);
});

test("R14 an admin changes targets and hours, tries a ticket, and sees every step; what is wrong is said where it is", async ({ world, open }) => {
  const { page } = await open(world.admin);
  await page.goto("/desk/settings/sla");
  await page.getByRole("button", { name: "More: Standard" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  const first = page.getByLabel(/P2.* · First reply/);
  await first.fill("soon");
  await page.getByRole("button", { name: "OK" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "cannot be read" })).toBeVisible();
  await expect(first).toHaveAttribute("aria-invalid", "true");
  await first.fill("1h30m");
  await page.getByRole("button", { name: "OK" }).click();
  await page.getByRole("button", { name: "More: Office hours" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await page.getByLabel("Mon", { exact: true }).fill("9-12");
  await page.getByRole("button", { name: "OK" }).click();
  await expect(page.getByText("Write it as 9:00-12:00")).toBeVisible();
  await page.getByLabel("Mon", { exact: true }).fill("9:00-12:00, 11:00-13:00");
  await page.getByRole("button", { name: "OK" }).click();
  await expect(page.getByText("This interval overlaps another one of the same day.")).toBeVisible();
  await expect(page.getByLabel("Mon", { exact: true })).toHaveAttribute("aria-invalid", "true");
  for (const day of ["Mon", "Tue", "Wed", "Thu", "Fri"]) await page.getByLabel(day, { exact: true }).fill("");
  await page.getByRole("button", { name: "OK" }).click();
  await expect(page.getByText("This calendar is never open")).toBeVisible();
  await page.getByLabel("Mon", { exact: true }).fill("8:00-12:00, 13:00-17:00");
  await page.getByLabel("Time zone").fill("Mars/Olympus");
  await page.getByRole("button", { name: "OK" }).click();
  await expect(page.getByText("This time zone is not known")).toBeVisible();
  await page.getByLabel("Time zone").fill("Asia/Shanghai");
  await page.getByLabel("Dates of its own").fill("2026-12-31 closed Stocktaking");
  await page.getByRole("button", { name: "OK" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();
  const { policies, calendars } = await settings(world);
  expect(policies.at(-1).targets.p2.first_response).toBe(90);
  expect(calendars[0].hours.week[0]).toEqual([{ start: 480, end: 720 }, { start: 780, end: 1020 }]);
  expect(calendars[0].hours.dates).toHaveLength(1);
  // A Sunday in every zone.
  await page.getByLabel("Filed at").fill("2026-03-01T12:00");
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await page.locator("summary", { hasText: "First reply · target 1 h 30 min" }).click();
  const steps = page.locator(".reckoning[open] li");
  await expect(steps.first()).toContainText("so far 0 min");
  await expect(steps.last()).toContainText("so far 1 h 30 min");
});

test("R13 a policy is for a tag, and reads so", async ({ world, open }) => {
  const { page } = await open(world.admin);
  await page.goto("/desk/settings/sla");
  await page.getByRole("button", { name: "Add a policy" }).click();
  await page.getByRole("group", { name: "Tag (any of)" }).getByRole("checkbox", { name: "Printing" }).check();
  await page.getByRole("button", { name: "OK" }).click();
  await expect(page.locator(".level").first()).toContainText("Printing");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();
  expect((await settings(world)).policies[0].conditions.tags).toEqual(["print"]);
  await page.getByLabel("Tag", { exact: true }).selectOption("print");
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.locator("summary", { hasText: "First reply" })).toBeVisible();
});

test("R14 two admins at once: the later one is told, and loses nothing", async ({ world, open }) => {
  const { page } = await open(world.admin);
  await page.goto("/desk/settings/sla");
  await page.getByRole("button", { name: "Add a policy" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Questions");
  await page.getByRole("checkbox", { name: "Question" }).check();
  await page.getByRole("button", { name: "OK" }).click();
  const { version, policies, calendars } = await settings(world);
  ok(await world.admin.put("/sla", { version, calendars, policies: policies.map((policy) => ({ ...policy, name: "Renamed" })) }));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Somebody else has just changed these settings")).toBeVisible();
  await expect(page.locator(".level b").first()).toHaveText("Questions");
});

test("R14 R39 the service levels fit a phone, and an agent reads them without the means to change them", async ({ world, open }) => {
  const { page } = await open(world.agent, { ...PHONE, locale: "en-US" });
  await page.goto("/desk/settings/sla");
  await expect(page.locator(".level")).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Add a policy" })).toBeHidden();
  expect(await overflow(page)).toEqual([]);
});

test("R13 R39 on a phone the ticket's head says what has to be kept next", async ({ world, open }) => {
  const serial = await file(world, {});
  const { page } = await open(world.agent, PHONE);
  await openTicket(page, serial);
  await expect(page.locator(".ticket-head .due")).toHaveText(/First reply in/);
  expect(await overflow(page)).toEqual([]);
});

test("R19 two agents on one ticket see each other, and that one of them writes", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress", {});
  const { page: mine } = await open(world.agent);
  const { page: theirs } = await open(world.colleague);
  await openTicket(mine, serial);
  await openTicket(theirs, serial);
  await expect(mine.locator(".presence .present")).toHaveCount(1, { timeout: 20_000 });
  await theirs.keyboard.press("r");
  await theirs.locator(".composer textarea").first().fill("我来回复客户");
  await expect(mine.locator(".writing")).toContainText("is writing a reply", { timeout: 20_000 });
});

test("R22 a lead sees how projects stand, and a figure leads to its tickets", async ({ world, open }) => {
  const project = ok(await world.admin.post("/projects", { name: "MES 二期", company: world.ids.factory }), 201).id;
  const serial = await file(world, { project });
  const { page } = await open(world.lead);
  await page.goto("/desk/board");
  await page.getByRole("link", { name: "Projects" }).click();
  const row = page.locator(".health tbody tr", { hasText: "MES 二期" });
  await expect(row.locator(".figure").nth(2)).toHaveText("1");
  await row.locator(".figure a").last().click();
  await expect(page).toHaveURL(/project=.*status=todo/);
  await expect(page.locator(".rows tbody tr")).toHaveCount(1);
  expect((await read(world, serial)).ticket.project).toBe(project);
});

test("R22 R39 a phone shows every figure of a project at once, each with its name", async ({ world, open }) => {
  const project = ok(await world.admin.post("/projects", { name: "供应链与批次追溯", company: world.ids.factory }), 201).id;
  await file(world, { project });
  const { page } = await open(world.lead, PHONE);
  await page.goto("/desk/projects");
  const figures = page.locator(".health tbody tr", { hasText: "供应链与批次追溯" }).locator(".figure");
  await expect(figures).toHaveCount(4);
  for (const figure of await figures.all()) await expect(figure).toBeInViewport({ ratio: 1 });
  expect(await figures.evaluateAll((all) => all.map((one) => getComputedStyle(one, "::before").content))).toEqual(["Overdue", "Due in 24 h", "Open", "Reopened"].map((name) => `"${name}"`));
  expect(await overflow(page)).toEqual([]);
});
