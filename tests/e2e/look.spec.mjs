// Language, theme and keys: each reader's own.
import { file } from "../api/lib/world.mjs";
import { openBoard } from "./lib/board.mjs";
import { PHONE } from "./lib/person.mjs";
import { expect, test } from "./lib/test.mjs";

const theme = (page) => page.locator("html").getAttribute("data-theme");

/** The focus is on the heading, where single keys act. */
const onHeading = (page) =>
  page.locator("h1").evaluate((heading) => {
    heading.tabIndex = -1;
    heading.focus();
  });

/** What would have moved has moved once the browser has drawn again. */
const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

test("R40 the browser's language comes first, and one press shows the other", async ({ world, open }) => {
  const chinese = await open(undefined, PHONE);
  await chinese.page.goto(`/p/${world.slug}`);
  await expect(chinese.page.getByRole("heading", { level: 1 })).toHaveText("遇到了什么问题？");
  await expect(chinese.page.locator("html")).toHaveAttribute("lang", "zh-CN");
  const english = await open(undefined, { ...PHONE, locale: "en-GB" });
  await english.page.goto(`/p/${world.slug}`);
  await expect(english.page.getByRole("heading", { level: 1 })).toHaveText("What do you need help with?");
  await english.page.getByRole("button", { name: "中文" }).click();
  await expect(english.page.getByRole("heading", { level: 1 })).toHaveText("遇到了什么问题？");
  await english.page.reload();
  await expect(english.page.getByRole("heading", { level: 1 })).toHaveText("遇到了什么问题？");
  await expect(english.page.locator("html")).toHaveAttribute("lang", "zh-CN");
});

test("R40 a change of language keeps what is being typed", async ({ world, open }) => {
  const { page } = await open(undefined, { locale: "en-GB" });
  await page.goto(`/p/${world.slug}/new`);
  await page.getByRole("radio", { name: /Fault/ }).check();
  await page.getByLabel("Title").fill("Scanner fails");
  await page.getByRole("button", { name: "中文" }).click();
  await expect(page.getByLabel("标题")).toHaveValue("Scanner fails");
});

test("the theme follows the system until one is chosen, and stays chosen", async ({ world, open }) => {
  const { page } = await open(world.agent, { colorScheme: "dark" });
  await page.goto("/desk/profile");
  await expect.poll(() => theme(page)).toBe("dark");
  await page.getByRole("radio", { name: "Light" }).check();
  await expect.poll(() => theme(page)).toBe("light");
  await page.reload();
  await expect.poll(() => theme(page)).toBe("light");
  // Other devices of the member start with it.
  await expect.poll(async () => (await world.agent.get("/session")).body.member.theme).toBe("light");
});

test("a new device wears the member's own theme and keys, and keeps what is chosen on it", async ({ world, open }) => {
  await world.agent.patch("/profile", { theme: "dark", single_keys: false });
  const { page } = await open(world.agent, { colorScheme: "light" });
  await openBoard(page);
  await expect.poll(() => theme(page)).toBe("dark");
  await onHeading(page);
  await page.keyboard.press("c");
  await drawn(page);
  await expect(page).toHaveURL(/\/desk\/board/);
  await page.goto("/desk/profile");
  await expect(page.getByRole("radio", { name: "Off" })).toBeChecked();
  await page.getByRole("radio", { name: "On" }).check();
  await page.getByRole("radio", { name: "System" }).check();
  await expect.poll(() => theme(page)).toBe("light");
  await expect.poll(async () => (await world.agent.get("/session")).body.member).toMatchObject({ theme: "system", single_keys: true });
  // Chosen elsewhere since: this device has its own choice.
  await world.agent.patch("/profile", { theme: "dark", single_keys: false });
  await page.reload();
  await expect(page.getByRole("radio", { name: "System" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "On" })).toBeChecked();
  await expect.poll(() => theme(page)).toBe("light");
});

test("single keys act, do nothing while one types or composes, and can be switched off", async ({ world, open }) => {
  await file(world);
  const { page } = await open(world.agent);
  await openBoard(page);
  await page.locator("#search").focus();
  await page.keyboard.press("c");
  await drawn(page);
  await expect(page).toHaveURL(/\/desk\/board/);
  await page.keyboard.press("Escape");
  await onHeading(page);
  // What a browser sends for a key that an input method has taken.
  await page.evaluate(() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "c", keyCode: 229, isComposing: true, bubbles: true })));
  await drawn(page);
  await expect(page).toHaveURL(/\/desk\/board/);
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/desk\/new/);
  await page.goto("/desk/profile");
  await page.getByRole("radio", { name: "Off" }).check();
  await expect.poll(async () => (await world.agent.get("/session")).body.member.single_keys).toBe(false);
  await openBoard(page);
  await onHeading(page);
  const entries = await page.evaluate(() => history.length);
  for (const key of ["/", "c", "g", "l"]) await page.keyboard.press(key);
  await drawn(page);
  await expect(page.locator("h1")).toBeFocused();
  expect(await page.evaluate(() => [location.pathname, history.length])).toEqual(["/desk/board", entries]);
});

test("the help lists the keys of the screen, and closes with Escape", async ({ world, open }) => {
  await file(world);
  const { page } = await open(world.agent);
  await openBoard(page);
  await onHeading(page);
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  await expect(help).toContainText("Go to the tickets");
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
});

test("R40 times are told in the reader's own zone", async ({ world, open }) => {
  const serial = await file(world);
  const { ticket } = (await world.agent.get(`/tickets/${serial}`)).body;
  for (const timezoneId of ["Asia/Shanghai", "America/New_York"]) {
    const { page } = await open(world.agent, { timezoneId });
    await page.goto(`/desk/tickets/${serial}`);
    const title = await page.locator(".msg.filed time").getAttribute("title");
    const hour = new Intl.DateTimeFormat("en", { timeZone: timezoneId, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(ticket.created_at);
    expect(title).toContain(hour);
  }
});
