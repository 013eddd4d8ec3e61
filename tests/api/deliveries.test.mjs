// Letters on their way (R35): a provider that is down, what is given up, and sending it again, each once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startServer } from "../lib/server.mjs";
import { ok, refused } from "./lib/expect.mjs";
import { startVendor } from "./lib/vendor.mjs";
import { command, file, openWorld, signIn } from "./lib/world.mjs";

const [MINUTE, DAY] = [60_000, 86_400_000];
const DOWN = { status: 503, body: "try later" };
const LAST_TRY = 9;

let provider, world;
before(async () => {
  provider = await startVendor();
  provider.answers.set("/mail", DOWN);
  world = await openWorld({ vars: { MAIL_API_URL: `${provider.url}/mail`, MAIL_API_KEY: "the-key", MAIL_FROM: "tickets@example.com" } });
});
after(async () => {
  await world.close();
  await provider.close();
});

let time = Date.now();
const run = (ms = MINUTE) => world.server.runScheduled((time += ms));
const deliveries = async () => ok(await world.admin.get("/deliveries"));
const letters = (serial) => world.server.sql("SELECT * FROM outbox WHERE kind = 'assigned' AND text LIKE ? ORDER BY id", `%/desk/tickets/${serial}`);

/** A letter to the agent, whose text is known by the ticket. */
async function letter(title) {
  const serial = await file(world, { title });
  ok(await command(world, world.lead, "PUT", serial, "assignment", { team: world.team("fault"), owner: world.ids.agent }));
  return { serial, ...(await letters(serial))[0] };
}

/** Leaves nothing else to be sent. */
const nothingElse = (id) => world.server.sql("UPDATE outbox SET due_at = NULL WHERE id <> ?", id);
const sentAs = (id) => provider.calls.filter((call) => call.headers["idempotency-key"] === `liandan-outbox-${id}`);

test("R35: what waits is shown with the provider's words, and no code ever", async () => {
  const { id } = await letter("等着发出");
  await nothingElse(id);
  await run(DAY);
  const { deliveries: all, sends_mail } = await deliveries();
  assert.equal(sends_mail, true);
  const shown = all.find((delivery) => delivery.id === `mail-${id}`);
  assert.deepEqual([shown.carrier, shown.to, shown.error, shown.next_at > time], ["mail", world.at("agent"), "HTTP 503: try later", true]);
  assert.match(shown.subject, /等着发出/);
  const codes = await world.server.sql("SELECT id, subject FROM outbox WHERE kind IN ('code', 'workspace_code')");
  assert.ok(codes.length > 0 && codes.every((code) => !all.some((delivery) => delivery.id === `mail-${code.id}` || delivery.subject === code.subject)));
});

test("R35: a letter that was given up keeps its text, and is sent once when an admin says so", async () => {
  const { id, serial, text } = await letter("放弃以后重发");
  await nothingElse(id);
  await world.server.sql("UPDATE outbox SET attempts = ? WHERE id = ?", LAST_TRY, id);
  await run(DAY);
  const [givenUp] = await letters(serial);
  assert.deepEqual([givenUp.due_at, givenUp.text], [null, text]);
  assert.equal((await deliveries()).deliveries.find((delivery) => delivery.id === `mail-${id}`).next_at, null);
  const tried = sentAs(id).length;
  await run(DAY);
  assert.equal(sentAs(id).length, tried);

  provider.answers.delete("/mail");
  await Promise.all([1, 2, 3].map(async () => assert.ok([204, 409].includes((await world.admin.post(`/deliveries/mail-${id}/again`)).status))));
  const [{ n: noted }] = await world.server.sql("SELECT count(*) AS n FROM audit WHERE action = 'send_again' AND subject = ?", `mail-${id}`);
  assert.equal(noted, 1, "what waits already is not sent again");
  await provider.arrived((call) => sentAs(id).includes(call) && sentAs(id).length > tried);
  // By the clock of the requests: one of days later would take over what they are at.
  await Promise.all([1, 2, 3].map(() => world.server.runScheduled(Date.now())));
  assert.equal(sentAs(id).length, tried + 1);
  const { headers, text: posted } = sentAs(id).at(-1);
  const { from, to, subject, text: body, html } = JSON.parse(posted);
  assert.deepEqual([from, to, body, headers.authorization], ["tickets@example.com", [world.at("agent")], text, "Bearer the-key"]);
  assert.ok(subject.includes("放弃以后重发") && html.includes(`<a href="${world.url}/desk/tickets/${serial}">`));
  refused(await world.admin.post(`/deliveries/mail-${id}/again`), 409, "delivery_over");
  assert.equal((await deliveries()).deliveries.some((delivery) => delivery.id === `mail-${id}`), false);
});

test("S11: runs that are doubled or at the same time send each letter once", async () => {
  const ids = [];
  const add = "INSERT INTO outbox (workspace_id, kind, recipient, subject, text, created_at, due_at) SELECT id, 'replied', 'x@example.com', ?, 'x', ?, ? FROM workspaces WHERE slug = ? RETURNING id";
  time += DAY;
  for (let i = 0; i < 12; i++) ids.push((await world.server.sql(add, `第 ${i} 封`, time, time, world.slug))[0].id);
  await Promise.all(Array.from({ length: 5 }, () => world.server.runScheduled(time)));
  await run();
  for (const id of ids) assert.equal(sentAs(id).length, 1, `letter ${id}`);
});

test("R35: a code that was given up is gone, and nobody sends it again", async () => {
  const [{ id }] = await world.server.sql("INSERT INTO outbox (workspace_id, kind, recipient, subject, text, created_at, due_at, expires_at) SELECT id, 'code', 'x@example.com', 'x', '123456', ?, ?, ? FROM workspaces WHERE slug = ? RETURNING id", time, time, time + DAY, world.slug);
  provider.answers.set("/mail", DOWN);
  await world.server.sql("UPDATE outbox SET attempts = ? WHERE id = ?", LAST_TRY, id);
  await run();
  const [code] = await world.server.sql("SELECT text, due_at, attempts FROM outbox WHERE id = ?", id);
  assert.deepEqual(code, { text: "", due_at: null, attempts: LAST_TRY + 1 });
  refused(await world.admin.post(`/deliveries/mail-${id}/again`), 409, "delivery_over");
});

test("R35: Cloudflare's binding sends where no provider is named; what it refuses is kept with its words", async () => {
  const [refusedTo, taken] = ["refused@example.com", "taken@example.com"];
  const server = await startServer({ vars: { MAIL_FROM: "tickets@example.com" }, email: { name: "EMAIL", allowed_destination_addresses: [taken] } });
  try {
    const add = "INSERT INTO outbox (kind, recipient, subject, text, created_at, due_at) VALUES ('replied', ?, ?, ?, ?, ?)";
    for (const to of [refusedTo, taken]) await server.sql(add, to, "工单 00001 有新回复：“扫码”", "第一段\n\nhttps://tickets.example.com/t/1", time, time);
    await Promise.all([server.runScheduled(time), server.runScheduled(time)]);
    const letters = await server.sql("SELECT recipient, sent_at IS NOT NULL AS sent, attempts, error FROM outbox ORDER BY recipient DESC");
    assert.deepEqual(letters[0], { recipient: taken, sent: 1, attempts: 1, error: null });
    assert.deepEqual([letters[1].sent, letters[1].attempts], [0, 1]);
    assert.match(letters[1].error, /refused@example\.com/);
  } finally {
    await server.stop();
  }
});

test("R38: deliveries are the admins'", async () => {
  provider.answers.set("/mail", DOWN);
  const lead = await signIn(world.server, { email: world.at("lead") });
  refused(await lead.get("/deliveries"), 403, "not_allowed");
  refused(await lead.post("/deliveries/mail-1/again"), 403, "not_allowed");
  for (const id of ["mail-x", "mail-999999", "robot-1", "1", "mail--1", `mail-${"9".repeat(30)}`]) refused(await world.admin.post(`/deliveries/${id}/again`), 404, "not_found");
});
