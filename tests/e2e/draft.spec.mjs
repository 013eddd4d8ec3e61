// What a customer has begun is never lost and never sent twice.
import { ticketIn } from "../api/lib/world.mjs";
import { loseAnswer } from "./lib/network.mjs";
import { NETWORK, PHONE } from "./lib/person.mjs";
import { addPhotos, chooseFault, FAULT, fillForm, fillStorage, keptInBrowser, next, receipt, submit, tellFault, tellRest, tellSeverity, uploaded } from "./lib/portal.mjs";
import { photos } from "./lib/pictures.mjs";
import { expect, test } from "./lib/test.mjs";

const tickets = (server, slug) => server.sql("SELECT serial FROM tickets t JOIN workspaces w ON w.id = t.workspace_id WHERE w.slug = ?", slug);
const uses = (server, slug) => server.sql("SELECT attachment_id FROM attachment_uses u JOIN workspaces w ON w.id = u.workspace_id WHERE w.slug = ?", slug);

test("R2 R6 words and photos survive a reload in the middle of the form", async ({ server, world, open }) => {
  const { page } = await open(undefined, PHONE);
  await page.goto(`/p/${world.slug}/new`);
  await chooseFault(page);
  await tellFault(page);
  await addPhotos(page, [1, 2]);
  await uploaded(page, 2);
  await keptInBrowser(page, FAULT.actual);
  await page.reload();
  await expect(page.getByText("已恢复上次没有提交的内容。")).toBeVisible();
  await page.goto(`/p/${world.slug}/new?step=2`);
  await expect(page.getByLabel("标题")).toHaveValue(FAULT.title);
  await expect(page.getByLabel("实际怎样")).toHaveValue(FAULT.actual);
  await expect(page.locator(".tile")).toHaveCount(2);
  await next(page);
  await tellRest(page);
  await submit(page);
  await receipt(page);
  expect(await uses(server, world.slug)).toHaveLength(2);
});

test("R6 a network that is lost during an upload costs nothing: the photos follow when it returns", async ({ server, world, open }) => {
  const person = await open(undefined, PHONE);
  const { page, context } = person;
  person.expects(NETWORK);
  await page.goto(`/p/${world.slug}/new`);
  await chooseFault(page);
  await context.setOffline(true);
  await addPhotos(page, [1, 2]);
  await expect(page.locator(".tile.failed").first()).toBeVisible();
  await context.setOffline(false);
  await uploaded(page, 2);
  await tellFault(page);
  await next(page);
  await tellRest(page);
  await submit(page);
  await receipt(page);
  expect(await uses(server, world.slug)).toHaveLength(2);
});

test("R2 R6 a photo whose upload was received but not acknowledged is stored once", async ({ server, world, open }) => {
  const person = await open(undefined, PHONE);
  const { page } = person;
  person.expects(NETWORK);
  await page.goto(`/p/${world.slug}/new`);
  await chooseFault(page);
  await loseAnswer(page, "**/attachments");
  await addPhotos(page, [1]);
  await page.locator(".tile.failed").getByRole("button", { name: "重试" }).click();
  await uploaded(page, 1);
  const stored = await server.sql("SELECT a.id FROM attachments a JOIN workspaces w ON w.id = a.workspace_id WHERE w.slug = ?", world.slug);
  expect(stored).toHaveLength(1);
});

test("R5 R6 a network that is lost while sending: it says so, keeps everything, and files once", async ({ server, world, open }) => {
  const person = await open(undefined, PHONE);
  const { page, context } = person;
  person.expects(NETWORK);
  await page.goto(`/p/${world.slug}/new`);
  await fillForm(page, { pictures: [1] });
  await uploaded(page, 1);
  await context.setOffline(true);
  await submit(page);
  await expect(page.getByText("还没有发送成功。")).toBeVisible();
  expect(await tickets(server, world.slug)).toHaveLength(0);
  await context.setOffline(false);
  await page.waitForURL(/\/filed\/1$/);
  expect(await tickets(server, world.slug)).toHaveLength(1);
});

test("R5 an answer that gets lost after the ticket was filed does not make a second one", async ({ server, world, open }) => {
  const person = await open(undefined, PHONE);
  const { page } = person;
  person.expects(NETWORK);
  await page.goto(`/p/${world.slug}/new`);
  await fillForm(page, { pictures: [1] });
  await uploaded(page, 1);
  const answer = await loseAnswer(page, "**/api/v1/portal/*/tickets");
  await submit(page);
  await expect.poll(answer.lost).toBe(1);
  await page.getByRole("button", { name: "立即重试" }).click();
  await receipt(page);
  expect(await tickets(server, world.slug)).toHaveLength(1);
  expect(await uses(server, world.slug)).toHaveLength(1);
});

for (const [what, photos, comesBack] of [
  ["signs in", [1], async (person, world) => {
    await person.lend(world.requester);
    await person.page.goto(`/p/${world.slug}/new`);
  }],
  ["signs in and corrects the words", [], async (person, world) => {
    await person.lend(world.requester);
    await person.page.evaluate(() => Object.keys(localStorage).filter((name) => name.endsWith(".pressed")).forEach((name) => localStorage.removeItem(name)));
    await person.page.goto(`/p/${world.slug}/new?step=2`);
    await person.page.getByLabel("标题").fill("另一个标题");
    await next(person.page);
    await submit(person.page);
  }],
]) {
  test(`R5 a stranger whose answer was lost, and who ${what} before the next try, has filed once`, async ({ server, world, open }) => {
    const person = await open(undefined, PHONE);
    const { page } = person;
    person.expects(NETWORK);
    await page.goto(`/p/${world.slug}/new`);
    await fillForm(page, { pictures: photos });
    await uploaded(page, photos.length);
    const answer = await loseAnswer(page, "**/api/v1/portal/*/tickets");
    await submit(page);
    await expect.poll(answer.lost).toBe(1);
    await expect(page.getByText("还没有发送成功。")).toBeVisible();
    await comesBack(person, world);
    await page.waitForURL(/\/filed\/1$/);
    expect(await tickets(server, world.slug)).toHaveLength(1);
    expect(await uses(server, world.slug)).toHaveLength(photos.length);
    await page.goto(`/p/${world.slug}/new?step=2`);
    await expect(page.locator(".tile")).toHaveCount(0);
    await expect(page.getByLabel("标题")).toHaveValue(what === "signs in" ? "" : "另一个标题");
  });
}

test("R5 S15 a customer whose answer was lost, and whose session has ended since, signs in again and has filed once", async ({ server, world, open }) => {
  const person = await open(world.requester, PHONE);
  const { page, context } = person;
  person.expects(NETWORK);
  await page.goto(`/p/${world.slug}/new`);
  await chooseFault(page);
  await tellFault(page);
  await next(page);
  await tellSeverity(page);
  const answer = await loseAnswer(page, "**/api/v1/tickets");
  await submit(page);
  await expect.poll(answer.lost).toBe(1);
  await context.clearCookies();
  await page.goto(`/p/${world.slug}/new?step=3`);
  await tellRest(page);
  await submit(page);
  await expect(page).toHaveURL(/\/sign-in/);
  await person.lend(world.requester);
  await page.goto(`/p/${world.slug}/new`);
  await page.waitForURL(/\/filed\/1$/);
  expect(await tickets(server, world.slug)).toHaveLength(1);
});

test("R5 R6 a browser without room for a draft files once too when an answer gets lost", async ({ server, world, open }) => {
  const person = await open(undefined, PHONE);
  const { page } = person;
  person.expects(NETWORK);
  await page.goto(`/p/${world.slug}/new`);
  await fillStorage(page);
  await fillForm(page, { pictures: [] });
  const answer = await loseAnswer(page, "**/api/v1/portal/*/tickets");
  await submit(page);
  await expect.poll(answer.lost).toBe(1);
  await page.getByRole("button", { name: "立即重试" }).click();
  await page.waitForURL(/\/filed\/1$/);
  expect(await tickets(server, world.slug)).toHaveLength(1);
});

test("R5 R6 what is corrected after a lost answer, and sent again without a signal, leads to the ticket that did arrive", async ({ server, world, open }) => {
  const person = await open(undefined, PHONE);
  const { page, context } = person;
  person.expects(NETWORK);
  await page.goto(`/p/${world.slug}/new`);
  await fillForm(page, { pictures: [] });
  await page.route("**/api/v1/portal/*/tickets", async (route) => {
    await route.fetch();
    await context.setOffline(true);
    await route.abort("connectionreset");
  }, { times: 1 });
  await submit(page);
  await expect(page.getByText("还没有发送成功。")).toBeVisible();
  for (const name of ["周强（二号线）", "周强（二号线班长）"]) {
    await page.getByLabel("姓名").fill(name);
    await submit(page);
    await keptInBrowser(page, JSON.stringify(`"name":"${name}"`).slice(1, -1));
    await expect(page.getByText("还没有发送成功。")).toBeVisible();
  }
  await context.setOffline(false);
  await receipt(page);
  expect(await tickets(server, world.slug)).toHaveLength(1);
});

test("R18 an agent's message that failed to send stays, marked, over a reload, and is sent once", async ({ server, world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const person = await open(world.agent);
  const { page } = person;
  person.expects(NETWORK);
  await page.goto(`/desk/tickets/${serial}`);
  await page.getByRole("button", { name: "Public reply" }).first().click();
  await page.locator("#say-text").fill("We are on it: answer lost");
  await loseAnswer(page, "**/messages");
  await page.locator(".composer").getByRole("button", { name: "Send" }).click();
  await expect(page.getByText(/^Not sent:/)).toBeVisible();
  await page.reload();
  await expect(page.locator(".msg.unsent")).toContainText("We are on it: answer lost");
  await page.locator(".msg.unsent").getByRole("button", { name: "Try again" }).click();
  await expect(page.locator(".msg.unsent")).toHaveCount(0);
  const said = await server.sql("SELECT text FROM messages m JOIN workspaces w ON w.id = m.workspace_id WHERE w.slug = ? AND text LIKE 'We are on it%'", world.slug);
  expect(said).toHaveLength(1);
});

test("R18 a message that failed to send stays also where the browser has no room for it, and is sent once", async ({ server, world, open }) => {
  const serial = await ticketIn(world, "in_progress");
  const person = await open(world.agent);
  const { page } = person;
  person.expects(NETWORK);
  await page.goto(`/desk/tickets/${serial}`);
  await page.getByRole("button", { name: "Public reply" }).first().click();
  await fillStorage(page);
  await page.locator("#say-text").fill("No room for this one");
  await loseAnswer(page, "**/messages");
  await page.locator(".composer").getByRole("button", { name: "Send" }).click();
  await expect(page.getByText(/^Not sent:/)).toBeVisible();
  await page.getByRole("link", { name: "Board" }).first().click();
  await expect(page).toHaveURL(/\/desk\/board/);
  await page.goBack();
  await expect(page.locator(".msg.unsent")).toContainText("No room for this one");
  await page.locator(".msg.unsent").getByRole("button", { name: "Try again" }).click();
  await expect(page.locator(".msg.unsent")).toHaveCount(0);
  expect(await server.sql("SELECT text FROM messages WHERE text = 'No room for this one'")).toHaveLength(1);
});

test("R41 what was typed on the start page survives a reload", async ({ open }) => {
  const { page } = await open(undefined, { locale: "zh-CN" });
  await page.goto("/");
  await page.getByLabel("公司名称").fill("Qiming Soft 启明");
  await page.getByLabel("您的姓名").fill("陈志远");
  await expect(page.getByLabel("客户门户地址")).toHaveValue("qiming-soft");
  await page.reload();
  await expect(page.getByLabel("公司名称")).toHaveValue("Qiming Soft 启明");
  await expect(page.getByLabel("您的姓名")).toHaveValue("陈志远");
});

for (const [who, place, tiles] of [
  ["an agent", (world, serial) => `/desk/tickets/${serial}`, ".composer .tile"],
  ["a customer who says what is still wrong", (world, serial) => `/p/${world.slug}/tickets/${serial}`, ".still .tile"],
]) {
  test(`R18 a draft of nothing but a photo is still there after a reload: ${who}`, async ({ world, open }) => {
    const desk = who === "an agent";
    const serial = await ticketIn(world, desk ? "in_progress" : "verifying");
    const { page } = await open(desk ? world.agent : world.requester);
    await page.goto(place(world, serial));
    await page.getByRole("button", { name: desk ? "Public reply" : "Still a problem" }).first().click();
    await page.locator(desk ? ".composer input[type=file]" : ".still input[type=file]").first().setInputFiles(photos(1));
    await expect(page.locator(tiles)).toHaveCount(1);
    await uploaded(page, 1);
    await page.reload();
    await expect(page.locator(tiles)).toHaveCount(1);
  });
}
