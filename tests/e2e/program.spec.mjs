// The programs themselves: the optimised modules start in the real browser, and one that fails keeps the draft.
import { ticketIn } from "../api/lib/world.mjs";
import { lookAgain } from "./lib/board.mjs";
import { PHONE } from "./lib/person.mjs";
import { chooseFault, keptInBrowser } from "./lib/portal.mjs";
import { expect, test } from "./lib/test.mjs";
import { openTicket } from "./lib/ticket.mjs";

for (const [program, address] of [["portal", (world) => `/p/${world.slug}`], ["desk", () => "/desk/sign-in"]]) {
  test(`the optimised ${program} module loads, compressed and cached for good`, async ({ world, open }) => {
    const { page } = await open(undefined, PHONE);
    const module = page.waitForResponse((response) => response.url().endsWith(".wasm"));
    await page.goto(address(world));
    await expect(page.locator("html")).toHaveAttribute("data-program", "started");
    const headers = (await module).headers();
    expect(headers["content-type"]).toBe("application/wasm");
    expect(headers["content-encoding"]).toBe("br");
    expect(headers["cache-control"]).toContain("immutable");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
}

test("a program that has failed says so; reloading brings the draft back", async ({ world, open }) => {
  const { page } = await open(undefined, PHONE);
  await page.goto(`/p/${world.slug}/new`);
  await chooseFault(page);
  await page.getByLabel("标题").fill("扫码枪坏了");
  await keptInBrowser(page, "扫码枪坏了");
  // What the panic hook does; the overlay and its button need nothing of the program.
  await page.evaluate(() => {
    document.documentElement.dataset.program = "failed";
  });
  const overlay = page.getByRole("alertdialog");
  await expect(overlay).toBeVisible();
  await expect(overlay).toContainText("没有丢");
  await overlay.getByRole("button", { name: "重新载入" }).click();
  await expect(page.getByText("已恢复上次没有提交的内容。")).toBeVisible();
});

test("R18 a panic in the program shows the overlay, and the draft survives it", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const person = await open(world.agent);
  const { page } = person;
  person.expects(/./);
  const logged = [];
  page.on("console", (message) => logged.push(message.text()));
  await openTicket(page, serial);
  await page.keyboard.press("r");
  await page.locator("#say-text").fill("A long answer, half written");
  await keptInBrowser(page, "A long answer, half written");
  // A function of the browser that the program relies on throws in the midst of its work. That alone ends the program,
  // as what it was doing is half done; and whatever in it goes on from there panics.
  await page.evaluate(() => {
    Date.prototype.toISOString = () => {
      throw new Error("out of order");
    };
  });
  const news = async () => {
    await world.colleague.post(`/tickets/${serial}/messages`, { kind: "note", text: "news" });
    await lookAgain(page);
  };
  const overlay = page.getByRole("alertdialog");
  await news();
  await expect(overlay).toBeVisible();
  await expect(async () => {
    await news();
    expect(logged.join("\n")).toMatch(/panicked at/);
  }).toPass();
  await expect(overlay).toContainText("Your draft is kept on this device");
  await overlay.getByRole("button", { name: "Reload" }).click();
  await expect(page.locator("#say-text")).toHaveValue("A long answer, half written");
});

test("a module that cannot be loaded says so, in the reader's language", async ({ world, open }) => {
  const person = await open(undefined, { ...PHONE, locale: "en-US" });
  person.expects(/./);
  await person.page.route("**/*.wasm", (route) => route.abort());
  await person.page.goto(`/p/${world.slug}`);
  await expect(person.page.getByRole("alertdialog")).toContainText("Your draft is kept on this device");
});
