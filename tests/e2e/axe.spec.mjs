// Every screen, light and dark, in both languages: axe finds nothing serious.
import AxeBuilder from "@axe-core/playwright";
import { command, file, ticketIn } from "../api/lib/world.mjs";
import { slip } from "./lib/board.mjs";
import { DESKTOP, NETWORK, overflow, PHONE } from "./lib/person.mjs";
import { photos } from "./lib/pictures.mjs";
import { expect, test } from "./lib/test.mjs";
import { openTicket } from "./lib/ticket.mjs";

// Contrast depends on the theme alone and names on the language, so two pairs see everything.
const AGENTS = [{ lang: "zh", colorScheme: "light" }, { lang: "en", colorScheme: "dark" }];
const AGENTS_PHONE = [{ ...PHONE, lang: "zh", colorScheme: "dark" }, { ...PHONE, lang: "en", colorScheme: "light" }];
const CUSTOMERS = [
  { ...PHONE, lang: "zh", colorScheme: "light" }, { ...PHONE, lang: "en", colorScheme: "dark" },
  { ...DESKTOP, lang: "zh", colorScheme: "dark" }, { ...DESKTOP, lang: "en", colorScheme: "light" },
];
const name = ({ viewport = DESKTOP.viewport, lang, colorScheme }) => `${viewport.width} px, ${lang}, ${colorScheme}`;

for (const look of AGENTS) {
  test(`R40 axe: the agents' screens (${name(look)})`, async ({ world, open }) => {
    test.slow();
    const serial = await populated(world);
    const { page } = await open(world.admin, look);
    await sweep(page, [
      "/desk/tickets", `/desk/tickets/${serial}?view=timeline`, `/desk/tickets/${serial}`, "/desk/new", "/desk/profile", "/desk/settings/teams",
      "/desk/settings/customers", "/desk/settings/customers?tab=companies", "/desk/settings/projects", "/desk/settings/guide", "/desk/subtasks", "/desk/settings/tags", "/desk/settings/routing", "/desk/settings/robots", "/desk/settings/deliveries", "/desk/inbox", "/desk/articles", "/desk/nowhere", "/desk/settings/members",
    ]);
    await page.locator(".page-head").getByRole("button").click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await clean(page, "the invitation");
    await sweep(page, ["/desk/board"]);
    await slip(page, serial).locator(".slip-more").click();
    await expect(page.locator(".menu:popover-open")).toBeVisible();
    await clean(page, "the Move menu");
    await page.keyboard.press("Escape");
    await slip(page, serial).locator(".slip-title").focus();
    await page.keyboard.press("]");
    await expect(page.getByRole("dialog")).toBeVisible();
    await clean(page, "the dialog of a move");
  });
}

for (const look of AGENTS_PHONE) {
  test(`R39 R40 axe: board, list and ticket on an agent's phone (${name(look)})`, async ({ world, open }) => {
    const serial = await populated(world);
    const { page } = await open(world.agent, look);
    await sweep(page, ["/desk/board", "/desk/tickets", `/desk/tickets/${serial}`, "/desk/settings/members", "/desk/settings/tags", "/desk/settings/routing"]);
  });
}

for (const look of CUSTOMERS) {
  test(`R40 axe: the customer's screens (${name(look)})`, async ({ world, open }) => {
    test.slow();
    const verifying = await ticketIn(world, "verifying");
    const closed = await ticketIn(world, "closed");
    const base = `/p/${world.slug}`;
    const customer = await open(world.requester, look);
    await sweep(customer.page, [base, `${base}/tickets`, `${base}/tickets/${verifying}`, `${base}/tickets/${closed}`, `${base}/new?class=fault`]);
    const stranger = await open(undefined, look);
    await sweep(stranger.page, [base, `${base}/new`, `${base}/sign-in`, `${base}/tickets`, "/p/nobody-has-this", "/", "/desk/sign-in"]);
  });
}

test("R40 axe: a form full of errors (zh, light)", async ({ world, open }) => {
  const { page } = await open(undefined, { ...DESKTOP, lang: "zh" });
  await page.goto(`/p/${world.slug}/new`);
  await page.getByRole("button", { name: "提交工单" }).click();
  await expect(page.locator("#error-summary")).toBeFocused();
  await clean(page, "the error summary");
});

const ALTERNATING = [{ lang: "zh", colorScheme: "dark" }, { lang: "en", colorScheme: "light" }];

for (const look of ALTERNATING) {
  const words = (zh, en) => (look.lang === "zh" ? zh : en);

  test(`R39 R40 axe: from the form's second step to the receipt, on a phone (${name({ ...PHONE, ...look })})`, async ({ world, open }) => {
    test.slow();
    const person = await open(undefined, { ...PHONE, ...look });
    const { page } = person;
    const next = () => page.getByRole("button", { name: words("下一步", "Next") }).click();
    await page.goto(`/p/${world.slug}/new`);
    await page.getByRole("radio", { name: words(/系统故障/, /Fault/) }).check();
    await next();
    await page.locator("input[type=file]:not([capture])").setInputFiles([
      ...photos(1), { name: "setup.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ\u0000\u0001") },
    ]);
    await expect(page.locator(".tile.failed")).toBeVisible();
    await good(page, "step 2 with a file that was refused");
    await next();
    await expect(page.locator("#error-summary")).toBeVisible();
    await good(page, "step 2 with its errors");
    await page.locator(".tile.failed").getByRole("button", { name: words("移除", "Remove") }).click();
    await page.locator("#title").fill("Scanner");
    await page.locator("[id='details.actual']").fill("Nothing happens");
    await next();
    await page.getByRole("radio", { name: words("一个部门", "One department") }).check();
    await page.getByRole("radio", { name: words(/无法工作/, /stopped|cannot work/i) }).check();
    await good(page, "step 3");
    await page.locator("[id='contact.name']").fill("周强");
    await page.locator("[id='contact.email']").fill(world.at("guest"));
    await page.locator("form.form").getByRole("button", { name: words("提交工单", "File the ticket") }).click();
    await page.waitForURL(/\/filed\/\d+$/);
    await good(page, "the receipt");
    const link = await page.locator("#link").inputValue();
    person.expects(NETWORK);
    await page.route("**/ticket-links", (route) => route.abort("internetdisconnected"), { times: 1 });
    await page.goto(link);
    await expect(page.getByRole("button", { name: words("重试", "Try again") })).toBeVisible();
    await good(page, "a requester link without a network");
    await page.getByRole("button", { name: words("重试", "Try again") }).click();
    await page.waitForURL(/\/tickets\/\d+$/);
    await good(page, "the ticket of a requester link");
    await page.goto(`/t/${"x".repeat(22)}#${"0".repeat(64)}`);
    await expect(page.locator(".state h2")).toBeVisible();
    await good(page, "a requester link that does not work");
  });

  test(`R40 axe: the entry of a code, and the crash overlay (${name(look)})`, async ({ world, open }) => {
    for (const [client, address, email] of [[undefined, `/p/${world.slug}/sign-in`, world.at("requester")], [undefined, "/desk/sign-in", world.at("agent")]]) {
      const { page } = await open(client, { ...PHONE, ...look });
      await page.goto(address);
      await page.locator("#email").fill(email);
      await page.keyboard.press("Enter");
      await expect(page.locator("#code")).toBeVisible();
      await good(page, `the code of ${address}`);
      await page.locator("#code").fill("000000");
      await page.keyboard.press("Enter");
      await expect(page.locator("#code")).toHaveAttribute("aria-invalid", "true");
      await good(page, `a wrong code at ${address}`);
      // The overlay is markup of the page and covers whatever was there.
      await page.evaluate(() => {
        document.documentElement.dataset.program = "failed";
      });
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await good(page, `the crash overlay over ${address}`);
    }
  });

  test(`R40 axe: the help, each dialog of a move, and a composer with files (${name(look)})`, async ({ world, open }) => {
    test.slow();
    const todo = await file(world);
    const working = await ticketIn(world, "in_progress");
    const verifying = await ticketIn(world, "verifying");
    const closed = await ticketIn(world, "closed");
    const { page } = await open(world.lead, look);
    const dialog = page.getByRole("dialog");
    for (const [serial, key, to] of [[todo, "]", null], [working, "]", null], [verifying, "[", null], [closed, null, words("移到“处理中”", "Move to “In progress”")], [todo, null, words("移到“已关闭”", "Move to “Closed”")]]) {
      await openTicket(page, serial);
      if (key) await page.keyboard.press(key);
      else {
        await page.keyboard.press("m");
        await page.getByRole("menuitem", { name: to, exact: true }).click();
      }
      await expect(dialog).toBeVisible();
      await clean(page, `a move of ${serial}`);
      await page.keyboard.press("Escape");
      await expect(dialog).toHaveCount(0);
    }
    await page.goto(`/desk/tickets/${working}`);
    await settled(page);
    for (const button of [words("设为等待", "Set to waiting"), words("编辑", "Edit")]) {
      await page.getByRole("button", { name: button, exact: true }).click();
      await expect(dialog).toBeVisible();
      await clean(page, button);
      await page.keyboard.press("Escape");
      await expect(dialog).toHaveCount(0);
    }
    await page.keyboard.press("?");
    await expect(dialog).toBeVisible();
    await clean(page, "the help");
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await page.keyboard.press("r");
    await page.locator(".composer input[type=file]").setInputFiles([
      ...photos(1), { name: "setup.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ\u0000\u0001") },
    ]);
    await expect(page.locator(".tile.failed")).toBeVisible();
    await clean(page, "a composer with a refused file");
    await page.locator(".composer").getByRole("tab", { name: words("会议记录", "Meeting record") }).or(page.locator(".composer .tab").filter({ hasText: words("会议", "Meeting") })).first().click();
    await expect(page.locator("#say-decisions")).toBeVisible();
    await clean(page, "a meeting record");
  });
}

/** One ticket of every state, one that waits, one behind a gate; gives the one in work. */
async function populated(world) {
  const serial = await ticketIn(world, "in_progress");
  const waiting = await ticketIn(world, "in_progress", { class: "question" });
  await command(world, world.agent, "POST", waiting, "waiting", { on: "customer", reason: "请补充截图" });
  await ticketIn(world, "closed");
  await ticketIn(world, "verifying");
  await file(world, { class: "change" });
  for (const kind of ["note", "progress", "reply"]) await world.agent.post(`/tickets/${serial}/messages`, { kind, text: `${kind} 你好 https://example.com/` });
  return serial;
}

async function sweep(page, addresses) {
  for (const address of addresses) {
    await page.goto(address);
    await settled(page);
    expect.soft(await overflow(page), `${address} is wider than its screen`).toEqual([]);
    await clean(page, address);
  }
}

/** Nothing serious, and nothing that reaches beyond the screen. */
async function good(page, where) {
  await settled(page);
  expect.soft(await overflow(page), `${where} is wider than its screen`).toEqual([]);
  await clean(page, where);
}

/** The program runs, and what it reads is there. */
async function settled(page) {
  await expect(page.locator("html")).toHaveAttribute("data-program", /started|failed/);
  await expect(page.locator("main .skeleton, main [role=status][aria-busy=true]")).toHaveCount(0);
}

async function clean(page, where) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(" ")} ${failureSummary}`).join(" | ")}`);
  expect.soft(told, where).toEqual([]);
}
