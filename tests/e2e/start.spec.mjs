// Beginning: a workspace in two minutes, signing in, and the settings an admin needs on the first day.
import { createWorkspace } from "../api/lib/world.mjs";
import { codeFor } from "../api/lib/mailbox.mjs";
import { unique } from "../api/lib/forms.mjs";
import { expect, test } from "./lib/test.mjs";

test("R41 from nothing to an empty board that says what to do", async ({ server, open }) => {
  const { page } = await open(undefined, { locale: "zh-CN", timezoneId: "Asia/Singapore" });
  const email = `${unique("chen")}@qiming.test`;
  const slug = unique("qiming").toLowerCase();
  await page.goto("/");
  await page.getByLabel("公司名称").fill("启明软件");
  await page.getByLabel("您的姓名").fill("陈志远");
  await page.getByRole("button", { name: "发送验证码" }).click();
  await expect(page.getByText("此项必填。").first()).toBeVisible();
  await expect(page.getByLabel("工作邮箱")).toBeFocused();
  await page.getByLabel("工作邮箱").fill(email);
  await expect(page.getByLabel("客户门户地址")).toHaveValue("qiming");
  await page.getByLabel("客户门户地址").fill(slug);
  await page.getByRole("button", { name: "发送验证码" }).click();
  await page.getByLabel("验证码", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "进入" }).click();
  await expect(page.getByText("验证码不正确或已过期")).toBeVisible();
  await page.reload();
  await page.getByLabel("验证码", { exact: true }).fill(await codeFor(server, email));
  await page.getByRole("button", { name: "进入" }).click();
  await expect(page).toHaveURL(/\/desk\/board/);
  await expect(page.getByText("还没有工单")).toBeVisible();
  await page.goto("/desk/settings/sla");
  await expect(page.getByText("Asia/Singapore").first()).toBeVisible();
});

test("R41 a portal address that is taken is refused at its field", async ({ world, open }) => {
  const { page } = await open(undefined, { locale: "zh-CN" });
  await page.goto("/");
  await page.getByLabel("公司名称").fill("另一家");
  await page.getByLabel("您的姓名").fill("钱");
  await page.getByLabel("工作邮箱").fill("qian@other.test");
  await page.getByLabel("客户门户地址").fill(world.slug);
  await page.getByRole("button", { name: "发送验证码" }).click();
  await expect(page.getByText("这个门户地址已被使用")).toBeVisible();
  await expect(page.getByLabel("客户门户地址")).toBeFocused();
});

test("signing in leads back to what was asked for; with several workspaces one is chosen", async ({ server, world, open }) => {
  const email = world.at("lead");
  const second = unique("second").toLowerCase();
  await createWorkspace(server, { slug: second, email, name: "Second firm" });
  const { page } = await open(undefined, {});
  await page.goto("/desk/tickets?class=fault");
  await expect(page).toHaveURL(/\/desk\/sign-in\?to=/);
  await page.getByLabel("Work e-mail").fill(email);
  await page.getByRole("button", { name: "Send me a code" }).click();
  const code = page.getByLabel("Code", { exact: true });
  // The workspace's own code lies in the mailbox already: the new one is there once the page asks for it.
  await expect(code).toBeVisible();
  await code.fill(await codeFor(server, email));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Second firm" }).click();
  await expect(page).toHaveURL(/\/desk\/tickets\?class=fault/);
  await expect(page.locator(".brand")).toContainText("Second firm");
});

test("R38 members are invited, changed, removed and restored; the last admin stays", async ({ world, open }) => {
  const { page } = await open(world.admin);
  await page.goto("/desk/settings/members");
  await page.getByRole("button", { name: "Invite a member" }).click();
  await page.getByLabel("Name").fill("Nora New");
  await page.getByLabel("E-mail").fill(world.at("agent"));
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByText("This e-mail address is already in use.")).toBeVisible();
  await page.getByLabel("E-mail").fill(world.at("nora"));
  await page.getByLabel("Role").selectOption("lead");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const nora = page.locator(".entry").filter({ hasText: "Nora New" });
  await expect(nora).toContainText("Lead");
  await nora.getByRole("button", { name: /More/ }).click();
  await page.getByRole("menuitem", { name: /Remove/ }).click();
  await expect(nora).toContainText("Inactive");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(nora).not.toContainText("Inactive");
  const self = page.locator(".entry").filter({ hasText: world.at("admin") });
  await self.getByRole("button", { name: /More/ }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await page.getByLabel("Role").selectOption("agent");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("At least one admin must remain.")).toBeVisible();
});

test("R38 an agent sees the members and can change nothing but when they are away themselves", async ({ world, open }) => {
  const { page } = await open(world.agent);
  await page.goto("/desk/settings/members");
  await expect(page.getByText("Only admins change members.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Invite a member" })).toHaveCount(0);
  await expect(page.locator(".entry").getByRole("button")).toHaveCount(1);
  await page.getByRole("button", { name: `More: agent ${world.slug}` }).click();
  await expect(page.getByRole("menuitem")).toHaveText(["Set away"]);
});

test("customers and projects are added, found and changed", async ({ world, open }) => {
  const { page } = await open(world.agent);
  await page.goto("/desk/settings/customers?tab=companies");
  await page.getByRole("button", { name: "New company" }).click();
  await page.getByLabel("Company name").fill("华东精密机械");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".entry").filter({ hasText: "华东精密机械" })).toBeVisible();
  await page.getByRole("button", { name: "Contacts" }).click();
  await page.getByRole("button", { name: "New contact" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("李伟");
  await dialog.getByLabel("E-mail").fill("li.wei@huadong.test");
  await dialog.getByLabel("Company").selectOption({ label: "华东精密机械" });
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByPlaceholder("Find by name, e-mail or company").fill("李伟");
  await expect(page.locator(".entry")).toHaveCount(1);
  await expect(page.locator(".entry")).toContainText("华东精密机械");
  await page.goto("/desk/settings/projects");
  await page.getByRole("button", { name: "New project" }).click();
  await page.getByLabel("Project name").fill("MES 二期");
  await page.getByLabel("Modules, one a line").fill("工序报工\n扫码枪");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".entry").filter({ hasText: "MES 二期" })).toContainText("扫码枪");
});

test("S15 a removed member is out at the next request", async ({ world, open }) => {
  const { page } = await open(world.colleague);
  await page.goto("/desk/board");
  await expect(page.getByRole("heading", { name: "To do" })).toBeAttached();
  await world.admin.patch(`/members/${world.ids.colleague}`, { active: false });
  await page.goto("/desk/tickets");
  await expect(page).toHaveURL(/\/desk\/sign-in/);
});
