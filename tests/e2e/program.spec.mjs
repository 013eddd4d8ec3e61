// The programs themselves: the optimised modules start in the real browser, and one that fails keeps the draft.
import { expect, test } from "./lib/test.mjs";
import { next } from "./lib/portal.mjs";
import { PHONE } from "./lib/person.mjs";

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
  await page.getByRole("radio", { name: /系统故障/ }).check();
  await next(page);
  await page.getByLabel("标题").fill("扫码枪坏了");
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain("扫码枪坏了");
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

test("a module that cannot be loaded says so, in the reader's language", async ({ world, open }) => {
  const person = await open(undefined, { ...PHONE, locale: "en-US" });
  person.expects(/./);
  await person.page.route("**/*.wasm", (route) => route.abort());
  await person.page.goto(`/p/${world.slug}`);
  await expect(person.page.getByRole("alertdialog")).toContainText("Your draft is kept on this device");
});
