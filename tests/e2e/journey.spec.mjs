// The main job, end to end: from a phone to closed, through a refusal and a `kill -9`.
import { drag, lookAgain, openBoard, openMenu, slipIn } from "./lib/board.mjs";
import { NETWORK, PHONE } from "./lib/person.mjs";
import { FAULT, fillForm, receipt, submit, uploaded } from "./lib/portal.mjs";
import { expect, test } from "./lib/test.mjs";

test("R1 R2 R16 R17 R18 R23 R25 the whole life of a ticket, from a phone to closed and rated", async ({ server, world, open }) => {
  test.slow();
  const { page: customer, ...theCustomer } = await open(undefined, PHONE);
  const agentPerson = await open(world.agent);
  const agent = agentPerson.page;

  await test.step("the customer files a fault with two photos, in Chinese", async () => {
    await customer.goto(`/p/${world.slug}`);
    await customer.getByRole("link", { name: /系统故障/ }).click();
    await expect(customer.getByRole("heading", { name: "提交工单" })).toBeVisible();
    await fillForm(customer);
    await uploaded(customer, 2);
    await submit(customer);
  });
  const { serial, link } = await receipt(customer);
  expect(serial).toBe(1);
  expect(link).toMatch(/\/t\/[\w-]+#[\w-]+$/);

  await test.step("the agent sees it on the board, drags it into work and takes it", async () => {
    await openBoard(agent);
    await expect(slipIn(agent, "todo", serial)).toContainText(FAULT.title);
    await drag(agent, serial, "in_progress");
    await agent.getByRole("dialog").getByRole("button", { name: "Take it and start" }).click();
    await expect(slipIn(agent, "in_progress", serial)).toBeVisible();
    await expect(agent.getByRole("dialog")).toHaveCount(0);
  });

  await test.step("the agent looks at the photos and writes a progress note", async () => {
    await slipIn(agent, "in_progress", serial).getByRole("link").first().click();
    await expect(agent.getByRole("heading", { name: FAULT.title })).toBeVisible();
    const pictures = agent.locator(".msg.filed .attachment img");
    await expect(pictures).toHaveCount(2);
    for (const picture of await pictures.all()) await expect.poll(() => picture.evaluate((image) => image.naturalWidth)).toBeGreaterThan(0);
    await say(agent, "Progress note", "已定位：主数据缺少物料编码，正在补录");
  });

  await test.step("the customer reads it", async () => {
    await customer.goto(link);
    await expect(customer.getByText("已定位：主数据缺少物料编码，正在补录")).toBeVisible();
    await expect(customer).toHaveURL(new RegExp(`/p/${world.slug}/tickets/${serial}$`));
  });

  await test.step("the agent proposes a solution by dragging; the server is killed and comes back", async () => {
    await openBoard(agent);
    await drag(agent, serial, "verifying");
    await propose(agent, "已补录物料编码，请重新扫描确认", "主数据导入遗漏");
    await expect(slipIn(agent, "verifying", serial)).toBeVisible();
    theCustomer.expected.push(NETWORK);
    agentPerson.expects(NETWORK);
    await server.kill9();
    await server.restart();
  });

  await test.step("nothing was lost; the customer refuses with a reason", async () => {
    await customer.reload();
    await expect(customer.getByRole("heading", { name: "请验证：问题解决了吗？" })).toBeVisible();
    await expect(customer.getByText("已补录物料编码，请重新扫描确认").first()).toBeVisible();
    await customer.getByRole("button", { name: "仍有问题" }).click();
    await customer.locator("#still").fill("换了一把扫码枪还是提示不存在");
    await customer.getByRole("button", { name: "退回处理" }).click();
    await expect(customer.getByRole("heading", { name: "请验证：问题解决了吗？" })).toHaveCount(0);
  });

  await test.step("the agent sees the reopened ticket and proposes again from the Move menu", async () => {
    await openBoard(agent);
    await expect(slipIn(agent, "in_progress", serial)).toContainText("reopened 1×");
    await openMenu(agent, serial);
    await agent.getByRole("menuitem", { name: "Move to “To verify”" }).click();
    await propose(agent, "已修复接口并同步全部物料", "接口漏传物料");
    await expect(slipIn(agent, "verifying", serial)).toBeVisible();
  });

  await test.step("the customer accepts and rates", async () => {
    await lookAgain(customer);
    await customer.reload();
    await customer.getByRole("button", { name: "已解决" }).click();
    await expect(customer.getByText("已确认解决").first()).toBeVisible();
    await expect(customer.locator(".rating input:checked")).toHaveCount(0);
    await customer.locator(".rating label").nth(4).click();
    await customer.getByRole("button", { name: "提交评价" }).click();
    await expect(customer.getByText("您的评价：5 分（满分 5 分）")).toBeVisible();
  });

  await test.step("the timeline tells all of it, to both", async () => {
    const events = await server.sql("SELECT kind FROM events WHERE workspace_id = (SELECT id FROM workspaces WHERE slug = ?) ORDER BY version", world.slug);
    expect(events.map(({ kind }) => kind)).toEqual(["filed", "started", "said", "proposed", "refused", "proposed", "accepted", "rated"]);
    await expect(customer.locator(".timeline > li")).toHaveCount(8);
    await agent.goto(`/desk/tickets/${serial}?view=timeline`);
    await expect(agent.locator(".timeline > li")).toHaveCount(8);
    await expect(agent.locator(".timeline")).toContainText("换了一把扫码枪还是提示不存在");
    await openBoard(agent);
    await expect(slipIn(agent, "closed", serial)).toBeVisible();
  });
});

/** Writes a message of a kind on the agent's ticket page. */
async function say(page, kind, text) {
  await page.getByRole("button", { name: kind }).first().click();
  await page.locator("#say-text").fill(text);
  await page.locator(".composer").getByRole("button", { name: "Send" }).click();
  await expect(page.locator(".thread").getByText(text)).toBeVisible();
  await expect(page.locator(".msg.unsent")).toHaveCount(0);
}

async function propose(page, solution, cause) {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Solution").fill(solution);
  await dialog.getByLabel("Root cause").fill(cause);
  await dialog.getByRole("button", { name: "Hand over for verification" }).click();
  await expect(dialog).toHaveCount(0);
}
