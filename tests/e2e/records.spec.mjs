// Calls, meetings and e-mails that happened elsewhere, written down on the ticket (R18).
import { read, ticketIn } from "../api/lib/world.mjs";
import { expect, test } from "./lib/test.mjs";

const RECORDS = [
  {
    kind: "call", button: "Call record", text: "He sees the message only on line two",
    attendees: "Zhou Qiang", minutes: "12",
  },
  {
    kind: "meeting", button: "Meeting record", text: "We looked at the interface together",
    attendees: "Zhou Qiang, Wang Min", decisions: "Import the materials again on Friday", minutes: "45",
  },
  { kind: "email", button: "E-mail record", text: "He wrote: the file is attached to the old mail", minutes: "5" },
];

test("R18 call, meeting and e-mail are recorded with what belongs to each, for the team alone", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const { page } = await open(world.agent);
  await page.goto(`/desk/tickets/${serial}`);
  for (const record of RECORDS) {
    await page.getByRole("button", { name: record.button }).click();
    await expect(page.locator(".composer.internal .who-reads")).toContainText("Only the team sees this");
    await expect(page.getByLabel("Attended by")).toHaveCount(record.attendees ? 1 : 0);
    await expect(page.getByLabel("Decided")).toHaveCount(record.decisions ? 1 : 0);
    await page.locator("#say-text").fill(record.text);
    if (record.attendees) await page.getByLabel("Attended by").fill(record.attendees);
    if (record.decisions) await page.getByLabel("Decided").fill(record.decisions);
    await page.getByLabel("Minutes spent").fill(record.minutes);
    await page.keyboard.press("Control+Enter");
    await expect(told(page, record)).toBeVisible();
  }
  // The last one shows before the server has it.
  await expect.poll(async () => (await read(world, serial)).ticket.minutes).toBe(62);
  const { messages } = await read(world, serial);
  for (const { kind, text, attendees, decisions, minutes } of RECORDS) {
    expect(messages.find((message) => message.kind === kind)).toMatchObject({
      text, minutes: Number(minutes), ...(attendees ? { attendees } : {}), ...(decisions ? { decisions } : {}),
    });
  }
  await page.reload();
  for (const record of RECORDS) {
    const entry = told(page, record);
    await expect(entry).toContainText(record.button);
    await expect(entry).toContainText("Only the team sees this");
    for (const part of [record.attendees, record.decisions, `${record.minutes} min`].filter(Boolean)) await expect(entry).toContainText(part);
  }
  await expect(page.locator(".panel", { has: page.getByRole("heading", { name: "Work", exact: true }) })).toContainText("62 min");
  const customer = await open(world.requester);
  await customer.page.goto(`/p/${world.slug}/tickets/${serial}`);
  await expect(customer.page.getByRole("heading", { level: 1 })).toBeVisible();
  for (const { text } of RECORDS) expect(await customer.page.content()).not.toContain(text);
});

test("R18 minutes that are no whole number, or that nobody can have spent, are refused before anything is sent", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const { page } = await open(world.agent);
  await page.goto(`/desk/tickets/${serial}`);
  await page.getByRole("button", { name: "Call record" }).click();
  await page.locator("#say-text").fill("A call");
  for (const minutes of ["1.5", "an hour", "-3", "99999999"]) {
    await page.getByLabel("Minutes spent").fill(minutes);
    await page.locator(".composer").getByRole("button", { name: "Send" }).click();
    await expect(page.getByText(/Minutes are a whole number/).first()).toBeVisible();
    await page.locator(".toast").getByRole("button").first().click();
    await expect(page.getByText(/Minutes are a whole number/)).toHaveCount(0);
  }
  await expect(page.locator("#say-text")).toHaveValue("A call");
  expect((await read(world, serial)).messages).toEqual([]);
});

test("R18 a progress note reaches the customer, its minutes stay with the team", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const { page } = await open(world.agent);
  await page.goto(`/desk/tickets/${serial}`);
  await page.getByRole("button", { name: "Progress note" }).click();
  await expect(page.locator(".composer.public .who-reads")).toContainText("The customer sees this");
  await page.locator("#say-text").fill("Found: a column is missing");
  await page.getByLabel("Minutes spent").fill("37");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".thread .msg.public").filter({ hasText: "Found: a column is missing" })).toContainText("37 min");
  const customer = await open(world.requester);
  await customer.page.goto(`/p/${world.slug}/tickets/${serial}`);
  const entry = customer.page.locator(".thread .msg.public").filter({ hasText: "Found: a column is missing" });
  await expect(entry).toContainText("Progress note");
  await expect(customer.page.locator("main")).not.toContainText("37");
});

const told = (page, { text }) => page.locator(".thread .msg.internal").filter({ hasText: text });
