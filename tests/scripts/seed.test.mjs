// The demo workspace and the year of tickets: varied, repeatable, and without contradictions.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expand } from "../../scripts/seed/expand.mjs";
import { signIn } from "../api/lib/world.mjs";
import { startServer } from "../lib/server.mjs";

let server;
before(async () => {
  server = await startServer();
});
after(() => server.stop());

test("R28 the seed expands texts as the server does", () => {
  assert.equal(expand("扫码失败 ORA-01017"), "扫码 码失 失败 ora 01017");
  assert.equal(expand("MES报工"), "mes 报工");
  assert.equal(expand("！，"), "");
});

test("the demo shows every class, state and ending, and is made once", async () => {
  assert.equal(await server.call("seedIfEmpty"), true);
  assert.equal(await server.call("seedIfEmpty"), false);
  const distinct = async (column) => (await server.sql(`SELECT DISTINCT ${column} AS value FROM tickets WHERE ${column} IS NOT NULL`)).map(({ value }) => value).sort();
  assert.deepEqual(await distinct("class"), ["change", "fault", "question", "request"]);
  assert.deepEqual(await distinct("status"), ["closed", "in_progress", "todo", "verifying"]);
  assert.deepEqual(await distinct("priority"), ["p0", "p1", "p2", "p3"]);
  assert.deepEqual(await distinct("waiting_on"), ["approval", "customer", "third_party"]);
  assert.deepEqual((await server.sql("SELECT DISTINCT tag_id AS tag FROM ticket_tags ORDER BY tag_id")).map(({ tag }) => tag), ["access", "import", "login", "performance", "print", "report"]);
  assert.deepEqual(await distinct("approval ->> '$.state'"), ["approved", "pending"]);
  assert.deepEqual(await distinct("initiation ->> '$.decision'"), ["go", "not_now"]);
  const [{ open, done }] = await server.sql("SELECT count(*) - count(done_at) AS open, count(done_at) AS done FROM subtasks");
  assert.ok(open > 0 && done > 0, `${open} open, ${done} done sub-tasks`);
  assert.deepEqual(await distinct("close_code"), ["answered", "confirmed", "duplicate", "rejected", "silence", "withdrawn"]);
});

test("everybody of the demo signs in, reads every ticket they may and finds it by its words", async () => {
  const agent = await signIn(server, { email: "agent@demo.test" });
  const tickets = await server.sql("SELECT serial FROM tickets");
  for (const { serial } of tickets) assert.equal((await agent.get(`/tickets/${serial}`)).status, 200);
  const customer = await signIn(server, { email: "customer@demo.test", portal: "demo" });
  const own = (await customer.get("/tickets")).body.tickets;
  assert.ok(own.length > 5 && own.length < tickets.length);
  const { ticket } = (await customer.get(`/tickets/${own[0].serial}`)).body;
  const word = encodeURIComponent(ticket.title.slice(0, 4));
  for (const who of [agent, customer]) {
    const found = (await who.get(`/tickets?q=${word}`)).body.tickets;
    assert.ok(found.some(({ serial }) => serial === ticket.serial), ticket.title);
  }
  const page = (await agent.get("/tickets?class=fault&status=in_progress")).body.tickets[0];
  const { attachments } = (await agent.get(`/tickets/${page.serial}`)).body.ticket;
  assert.equal((await agent.get(`/attachments/${attachments[0].id}`)).headers.get("content-type"), "image/png");
});

test("a year of tickets is added whole, and its own check passes", async () => {
  assert.equal(await server.call("seedYear", { count: 400 }), true);
  const [{ tickets, titles, serial }] = await server.sql("SELECT count(*) AS tickets, count(DISTINCT title) AS titles, max(serial) AS serial FROM tickets");
  assert.deepEqual({ tickets, serial }, { tickets: 440, serial: 440 });
  assert.ok(titles > 250, `${titles} different titles`);
});

test("the same seed number tells the same story", async () => {
  const other = await startServer();
  try {
    const now = Date.UTC(2026, 10, 22);
    const titles = async (on) => (await on.sql("SELECT title FROM tickets WHERE workspace_id = (SELECT id FROM workspaces WHERE slug = 'demo') ORDER BY serial")).map(({ title }) => title);
    await other.call("seedYear", { count: 50, seed: 7, now });
    const third = await startServer();
    try {
      await third.call("seedYear", { count: 50, seed: 7, now });
      assert.deepEqual(await titles(other), await titles(third));
    } finally {
      await third.stop();
    }
  } finally {
    await other.stop();
  }
});
