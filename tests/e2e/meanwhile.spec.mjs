// What is written while something is on its way, and where an answer arrives after its screen was left.
import { command, file, read, ticketIn } from "../api/lib/world.mjs";
import { hold } from "./lib/network.mjs";
import { DESKTOP } from "./lib/person.mjs";
import { photos } from "./lib/pictures.mjs";
import { FAULT, receipt, submit, tellFault, tellRest } from "./lib/portal.mjs";
import { expect, test } from "./lib/test.mjs";
import { openTicket } from "./lib/ticket.mjs";

// A request that is sent while the service worker takes over escapes Playwright's routes.
test.use({ serviceWorkers: "block" });

const CHINESE = { ...DESKTOP, locale: "zh-CN" };
const UPLOADS = "**/attachments";
const attach = (page, within = "form") => page.locator(`${within} input[type=file]`).first().setInputFiles(photos(1));
const texts = async (world, serial) => (await read(world, serial)).messages.map(({ text }) => text);

test("R2 the form sends what stands in it when the photos have arrived, not what stood there before", async ({ world, open }) => {
  const { page } = await open(undefined, CHINESE);
  const uploads = await hold(page, UPLOADS);
  await fill(page, world);
  await attach(page);
  await uploads.reached;
  await submit(page);
  await page.getByLabel("实际怎样").fill(`${FAULT.actual}，三号线也一样`);
  uploads.release();
  const { serial } = await receipt(page);
  const { ticket } = await read(world, serial);
  expect(ticket.details).toEqual([{ key: "actual", text: `${FAULT.actual}，三号线也一样` }]);
  expect(ticket.attachments).toHaveLength(1);
});

test("R2 what changes in the form after it was sent stays there, and it says so", async ({ world, open }) => {
  const { page } = await open(undefined, CHINESE);
  const filing = await hold(page, "**/api/v1/portal/*/tickets");
  await fill(page, world);
  await submit(page);
  await filing.reached;
  await page.getByLabel("标题").fill("四号线也坏了");
  filing.release();
  const { serial } = await receipt(page);
  await expect(page.getByText("发出之后又改动的内容不在工单里")).toBeVisible();
  expect((await read(world, serial)).ticket.title).toBe(FAULT.title);
  await page.goto(`/p/${world.slug}/new`);
  await expect(page.getByLabel("标题")).toHaveValue("四号线也坏了");
  await expect(page.getByRole("radio", { name: "一个部门" })).not.toBeChecked();
});

test("R2 a form that is left while its ticket is filed is empty when one comes back", async ({ world, open }) => {
  const { page } = await open(undefined, CHINESE);
  const filing = await hold(page, "**/api/v1/portal/*/tickets");
  await fill(page, world);
  await submit(page);
  await filing.reached;
  await page.locator("header.bar a.brand").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("遇到了什么问题？");
  filing.release();
  await expect(page.getByText(/工单已提交，编号 #/)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/p/${world.slug}$`));
  await page.goto(`/p/${world.slug}/new`);
  await expect(page.getByLabel("姓名")).toHaveValue(FAULT.name);
  await expect(page.getByLabel("标题")).toHaveValue("");
});

test("R2 a browser without room for drafts files a ticket all the same, and nothing is said to be left over", async ({ world, open }) => {
  const { page } = await open(undefined, CHINESE);
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("no room", "QuotaExceededError");
    };
  });
  await fill(page, world);
  await submit(page);
  await page.waitForURL(/\/filed\/1$/);
  await expect(page.getByText("已收到您的工单")).toBeVisible();
  await expect(page.locator(".toast")).toHaveCount(0);
  expect((await read(world, 1)).ticket.title).toBe(FAULT.title);
});

test("R18 a customer's reply: what is written while a photo uploads is sent, what is written after that stays", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const { page } = await open(world.requester, CHINESE);
  await page.goto(`/p/${world.slug}/tickets/${serial}`);
  const [uploads, sending] = [await hold(page, UPLOADS), await hold(page, "**/messages", { method: "POST" })];
  await page.locator("#reply").fill("换了扫码枪");
  await attach(page, ".reply");
  await uploads.reached;
  await page.getByRole("button", { name: "发送" }).click();
  await page.locator("#reply").fill("换了扫码枪，还是不行");
  uploads.release();
  await sending.reached;
  await page.locator("#reply").fill("换了扫码枪，还是不行。另外二号线也坏了");
  sending.release();
  await expect(page.locator(".thread").getByText("换了扫码枪，还是不行", { exact: true })).toBeVisible();
  await expect(page.locator(".reply .tile")).toHaveCount(0);
  await expect(page.locator("#reply")).toHaveValue("换了扫码枪，还是不行。另外二号线也坏了");
  expect(await texts(world, serial)).toEqual(["换了扫码枪，还是不行"]);
});

test("R18 a customer who leaves while a reply is sent finds it said, and not once more in the field", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const { page } = await open(world.requester, CHINESE);
  await page.goto(`/p/${world.slug}/tickets/${serial}`);
  const sending = await hold(page, "**/messages", { method: "POST" });
  await page.locator("#reply").fill("已经好了");
  await page.getByRole("button", { name: "发送" }).click();
  await sending.reached;
  await page.getByRole("link", { name: "我的工单" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("我的工单");
  await page.locator(".slip-title").first().click();
  await expect(page.locator("#reply")).toHaveValue("已经好了");
  sending.release();
  await expect(page.locator("#reply")).toHaveValue("");
  await page.reload();
  await expect(page.locator(".thread").getByText("已经好了")).toBeVisible();
  await expect(page.locator("#reply")).toHaveValue("");
  expect(await texts(world, serial)).toEqual(["已经好了"]);
});

test("R18 an agent's message: what is written while a file uploads is sent with it", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const { page } = await open(world.agent);
  await openTicket(page, serial);
  const uploads = await hold(page, UPLOADS);
  await page.keyboard.press("r");
  await page.locator("#say-text").fill("See the picture");
  await attach(page, ".composer");
  await uploads.reached;
  await page.keyboard.press("Control+Enter");
  await page.locator("#say-text").fill("See the picture: the driver is old");
  uploads.release();
  await expect(page.locator(".thread").getByText("See the picture: the driver is old")).toBeVisible();
  await expect.poll(() => texts(world, serial)).toEqual(["See the picture: the driver is old"]);
  await expect(page.locator(".composer")).toHaveCount(0);
});

test("R18 an agent who leaves while a file uploads learns that nothing was sent, and finds the draft", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const { page } = await open(world.agent);
  await openTicket(page, serial);
  const uploads = await hold(page, UPLOADS);
  await page.keyboard.press("r");
  await page.locator("#say-text").fill("See the picture");
  await attach(page, ".composer");
  await uploads.reached;
  await page.keyboard.press("Control+Enter");
  await page.getByRole("link", { name: "Board" }).click();
  await expect(page.getByText(`#${serial}: your message was not sent`)).toBeVisible();
  uploads.release();
  await page.goto(`/desk/tickets/${serial}`);
  await expect(page.locator("#say-text")).toHaveValue("See the picture");
  await expect(page.locator(".composer .tile")).toHaveCount(1);
  expect(await texts(world, serial)).toEqual([]);
});

test("R18 an agent who comes back while a message is sent sees it on its way, and then said", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const { page } = await open(world.agent);
  await openTicket(page, serial);
  const sending = await hold(page, "**/messages", { method: "POST" });
  await page.keyboard.press("r");
  await page.locator("#say-text").fill("A new driver is on its way");
  await page.keyboard.press("Control+Enter");
  await sending.reached;
  await page.getByRole("link", { name: "Back to the list" }).click();
  await page.locator(".list .row-link").first().click();
  await expect(page.locator(".msg.unsent")).toContainText("Sending…");
  await expect(page.getByText(/^Not sent:/)).toHaveCount(0);
  sending.release();
  await expect(page.locator(".msg.public").filter({ hasText: "A new driver is on its way" })).toBeVisible();
  await expect(page.locator(".msg.unsent")).toHaveCount(0);
  expect(await texts(world, serial)).toEqual(["A new driver is on its way"]);
});

test("R19 a command that came too late is told of wherever its agent has gone", async ({ world, open }) => {
  const serial = await file(world);
  const { page } = await open(world.agent);
  await openTicket(page, serial);
  const giving = await hold(page, "**/priority");
  await page.keyboard.press("p");
  await page.getByRole("menuitemradio", { name: /P3/ }).or(page.getByRole("menuitem", { name: /P3/ })).click();
  await giving.reached;
  await command(world, world.lead, "PUT", serial, "priority", { priority: "p1" });
  await page.getByRole("link", { name: "Board" }).click();
  await expect(page).toHaveURL(/\/desk\/board/);
  giving.release();
  await expect(page.locator(".toast.failed")).toContainText(`#${serial}`);
  expect((await read(world, serial)).ticket.priority).toBe("p1");
});

test("R5 an agent's new ticket: written while a file uploads, and left while it is filed", async ({ world, open }) => {
  const { page } = await open(world.agent);
  await page.goto("/desk/new");
  const [uploads, filing] = [await hold(page, UPLOADS), await hold(page, "**/api/v1/tickets", { method: "POST" })];
  await page.getByRole("button", { name: "Add a contact" }).click();
  await page.getByLabel("Name").fill("Zhou Qiang");
  await page.getByLabel("E-mail").fill(world.at("zhou"));
  await page.getByRole("radio", { name: /Fault/ }).check();
  await page.getByLabel("Title").fill("Scanner");
  await page.getByLabel("Actual").fill("Nothing happens");
  await page.getByRole("radio", { name: /One person/ }).check();
  await page.getByRole("radio", { name: /small/i }).check();
  await attach(page);
  await uploads.reached;
  await page.locator("form").getByRole("button", { name: "File the ticket" }).click();
  await page.getByLabel("Title").fill("Scanner on line two");
  uploads.release();
  await filing.reached;
  await page.getByRole("link", { name: "Board" }).click();
  await expect(page).toHaveURL(/\/desk\/board/);
  filing.release();
  await expect(page.getByText(/^Filed /)).toBeVisible();
  await expect(page).toHaveURL(/\/desk\/board/);
  expect((await read(world, 1)).ticket).toMatchObject({ title: "Scanner on line two" });
  await page.goto("/desk/new");
  await expect(page.getByLabel("Title")).toHaveValue("");
  await expect(page.getByLabel("Find a contact")).toBeVisible();
});

test("R16 the answer to a move closes its own dialog, not the one that was opened meanwhile", async ({ world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const { page } = await open(world.agent);
  await openTicket(page, serial);
  const proposing = await hold(page, "**/solution");
  await page.keyboard.press("]");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Solution").fill("The driver is new now");
  await dialog.getByLabel("Root cause").fill("An old driver");
  await page.keyboard.press("Control+Enter");
  await proposing.reached;
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Set to waiting" }).click();
  await dialog.getByLabel("What for?").fill("A part that is on order");
  proposing.release();
  await expect.poll(async () => (await read(world, serial)).ticket.status).toBe("verifying");
  await expect(page.getByText(/moved to “To verify”/).first()).toBeVisible();
  await expect(dialog.getByLabel("What for?")).toHaveValue("A part that is on order");
});

test("R25 a changed rating that could not be sent keeps its words", async ({ world, open }) => {
  const serial = await ticketIn(world, "closed");
  const person = await open(world.requester);
  const { page } = person;
  await page.goto(`/p/${world.slug}/tickets/${serial}`);
  const rate = async (n, words) => {
    await page.locator(".rating label").nth(n - 1).click();
    await page.locator("#rating-comment").fill(words);
    await page.getByRole("button", { name: "Send the rating" }).click();
  };
  await rate(3, "It took a day");
  await expect(page.getByText("Your rating: 3 out of 5")).toBeVisible();
  await page.getByRole("button", { name: "Change" }).click();
  person.expects(/net::ERR_/);
  await page.route("**/rating", (route) => route.abort("connectionreset"), { times: 1 });
  await rate(5, "Quick and friendly after all");
  await expect(page.getByText(/No connection/).first()).toBeVisible();
  await expect(page.locator("#rating-comment")).toHaveValue("Quick and friendly after all");
  await page.getByRole("button", { name: "Send the rating" }).click();
  await expect(page.getByText("Your rating: 5 out of 5")).toBeVisible();
  expect((await read(world, serial)).ticket.rating).toMatchObject({ score: 5, comment: "Quick and friendly after all" });
});

test("R17 a ticket that is left while it is commanded says what came of it, and nothing breaks", async ({ world, open }) => {
  const serial = await file(world);
  const { page } = await open(world.agent);
  await openTicket(page, serial);
  const giving = await hold(page, "**/priority");
  await page.keyboard.press("p");
  await page.getByRole("menuitemradio", { name: /P1/ }).or(page.getByRole("menuitem", { name: /P1/ })).click();
  await giving.reached;
  await page.getByRole("link", { name: "Board" }).click();
  await expect(page).toHaveURL(/\/desk\/board/);
  giving.release();
  await expect(page.getByText(`#${serial} priority: P1`)).toBeVisible();
  expect((await read(world, serial)).ticket.priority).toBe("p1");
});

async function fill(page, world) {
  await page.goto(`/p/${world.slug}/new`);
  await page.getByRole("radio", { name: /系统故障/ }).check();
  await tellFault(page);
  await tellRest(page);
}
