// Every screen, light and dark, in both languages: axe finds nothing serious.
import AxeBuilder from "@axe-core/playwright";
import { command, file, ticketIn } from "../api/lib/world.mjs";
import { slip } from "./lib/board.mjs";
import { DESKTOP, overflow, PHONE } from "./lib/person.mjs";
import { expect, test } from "./lib/test.mjs";

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
      "/desk/settings/customers", "/desk/settings/customers?tab=companies", "/desk/settings/projects", "/desk/nowhere", "/desk/settings/members",
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
    await sweep(page, ["/desk/board", "/desk/tickets", `/desk/tickets/${serial}`, "/desk/settings/members"]);
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

/** The program runs, and what it reads is there. */
async function settled(page) {
  await expect(page.locator("html")).toHaveAttribute("data-program", "started");
  await expect(page.locator("main .skeleton, main [role=status][aria-busy=true]")).toHaveCount(0);
}

async function clean(page, where) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(" ")} ${failureSummary}`).join(" | ")}`);
  expect.soft(told, where).toEqual([]);
}
