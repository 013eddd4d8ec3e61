// What a customer does, in Chinese.
import { expect } from "@playwright/test";
import { photos } from "./pictures.mjs";

export const FAULT = { title: "扫码枪扫描后提示“物料不存在”", actual: "二号线扫描工单后提示物料不存在，无法报工", name: "周强", email: "zhou.qiang@factory.test" };

/** To the next step of the phone's form; the last step has another button. */
export const next = (page) => page.getByRole("button", { name: "下一步" }).click();

/** Fills the phone's form up to its last button. */
export async function fillForm(page, { form = FAULT, pictures = [1, 2] } = {}) {
  await chooseFault(page);
  await tellFault(page, form);
  if (pictures.length > 0) await addPhotos(page, pictures);
  await next(page);
  await tellRest(page, form);
}

/** The first step of the phone's form. */
export async function chooseFault(page) {
  await page.getByRole("radio", { name: /系统故障/ }).check();
  await next(page);
}

export async function tellFault(page, form = FAULT) {
  await page.getByLabel("标题").fill(form.title);
  await page.getByLabel("实际怎样").fill(form.actual);
}

/** The last step: how bad it is, and who asks. */
export async function tellRest(page, form = FAULT) {
  await tellSeverity(page);
  await page.getByLabel("姓名").fill(form.name);
  await page.getByLabel("邮箱").fill(form.email);
}

/** The form keeps what is typed a moment later. */
export const keptInBrowser = (page, text) => expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain(text);

export async function tellSeverity(page) {
  await page.getByRole("radio", { name: "一个部门" }).check();
  await page.getByRole("radio", { name: /无法工作/ }).check();
}

/** Until the browser has no room for another character. */
export const fillStorage = (page) =>
  page.evaluate(() => {
    for (let chars = 2 ** 22, n = 0; chars >= 1; n += 1) {
      try {
        localStorage.setItem(`full-${n}`, "x".repeat(chars));
      } catch {
        chars /= 2;
      }
    }
  });

/** From the album, until the browser has kept them. */
export async function addPhotos(page, seeds) {
  await page.locator("input[type=file]:not([capture])").first().setInputFiles(photos(...seeds));
  await expect(page.locator(".tile")).toHaveCount(seeds.length);
}

/** Until every photo is with the server. */
export const uploaded = (page, count) => expect(page.locator(".tile-state").filter({ hasText: /\d+(\.\d+)? (KB|MB)/ })).toHaveCount(count);

export const submit = (page) => page.locator("form.form").getByRole("button", { name: "提交工单" }).click();

/** On the receipt: the serial, and the requester's own link. */
export async function receipt(page) {
  await page.waitForURL(/\/filed\/\d+$/);
  const serial = Number(page.url().match(/(\d+)$/)[1]);
  await expect(page.getByText("已收到您的工单")).toBeVisible();
  return { serial, link: await page.getByLabel(/您的专属链接/).inputValue() };
}
