// What an agent does on the board.
import { expect } from "@playwright/test";

export const column = (page, status) => page.locator(`section.column.s-${status}`);
export const slip = (page, serial) => page.locator(`.column .slip[data-serial="${serial}"]`);
export const slipIn = (page, status, serial) => column(page, status).locator(`.slip[data-serial="${serial}"]`);

/** Opens the board, and waits for its first answer. */
export async function openBoard(page, query = "") {
  await page.goto(`/desk/board${query}`);
  await expect(column(page, "closed")).toBeVisible();
}

async function middle(locator) {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 200) };
}

/** With the mouse; `drop: false` stops above the column. */
export async function drag(page, serial, status, { drop = true } = {}) {
  const from = await middle(slip(page, serial));
  const to = await middle(column(page, status).locator(".cards"));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 12, from.y + 4, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await expect(page.locator(".ghost")).toBeVisible();
  if (drop) await page.mouse.up();
}

/** With a finger that holds still first. `target` is any place that takes a drop. */
export async function dragByTouch(page, serial, target) {
  const client = await page.context().newCDPSession(page);
  const touch = (type, point) => client.send("Input.dispatchTouchEvent", { type, touchPoints: point ? [point] : [] });
  const from = await middle(slip(page, serial));
  await touch("touchStart", from);
  await expect(page.locator(".ghost")).toBeVisible();
  const to = await middle(target);
  for (let step = 1; step <= 6; step += 1) {
    await touch("touchMove", { x: from.x + ((to.x - from.x) * step) / 6, y: from.y + ((to.y - from.y) * step) / 6 });
  }
  await touch("touchEnd");
  await client.detach();
}

/** The slip's own menu. */
export const openMenu = (page, serial) => slip(page, serial).locator(".slip-more").click();

/** What a page asks by itself every few seconds, it also asks when its tab is shown again. */
export const lookAgain = (page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
