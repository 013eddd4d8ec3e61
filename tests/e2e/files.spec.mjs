// Pictures and documents: pasted, dropped, taken with a phone (R2).
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { read, ticketIn } from "../api/lib/world.mjs";
import { DESKTOP, PHONE } from "./lib/person.mjs";
import { photo, photos } from "./lib/pictures.mjs";
import { chooseFault, FAULT, receipt, submit, tellFault, tellRest, uploaded } from "./lib/portal.mjs";
import { expect, test } from "./lib/test.mjs";
import { openTicket } from "./lib/ticket.mjs";

const CHINESE = { ...DESKTOP, locale: "zh-CN" };

test("R2 a screenshot is pasted into the form, dropped files join it, and the ticket has all of them", async ({ server, world, open }, testInfo) => {
  const { page, context } = await open(undefined, CHINESE);
  await page.goto(`/p/${world.slug}/new`);
  await page.getByRole("radio", { name: /系统故障/ }).check();
  await tellFault(page);
  await copyPicture(page, context, server);
  await page.getByLabel("标题").focus();
  await page.keyboard.press("Control+V");
  await expect(page.locator(".tile img")).toHaveCount(1);
  await expect(page.getByLabel("标题")).toHaveValue(FAULT.title);
  await drop(page, page.locator("form.form"), [await onDisk(testInfo, "接口日志.log", "2026-11-22 10:01:07 物料不存在\n"), await onDisk(testInfo, "线边.png", photo(3))]);
  await expect(page.locator(".tile")).toHaveCount(3);
  await uploaded(page, 3);
  await tellRest(page);
  await submit(page);
  const { serial } = await receipt(page);
  const names = (await read(world, serial)).ticket.attachments.map(({ name }) => name);
  expect(names.slice(1)).toEqual(["接口日志.log", expect.stringMatching(/^线边\.(png|jpg)$/)]);
});

test("R2 text that is pasted goes into its field and is no file", async ({ server, world, open }) => {
  const { page, context } = await open(undefined, CHINESE);
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  await page.goto(`/p/${world.slug}/new`);
  await page.evaluate(() => navigator.clipboard.writeText("物料不存在"));
  await page.getByLabel("标题").focus();
  await page.keyboard.press("Control+V");
  await expect(page.getByLabel("标题")).toHaveValue("物料不存在");
  await expect(page.locator(".tile")).toHaveCount(0);
});

for (const [who, visit, field, send] of [
  ["a customer", (page, world, serial) => page.goto(`/p/${world.slug}/tickets/${serial}`), "#reply", "发送"],
  ["an agent", (page, _, serial) => openTicket(page, serial), "#say-text", "发送"],
]) {
  test(`R2 R18 ${who} pastes a screenshot into a message and drops a file on it`, async ({ server, world, open }, testInfo) => {
    const serial = await ticketIn(world, "in_progress");
    const { page, context } = await open(who === "an agent" ? world.agent : world.requester, { ...CHINESE, lang: "zh" });
    await visit(page, world, serial);
    if (who === "an agent") await page.keyboard.press("r");
    await page.locator(field).fill("见截图和日志");
    await copyPicture(page, context, server);
    await page.locator(field).press("Control+V");
    await expect(page.locator(".composer .tile img")).toHaveCount(1);
    await drop(page, page.locator(field), [await onDisk(testInfo, "trace.txt", "line 1\n")]);
    await expect(page.locator(".composer .tile")).toHaveCount(2);
    await page.locator(".composer").getByRole("button", { name: send }).click();
    const message = page.locator(".thread .msg").filter({ hasText: "见截图和日志" });
    await expect(message.locator(".attachment")).toHaveCount(2);
    const picture = message.locator(".attachment img");
    await expect.poll(() => picture.evaluate((image) => image.naturalWidth)).toBeGreaterThan(0);
    await expect(message.getByText("trace.txt")).toBeVisible();
    await expect(page.locator(".composer .tile")).toHaveCount(0);
  });
}

test("R2 R39 a phone offers its camera, and its album or files", async ({ world, open }) => {
  const { page } = await open(undefined, PHONE);
  await page.goto(`/p/${world.slug}/new`);
  await chooseFault(page);
  const camera = page.locator("input[type=file][capture]");
  await expect(camera).toHaveAttribute("capture", "environment");
  await expect(camera).toHaveAttribute("accept", "image/*");
  const album = page.locator("input[type=file]:not([capture])");
  await expect(album).toHaveCount(1);
  // A log file is as welcome as a photo.
  expect(await album.getAttribute("accept")).toBeNull();
  for (const [button, several, seed] of [["拍照", false, 1], ["相册或文件", true, 2]]) {
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: button }).click();
    expect((await chooser).isMultiple()).toBe(several);
    await (await chooser).setFiles(photos(seed));
    await expect(page.locator(".tile")).toHaveCount(seed);
  }
  await uploaded(page, 2);
});

test("R2 a file of a kind that is not taken says so on its tile, and leaves with one press", async ({ world, open }) => {
  const { page } = await open(undefined, CHINESE);
  await page.goto(`/p/${world.slug}/new`);
  await page.locator("input[type=file]").first().setInputFiles({ name: "setup.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ\u0000\u0001") });
  const tile = page.locator(".tile.failed");
  await expect(tile).toContainText("setup.exe");
  await expect(tile.locator(".tile-state")).not.toBeEmpty();
  // The same again would be refused again.
  await expect(tile.getByRole("button", { name: "重试" })).toHaveCount(0);
  await tile.getByRole("button", { name: "移除" }).click();
  await expect(page.locator(".tile")).toHaveCount(0);
});

/** A picture on the clipboard of the browser, as a screenshot program leaves it there. */
async function copyPicture(page, context, server) {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) })]);
  }, photo(7, { width: 320, height: 200 }).toString("base64"));
}

async function onDisk(testInfo, name, content) {
  const path = testInfo.outputPath(name);
  await writeFile(path, content);
  expect(basename(path)).toBe(name);
  return path;
}

/** Drags files from the desktop onto an element. */
async function drop(page, target, files) {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  const at = { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 100) };
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) await client.send("Input.dispatchDragEvent", { type, ...at, data });
  await client.detach();
}
