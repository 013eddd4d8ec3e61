// What an agent does on a ticket's own page.
import { expect } from "@playwright/test";

/** Opens a ticket, and waits until it is there: a key that is pressed before then means nothing. */
export async function openTicket(page, serial) {
  await page.goto(`/desk/tickets/${serial}`);
  await expect(page.locator(".ticket-head")).toBeVisible();
}
