// What reaches members and groups: the inbox and its bell, the switches, robots, and what could not be delivered.
import { newRobot } from "../api/lib/forms.mjs";
import { command, file } from "../api/lib/world.mjs";
import { overflow, PHONE } from "./lib/person.mjs";
import { expect, test } from "./lib/test.mjs";

// A request that is sent while the service worker takes over escapes Playwright's routes.
test.use({ serviceWorkers: "block" });

const assign = async (world, title) => {
  const serial = await file(world, { title });
  await command(world, world.lead, "PUT", serial, "assignment", { team: world.team("fault"), owner: world.ids.agent });
  return serial;
};
const inRobots = async (world) => (await world.admin.get("/robots")).body.robots;

test("R15 the bell counts what is unread; opening the ticket reads it; the rest is read at once", async ({ world, open }) => {
  const serials = [await assign(world, "扫码枪没反应"), await assign(world, "报表打不开"), await assign(world, "打印机离线")];
  const { page } = await open(world.agent);
  await page.goto("/desk/board");
  const bell = page.getByRole("link", { name: /^Inbox/ });
  await expect(bell).toHaveAccessibleName("Inbox, unread: 3");
  await bell.click();
  await expect(page.getByRole("listitem").filter({ hasText: "报表打不开" })).toContainText("assigned it to you");
  await page.getByRole("link", { name: /报表打不开/ }).click();
  await expect(page).toHaveURL(new RegExp(`/desk/tickets/${serials[1]}$`));
  await expect(bell).toHaveAccessibleName("Inbox, unread: 2");
  // By any other way to the ticket as well.
  await page.goto(`/desk/tickets/${serials[0]}`);
  await expect(bell).toHaveAccessibleName("Inbox, unread: 1");
  await bell.click();
  await page.getByRole("button", { name: "Mark all as read" }).click();
  await expect(bell).toHaveAccessibleName("Inbox");
  await expect(page.getByRole("button", { name: "Mark all as read" })).toHaveCount(0);
  expect((await world.agent.get("/inbox")).body.unread).toBe(0);
});

test("R10, R12 the inbox says who gave a sub-task and what became of a request; the switches name both", async ({ world, open }) => {
  const given = await file(world, { title: "要分出一步" });
  await command(world, world.lead, "POST", given, "subtasks", { title: "查日志", member: world.ids.agent, due: null });
  const asked = await file(world, { title: "开通权限", class: "change" });
  await command(world, world.agent, "PUT", asked, "approval", { member: world.ids.lead, reason: "请批准" });
  const lead = await open(world.lead);
  await lead.page.goto("/desk/inbox");
  await expect(lead.page.getByRole("listitem").filter({ hasText: "开通权限" })).toContainText("asks for your approval");
  await command(world, world.lead, "POST", asked, "approval/decision", { approved: true });
  const { page } = await open(world.agent);
  await page.goto("/desk/inbox");
  await expect(page.getByRole("listitem").filter({ hasText: "要分出一步" })).toContainText("gave you a sub-task");
  await expect(page.getByRole("listitem").filter({ hasText: "开通权限" })).toContainText("approved what you asked for");
  await page.goto("/desk/profile");
  for (const topic of ["A sub-task is given to me", "I am asked to approve", "My request for approval is decided or expires"]) {
    for (const way of ["In the app", "By mail"]) await expect(page.getByRole("checkbox", { name: `${topic}: ${way}` })).toBeChecked();
  }
});

test("each topic is switched off by itself, by mail or in the app, and stays so", async ({ world, open }) => {
  const { page } = await open(world.agent);
  await page.goto("/desk/profile");
  const mail = page.getByRole("checkbox", { name: "A ticket is assigned to me: By mail" });
  await expect(mail).toBeChecked();
  await mail.uncheck();
  await expect.poll(async () => (await world.agent.get("/profile/notices")).body.topics.filter((topic) => !topic.mail || !topic.app)).toEqual([{ topic: "assigned", app: true, mail: false }]);
  await page.reload();
  await expect(mail).not.toBeChecked();
  await expect(page.getByRole("checkbox", { name: "A ticket is assigned to me: In the app" })).toBeChecked();
});

test("R36 an admin adds a robot, is told what is wrong with its address, tries it, changes and removes it", async ({ world, open }) => {
  const { page } = await open(world.admin);
  await page.goto("/desk/settings/robots");
  await page.getByRole("button", { name: "Add a robot" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a robot" });
  const { url } = newRobot({ vendor: "dingtalk" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("运维值班群");
  await dialog.getByLabel("Webhook address").fill(url);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.locator("#robot-url-error, .field-error").filter({ hasText: "webhook address" }).first()).toBeVisible();
  await dialog.getByRole("radio", { name: "DingTalk" }).check();
  await dialog.getByLabel("Signing secret").fill("SEC0123456789abcdef");
  await dialog.getByRole("checkbox", { name: "Escalated" }).uncheck();
  await dialog.getByRole("button", { name: "Save" }).click();
  const entry = page.getByRole("listitem").filter({ hasText: "运维值班群" });
  await expect(entry).toContainText(`Address ends in ${url.slice(-4)}`);
  await expect(entry).toContainText("Signed");
  expect(await page.content()).not.toContain(url);
  expect((await inRobots(world))[0]).toMatchObject({ vendor: "dingtalk", topics: ["urgent", "unowned", "breach"], signed: true });

  const choose = async (words) => {
    await entry.getByRole("button", { name: /^More/ }).click();
    await page.getByRole("menuitem", { name: words }).click();
  };
  await choose("Send a test");
  await expect(page.getByText("It was not taken:")).toBeVisible();
  await choose("Edit");
  const edit = page.getByRole("dialog", { name: "Edit the robot" });
  await expect(edit.getByLabel("Webhook address")).toHaveValue("");
  await edit.getByRole("textbox", { name: "Name" }).fill("值班二群");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "值班二群" })).toContainText(url.slice(-4));
  await page.getByRole("listitem").filter({ hasText: "值班二群" }).getByRole("button", { name: /^More/ }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await expect(page.getByText("No robots yet")).toBeVisible();
  expect(await inRobots(world)).toEqual([]);
});

test("R35 what was given up is shown with its reason, and goes out again", async ({ world, open, server }) => {
  await assign(world, "送不出去的通知");
  await server.sql("UPDATE outbox SET due_at = NULL, attempts = 10, error = 'HTTP 503: try later' WHERE kind = 'assigned' AND recipient = ?", world.at("agent"));
  const { page } = await open(world.admin);
  await page.goto("/desk/settings/deliveries");
  const entry = page.getByRole("listitem").filter({ hasText: "送不出去的通知" });
  await expect(entry).toContainText("HTTP 503: try later");
  await expect(entry).toContainText("Tried 10 times");
  await entry.getByRole("button", { name: "Send again" }).click();
  await expect(entry.getByRole("button", { name: "Send again" })).toHaveCount(0);
  const [{ due_at }] = await server.sql("SELECT due_at FROM outbox WHERE kind = 'assigned' AND recipient = ?", world.at("agent"));
  expect(due_at).not.toBeNull();
});

test("R39 inbox, switches, robots and deliveries fit a phone", async ({ world, open }) => {
  await assign(world, "一个很长很长的标题，长到在手机上要折成好几行才能放得下，而且还没有结束");
  await world.admin.post("/robots", newRobot({ topics: ["urgent", "unowned", "warning", "breach", "escalation", "refused"] }));
  const screens = [[world.agent, "/desk/inbox"], [world.agent, "/desk/profile"], [world.admin, "/desk/settings/robots"], [world.admin, "/desk/settings/deliveries"]];
  for (const [who, path] of screens) {
    const { page } = await open(who, PHONE);
    await page.goto(path);
    await expect(page.locator("main li, main .notice-switches").first()).toBeVisible();
    expect(await overflow(page), path).toEqual([]);
  }
});

test("R35 an inbox that cannot be read says so, and is read when asked again", async ({ world, open }) => {
  const person = await open(world.agent);
  const { page } = person;
  person.expects(/status of 500/);
  await page.route("**/api/v1/inbox", (route) => route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify({ type: "about:blank", title: "It broke.", status: 500, code: "internal", request_id: "1" }) }));
  await page.goto("/desk/inbox");
  await expect(page.getByRole("alert")).toContainText("It broke.");
  await page.unroute("**/api/v1/inbox");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Nothing here")).toBeVisible();
});
