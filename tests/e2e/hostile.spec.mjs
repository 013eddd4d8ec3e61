// S1: hostile strings in every field that people see run nothing and break nothing, on any screen.
import { XSS } from "../api/lib/xss.mjs";
import { createWorkspace, file, ticketIn } from "../api/lib/world.mjs";
import { unique } from "../api/lib/forms.mjs";
import { codeFor } from "../api/lib/mailbox.mjs";
import { overflow, PHONE } from "./lib/person.mjs";
import { expect, test } from "./lib/test.mjs";

/** Those that fit a name or title and are not empty once cleaned. */
const SHORT = XSS.filter((text) => text.trim() !== "" && [...text].length <= 80 && /[<{=:'"]/.test(text));

test("S1 hostile names, titles and messages are shown as text on the agents' screens", async ({ world, open }) => {
  test.slow();
  const { serial, names } = await poison(world);
  const { page } = await open(world.admin);
  const screens = ["/desk/board", "/desk/tickets", `/desk/tickets/${serial}`, `/desk/tickets/${serial}?view=timeline`, `/desk/tickets/${serial}?view=facts`,
    "/desk/settings/members", "/desk/settings/teams", "/desk/settings/customers", "/desk/settings/customers?tab=companies", "/desk/settings/projects", "/desk/settings/tags", "/desk/settings/routing"];
  for (const address of screens) await harmless(page, address);
  await page.goto("/desk/board");
  await expect(page.getByText(names.title, { exact: true }).first()).toBeVisible();
  await harmless(page, `/desk/tickets?q=${encodeURIComponent(XSS[1])}`);
  await harmless(page, `/desk/board?class=${encodeURIComponent(XSS[1])}`);
});

test("S1 hostile names, titles and messages are shown as text on the customer's screens", async ({ world, open }) => {
  const { serial } = await poison(world);
  const { page } = await open(world.requester, PHONE);
  for (const path of ["", "/new", "/tickets", `/tickets/${serial}`]) await harmless(page, `/p/${world.slug}${path}`);
  await harmless(page, `/p/${world.slug}/new?title=${encodeURIComponent(XSS[3])}&class=${encodeURIComponent(XSS[1])}`);
  await expect(page.getByLabel(/Title|标题/)).toHaveValue(XSS[3]);
});

test("S1 a workspace whose name closes the page's own script is only a name", async ({ server, open }) => {
  const slug = unique("evil").toLowerCase();
  const name = "</script><script>alert(1)</script>";
  const admin = await createWorkspace(server, { slug, email: `${slug}@evil.test`, name });
  const stranger = await open(undefined);
  await harmless(stranger.page, `/p/${slug}`);
  await expect(stranger.page.locator(".brand")).toHaveText(name);
  const member = await open(admin);
  await harmless(member.page, "/desk/board");
});

test("S1 the mailbox shows hostile mail as text", async ({ server, world, open }) => {
  await file(world, { title: "<img src=x onerror=alert(1)>" });
  const { page } = await open(undefined);
  await page.goto("/dev/mailbox");
  await expect(page.locator("body")).not.toBeEmpty();
  expect(await codeFor(server, world.at("agent"))).toMatch(/^\d{6}$/);
});

/** Puts a hostile string wherever a person may write; gives a ticket full of them. */
async function poison(world) {
  let next = 0;
  const evil = () => SHORT[next++ % SHORT.length];
  const title = "<img src=x onerror=alert(1)>";
  for (const text of SHORT.slice(0, 12)) await file(world, { title: text, details: [{ key: "actual", text }], impact_note: text });
  const company = (await world.admin.post("/companies", { name: `${evil()} ${unique("c")}` })).body;
  await world.admin.post("/contacts", { name: evil(), email: `${unique("evil")}@evil.test`, phone: "=1+1", company: company.id, standing: "manager" });
  await world.admin.post("/teams", { name: `${evil()} ${unique("t")}`, classes: [] });
  await world.admin.post("/members", { name: evil(), email: `${unique("evil")}@evil.test`, role: "agent", teams: [], lang: "en" });
  await world.admin.post("/projects", { name: `${evil()} ${unique("p")}`, company: world.ids.factory, modules: SHORT.slice(0, 8) });
  await world.requester.patch("/profile", { name: evil() });
  const serial = await ticketIn(world, "in_progress", { title, details: [{ key: "actual", text: XSS.slice(0, 30).join("\n") }], impact_note: evil() });
  for (const text of XSS.slice(0, 20)) await world.agent.post(`/tickets/${serial}/messages`, { kind: "reply", text });
  await world.agent.post(`/tickets/${serial}/messages`, { kind: "meeting", text: evil(), attendees: evil(), decisions: evil(), minutes: 5 });
  await world.requester.post(`/tickets/${serial}/messages`, { kind: "reply", text: XSS.slice(20, 45).join("\n") });
  const { version } = (await world.agent.get(`/tickets/${serial}`)).body.ticket;
  await world.agent.post(`/tickets/${serial}/solution`, { version, solution: evil(), root_cause: evil() });
  return { serial, names: { title } };
}

/** The screen shows, and nothing on it came out of a string. */
async function harmless(page, address) {
  await page.goto(address);
  await expect(page.locator("html")).toHaveAttribute("data-program", "started");
  await expect(page.locator("main .skeleton")).toHaveCount(0);
  const born = await page.evaluate(() => {
    const selectors = ["iframe", "object", "embed", "base", "meta[http-equiv=refresh]", "img[src='x']", "svg[onload]", "[onerror]", "[onload]", "[onfocus]", "[ontoggle]",
      "script:not([src]):not([type='application/json'])", "style", "a[href^='javascript' i]", "a[href^='data:']", "form[action]", "marquee", "math"];
    return selectors.filter((selector) => document.querySelector(selector));
  });
  expect(born, address).toEqual([]);
  expect.soft(await overflow(page), `${address} is wider than its screen`).toEqual([]);
}
