// The board: every way of moving does the same, refuses with its reason, and moves nothing under a hand.
import { command, file, read, ticketIn } from "../api/lib/world.mjs";
import { column, drag, dragByTouch, lookAgain, openBoard, openMenu, slip, slipIn } from "./lib/board.mjs";
import { PHONE } from "./lib/person.mjs";
import { expect, test } from "./lib/test.mjs";

test("R16 the mouse moves a ticket that has an owner at once", async ({ world, open }) => {
  const serial = await file(world);
  await command(world, world.agent, "PUT", serial, "assignment", { team: world.team("fault"), owner: world.ids.agent });
  const { page } = await open(world.agent);
  await openBoard(page);
  await drag(page, serial, "in_progress");
  await expect(slipIn(page, "in_progress", serial)).toBeVisible();
});

test("R12 an assignment shows at once and can be taken back", async ({ world, open }) => {
  const serial = await file(world);
  const { page } = await open(world.agent);
  await openBoard(page);
  await openMenu(page, serial);
  await page.getByRole("menuitem", { name: "Assign to me" }).click();
  await expect.poll(async () => (await read(world, serial)).ticket.owner).toBe(world.ids.agent);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await read(world, serial)).ticket.owner).toBeNull();
  await expect(slip(page, serial)).toContainText("Unassigned");
});

test("R16 a finger moves a ticket, after it held still", async ({ world, open }) => {
  const serial = await file(world);
  const { page } = await open(world.agent, { viewport: { width: 1280, height: 900 }, hasTouch: true });
  await openBoard(page);
  await dragByTouch(page, serial, column(page, "in_progress").locator(".cards"));
  await page.getByRole("dialog").getByRole("button", { name: "Take it and start" }).click();
  await expect(slipIn(page, "in_progress", serial)).toBeVisible();
});

test("R16 R39 on a phone a finger drags a ticket onto the tab of another column", async ({ world, open }) => {
  const serial = await file(world);
  const { page } = await open(world.agent, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await page.goto("/desk/board");
  await expect(slip(page, serial)).toBeVisible();
  await dragByTouch(page, serial, page.locator(".board-tabs [data-drop=in_progress]"));
  await page.getByRole("dialog").getByRole("button", { name: "Take it and start" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.locator(".board-tabs [data-drop=in_progress]").click();
  await expect(slipIn(page, "in_progress", serial)).toBeVisible();
});

for (const lang of ["en", "zh"]) {
  test(`R16 R39 on a phone the menu of a card stays at the end of the customer's line, however long its badges are (${lang})`, async ({ world, open }) => {
    const plain = await ticketIn(world, "in_progress");
    const waiting = await ticketIn(world, "in_progress");
    const again = await ticketIn(world, "verifying");
    await command(world, world.requester, "POST", again, "refusal", { reason: "Still fails" });
    for (const serial of [waiting, again]) await command(world, world.agent, "POST", serial, "waiting", { on: "third_party", reason: "The vendor looks" });
    const { page } = await open(world.agent, { ...PHONE, lang });
    await page.goto("/desk/board");
    await page.locator(".board-tabs [data-drop=in_progress]").click();
    const box = (serial, part) => slipIn(page, "in_progress", serial).locator(part).boundingBox();
    const middle = ({ y, height }) => y + height / 2;
    const end = ({ x, width }) => x + width;
    for (const serial of [plain, waiting, again]) await expect(slipIn(page, "in_progress", serial)).toBeVisible();
    await expect(slipIn(page, "in_progress", again).locator(".chip")).toHaveCount(2);
    const usual = end(await box(plain, ".slip-more"));
    for (const serial of [plain, waiting, again]) {
      const [menu, customer] = [await box(serial, ".slip-more"), await box(serial, ".customer")];
      expect(Math.abs(middle(menu) - middle(customer))).toBeLessThan(2);
      expect(end(menu)).toBeCloseTo(usual, 0);
      expect(customer.width).toBeGreaterThan(40);
    }
  });
}

test("R16 the keyboard moves a ticket: arrows choose it, ] moves it on", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const { page } = await open(world.agent);
  await openBoard(page);
  await slip(page, serial).locator(".slip-title").focus();
  await page.keyboard.press("]");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Solution").fill("New driver");
  await dialog.getByLabel("Root cause").fill("Old driver");
  await page.keyboard.press("Control+Enter");
  await expect(slipIn(page, "verifying", serial)).toBeVisible();
  await expect(slip(page, serial).locator(".slip-title")).toBeFocused();
});

test("R16 the Move menu offers the same moves and says why one is refused", async ({ world, open }) => {
  const serial = await file(world);
  const { page } = await open(world.agent);
  await openBoard(page);
  await openMenu(page, serial);
  const refused = page.getByRole("menuitem", { name: /To verify/ });
  await expect(refused).toHaveAttribute("aria-disabled", "true");
  await expect(refused).toContainText("Start work first");
  await page.getByRole("menuitem", { name: /In progress/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take it and start" }).click();
  await expect(slipIn(page, "in_progress", serial)).toBeVisible();
});

test("R7 R16 a refused drag goes back, with its reason beside the card and above the column", async ({ world, open }) => {
  const serial = await file(world, { class: "change" });
  const { page } = await open(world.agent);
  await openBoard(page);
  await drag(page, serial, "in_progress", { drop: false });
  await expect(column(page, "in_progress").locator(".column-refusal")).toContainText("needs approval");
  await page.mouse.up();
  await expect(slipIn(page, "todo", serial)).toBeVisible();
  await expect(column(page, "todo").locator(".slip-refusal")).toContainText("needs approval");
});

test("R16 what others change is counted and shown when asked for: nothing moves under a hand", async ({ world, open }) => {
  const first = await file(world, { title: "First of all" });
  const second = await file(world, { title: "Second" });
  const { page } = await open(world.agent);
  await openBoard(page);
  const order = () => page.locator(".slip").evaluateAll((slips) => slips.map((slip) => slip.dataset.serial));
  const before = await order();
  await command(world, world.lead, "PUT", second, "priority", { priority: "p0" });
  const third = await file(world, { title: "Third, from a colleague" });
  await lookAgain(page);
  await expect(page.getByRole("button", { name: "2 updates" })).toBeVisible();
  expect(await order()).toEqual(before);
  await page.getByRole("button", { name: "2 updates" }).click();
  await expect(slip(page, third)).toBeVisible();
  expect((await order())[0]).toBe(String(second));
  await expect(slip(page, first)).toBeVisible();
});

test("R19 a drag that comes too late shows the ticket as it is now, and who has it", async ({ world, open }) => {
  const serial = await file(world);
  await command(world, world.agent, "PUT", serial, "assignment", { team: world.team("fault"), owner: world.ids.agent });
  const { page } = await open(world.agent);
  await openBoard(page);
  await command(world, world.lead, "POST", serial, "start", { owner: world.ids.lead });
  await drag(page, serial, "in_progress");
  await expect(slipIn(page, "in_progress", serial)).toBeVisible();
  await expect(column(page, "in_progress").locator(".slip-refusal")).toContainText("lead");
});

test("R20 the board's filters are its address and come back with it", async ({ world, open }) => {
  const fault = await file(world);
  const question = await file(world, { class: "question" });
  const { page } = await open(world.agent);
  await openBoard(page, "?class=question");
  await expect(slip(page, question)).toBeVisible();
  await expect(slip(page, fault)).toHaveCount(0);
  await page.getByRole("button", { name: "Unassigned", exact: true }).click();
  await expect(page).toHaveURL(/owner=none/);
  await page.reload();
  await expect(slip(page, question)).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(slip(page, fault)).toBeVisible();
});
