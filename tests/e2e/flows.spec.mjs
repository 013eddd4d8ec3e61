// Approval, initiation, sub-tasks and the guide to classes, as each person meets them (R7, R10, R12).
import { AxeBuilder } from "@axe-core/playwright";
import { mailsTo } from "../api/lib/mailbox.mjs";
import { command, file, read, ticketIn } from "../api/lib/world.mjs";
import { overflow, PHONE } from "./lib/person.mjs";
import { expect, test } from "./lib/test.mjs";
import { openTicket } from "./lib/ticket.mjs";

const REASON = "给仓库王敏开通盘点单审核权限";

const change = (world) => file(world, { class: "change", title: "开通审核权限" });

/** The link of the newest mail that asks for approval. */
async function linkTo(world, address) {
  const mail = (await mailsTo(world.server, address)).find(({ kind }) => kind === "approval_asked");
  return mail.text.match(/\/a\/\S+/)[0];
}

test("R10 an approver without an account reads the change on a phone and answers by the mail's link, once", async ({ world, open }) => {
  const serial = await change(world);
  await command(world, world.agent, "PUT", serial, "approval", { contact: world.ids.neighbour, reason: REASON });
  const link = await linkTo(world, world.at("neighbour"));
  const { page } = await open(undefined, PHONE);
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "开通审核权限" })).toBeVisible();
  await expect(page.getByText(REASON).first()).toBeVisible();
  expect(await overflow(page)).toEqual([]);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  await page.getByRole("button", { name: "驳回" }).click();
  await expect(page.getByRole("alert")).toHaveText("请写明驳回的原因。");
  await page.getByRole("button", { name: "批准" }).click();
  await expect(page.getByRole("heading", { name: "已批准" })).toBeVisible();
  expect((await read(world, serial)).ticket.gate).toBe("open");
  await page.reload();
  await expect(page.getByRole("heading", { name: "已批准" })).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(0);
});

test("R10 a link that is over says why, in the reader's language; a wrong one says that it is wrong", async ({ world, open }) => {
  const serial = await change(world);
  await command(world, world.agent, "PUT", serial, "approval", { contact: world.ids.neighbour, reason: REASON });
  const link = await linkTo(world, world.at("neighbour"));
  const { page } = await open(undefined);
  await page.goto(link);
  await expect(page.getByRole("button", { name: "Approve" })).toBeVisible();
  await command(world, world.agent, "DELETE", serial, "approval");
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByRole("heading", { name: "The request was withdrawn" })).toBeVisible();
  await page.goto("/a/nothing#nothing");
  await expect(page.getByRole("heading", { name: "This link is not valid" })).toBeVisible();
});

test("R10 an agent asks for approval, the ticket waits, and a lead approves it in the desk", async ({ world, open }) => {
  const serial = await change(world);
  const { page } = await open(world.agent);
  await openTicket(page, serial);
  await page.getByRole("button", { name: "Ask for approval" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What is to be approved?").fill(REASON);
  await dialog.getByRole("button", { name: "Ask for approval" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator(".facts").getByText("Waiting for approval").first()).toBeVisible();
  // The words of the request stand once, and nothing else ends its wait.
  await expect(page.locator(".facts").getByText(REASON)).toHaveCount(1);
  await expect(page.getByRole("button", { name: "End the wait" })).toHaveCount(0);
  const lead = await open(world.lead);
  await openTicket(lead.page, serial);
  await lead.page.getByRole("button", { name: "Approve", exact: true }).click();
  await expect.poll(async () => (await read(world, serial)).ticket.approval.state).toBe("approved");
});

test("R10 a ticket whose approver has left says so, and is given to somebody else", async ({ world, open }) => {
  const serial = await change(world);
  await command(world, world.agent, "PUT", serial, "approval", { contact: world.ids.neighbour, reason: REASON });
  await world.admin.patch(`/contacts/${world.ids.neighbour}`, { active: false });
  const { page } = await open(world.agent);
  await openTicket(page, serial);
  await expect(page.getByText("The approver has left and cannot answer")).toBeVisible();
  await page.getByRole("button", { name: "Ask somebody else" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What is to be approved?").fill(REASON);
  await dialog.getByRole("button", { name: "Ask for approval" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("The approver has left and cannot answer")).toHaveCount(0);
});

test("R10 the requester is asked on top of the ticket and approves it in the portal", async ({ world, open }) => {
  const serial = await change(world);
  await command(world, world.agent, "PUT", serial, "approval", { contact: world.ids.requester, reason: REASON });
  const { page } = await open(world.requester, PHONE);
  await page.goto(`/p/${world.slug}/tickets/${serial}`);
  await expect(page.getByRole("heading", { name: "请您审批" })).toBeVisible();
  await expect(page.getByText("驳回时请写明原因。")).toBeVisible();
  await page.getByRole("button", { name: "驳回" }).click();
  await expect(page.getByText("请写明驳回的原因。")).toBeVisible();
  await page.getByLabel(/意见/).fill("本月不动权限");
  await page.getByRole("button", { name: "驳回" }).click();
  await expect.poll(async () => (await read(world, serial)).ticket.approval).toMatchObject({ state: "refused", comment: "本月不动权限" });
  await expect(page.getByRole("heading", { name: "请您审批" })).toHaveCount(0);
});

test("R7 a lead turns a request down and may close it for that reason", async ({ world, open }) => {
  const serial = await file(world, { class: "request" });
  const { page } = await open(world.lead);
  await openTicket(page, serial);
  await page.getByRole("button", { name: "Decide on it" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^No(?!t)/ }).check();
  await dialog.getByLabel("Value, and why").fill("Out of the contract");
  await dialog.getByLabel("Effort (days)").fill("12");
  await dialog.getByRole("button", { name: "Record the decision" }).click();
  await expect(dialog.getByLabel("The reason, for the customer")).toHaveValue("Out of the contract");
  await dialog.getByRole("button", { name: "Close the ticket" }).click();
  await expect.poll(async () => (await read(world, serial)).ticket).toMatchObject({ status: "closed", closing: { code: "rejected" }, initiation: { decision: "no", effort_days: 12 } });
});

test("R12 an agent gives a sub-task, and the helper finds and finishes it", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const { page } = await open(world.agent);
  await openTicket(page, serial);
  await page.getByRole("button", { name: "Add a sub-task" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What is to be done").fill("Read the gateway log");
  await dialog.getByLabel("Who does it").selectOption(world.ids.helper);
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(page.locator(".subtask").getByText("Read the gateway log")).toBeVisible();
  const helper = await open(world.helper);
  await helper.page.goto("/desk/subtasks");
  await expect(helper.page.getByText("Read the gateway log")).toBeVisible();
  await helper.page.getByRole("button", { name: "Finish" }).click();
  await expect(helper.page.getByText("No open sub-tasks")).toBeVisible();
  expect((await read(world, serial)).ticket.open_subtasks).toBe(0);
});

test("R12 R39 on a phone an agent finds their sub-tasks, reads them whole and finishes one", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const long = "在测试环境复现，并写明现场 PLC 型号与固件版本、网络拓扑和近一周的改动记录";
  for (const due of [Date.now() - 86_400_000, null]) await command(world, world.lead, "POST", serial, "subtasks", { title: long, member: world.ids.agent, due });
  const { page } = await open(world.agent, PHONE);
  await page.goto("/desk/board");
  await page.locator(".bar").getByRole("button", { name: `agent ${world.slug}` }).click();
  await page.getByRole("menuitem", { name: "My sub-tasks" }).click();
  const rows = page.locator(".entry.mine");
  await expect(rows).toHaveCount(2);
  expect(await overflow(page)).toEqual([]);
  const button = rows.first().getByRole("button", { name: "Finish" });
  const [whole, words] = await button.evaluate((one) => [one.scrollWidth <= one.clientWidth, one.closest(".entry").querySelector("b").clientWidth]);
  expect(whole && words > 200).toBe(true);
  await button.click();
  await expect(rows).toHaveCount(1);
  await page.goto(`/desk/tickets/${serial}?view=facts`);
  const told = page.locator(".subtask .grow").first();
  await expect(told).toBeVisible();
  expect(await told.evaluate((one) => one.clientWidth)).toBeGreaterThan(150);
});

test("R7 an admin words the guide, sees what the customer will see, and the customer sees it", async ({ world, open }) => {
  const { page } = await open(world.admin);
  await page.goto("/desk/settings/guide");
  await page.getByRole("radio", { name: "Fault" }).check();
  await page.locator("#guide-guidance-en").fill("Something is broken on the line");
  await page.locator("#guide-actual-en").fill("What do you see?");
  const preview = page.locator(".guide-preview");
  await expect(preview).toContainText("Something is broken on the line");
  await expect(preview).toContainText("What do you see?");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved")).toBeVisible();
  const customer = await open(undefined);
  await customer.page.goto(`/p/${world.slug}/new?class=fault`);
  await expect(customer.page.getByText("Something is broken on the line")).toBeVisible();
  await expect(customer.page.getByLabel("What do you see?")).toBeVisible();
});

test("R19 of two admins at the guide the later one sees what the other changed, and loses nothing", async ({ world, open }) => {
  const { page } = await open(world.admin);
  await page.goto("/desk/settings/guide");
  await page.getByRole("radio", { name: "Fault" }).check();
  const mine = page.locator("#guide-guidance-en");
  await mine.fill("Mine");
  const guide = (await world.admin.get("/guide")).body;
  const of = (name) => guide.classes.find((one) => one.class === name);
  of("fault").guidance.en = "Theirs";
  of("fault").parts[0].label.en = "Their label";
  of("question").guidance.en = "Their question";
  expect((await world.admin.put("/guide", guide)).status).toBe(200);
  await page.getByRole("button", { name: "Save" }).click();
  const told = page.locator(".banner", { hasText: "Somebody else has just saved the guide" });
  await expect(told.getByRole("listitem")).toHaveCount(3);
  await expect(told.getByRole("listitem").filter({ hasText: "→ Theirs (yours is kept)" })).toBeVisible();
  await expect(mine).toHaveValue("Mine");
  await page.getByRole("radio", { name: "Question" }).check();
  await expect(mine).toHaveValue("Their question");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(told).toHaveCount(0);
  const after = (await world.admin.get("/guide")).body;
  const now = (name) => after.classes.find((one) => one.class === name);
  expect([now("fault").guidance.en, now("fault").parts[0].label.en, now("question").guidance.en]).toEqual(["Mine", "Their label", "Their question"]);
});
