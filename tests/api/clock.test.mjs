// The clock's work (R23): remind once, close once, whatever happens to the runs; and clean up what is over.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ok, refused } from "./lib/expect.mjs";
import { draftKey, newTicket, picture } from "./lib/forms.mjs";
import { mailsTo } from "./lib/mailbox.mjs";
import { SOLUTION, command, openWorld, read, ticketIn } from "./lib/world.mjs";

const DAY = 86_400_000;
/** Events of a kind, from the database: after a month nobody is signed in any more. */
const events = async (serial, kind) => (await world.server.sql("SELECT count(*) AS n FROM events WHERE serial = ? AND kind = ?", serial, kind))[0].n;

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

const run = (days) => world.server.runScheduled(Date.now() + days * DAY);
const kinds = async (serial) => (await read(world, serial)).events.map((e) => e.what.kind);
const times = async (serial, kind) => (await kinds(serial)).filter((k) => k === kind).length;

test("R23: nothing happens before its time; then one reminder; then the ticket closes, marked automatic", async () => {
  const serial = await ticketIn(world, "verifying");
  await run(2.9);
  assert.equal(await times(serial, "reminded"), 0);
  const before = (await mailsTo(world.server, world.at("requester"))).length;
  await run(3.1);
  assert.equal(await times(serial, "reminded"), 1);
  assert.equal((await mailsTo(world.server, world.at("requester"))).length, before + 1, "the reminder is a mail");
  await run(6.9);
  assert.equal((await read(world, serial)).ticket.status, "verifying");
  await run(7.1);
  const { ticket, events } = await read(world, serial);
  assert.deepEqual([ticket.status, ticket.closing.code], ["closed", "silence"]);
  assert.deepEqual(events.at(-1).by, { who: "timer" });
});

test("S11: runs that are doubled, concurrent or late still remind once and close once", async () => {
  const all = [];
  for (let i = 0; i < 12; i++) all.push(await ticketIn(world, "verifying"));
  await Promise.all([run(4), run(4), run(4), run(4)]);
  await run(4);
  for (const serial of all) assert.deepEqual([await times(serial, "reminded"), await times(serial, "closed")], [1, 0]);
  await Promise.all([run(8), run(9), run(8), run(9)]);
  for (const serial of all) {
    const { events, ticket } = await read(world, serial);
    assert.deepEqual([await times(serial, "reminded"), await times(serial, "closed")], [1, 1]);
    assert.deepEqual(events.map((e) => e.version), Array.from({ length: ticket.version }, (_, i) => i + 1));
  }
});

test("R23: an answer stops the clock, and a new solution starts it anew", async () => {
  const serial = await ticketIn(world, "verifying");
  await run(3.1);
  ok(await command(world, world.requester, "POST", serial, "refusal", { reason: "不行" }));
  await run(9);
  assert.equal((await read(world, serial)).ticket.status, "in_progress");
  ok(await command(world, world.agent, "POST", serial, "solution", SOLUTION));
  assert.equal((await read(world, serial)).ticket.reminded_at, null);
  await run(3.1);
  assert.equal(await times(serial, "reminded"), 2);
});

test("R25: a ticket closed by silence can be reopened and rated", async () => {
  const serial = await ticketIn(world, "verifying");
  await run(3.1);
  await run(7.1);
  ok(await command(world, world.requester, "PUT", serial, "rating", { score: 3 }));
  ok(await command(world, world.requester, "POST", serial, "reopening", { reason: "还坏着" }));
});

test("what is over is cleaned up: codes, keys, quotas, files nobody used; what is used stays", async () => {
  const { id: forgotten } = ok(await world.requester.upload("/attachments", "a.png", picture()), 201);
  const { id: used } = ok(await world.requester.upload("/attachments", "b.png", picture()), 201);
  ok(await world.requester.post("/tickets", newTicket({ attachments: [used] })), 201);
  const draft = draftKey();
  ok(await world.stranger.upload(`/portal/${world.slug}/attachments`, "c.png", picture(), { draft }), 201);
  const before = (await world.server.files.list()).length;
  await run(3);
  const count = async (table) => (await world.server.sql(`SELECT count(*) AS n FROM ${table}`))[0].n;
  assert.equal(await count("login_codes"), 0);
  const windows = await world.server.sql("SELECT window_start FROM quotas");
  assert.ok(windows.every(({ window_start }) => window_start > Date.now()), "what the run itself has charged is not over");
  assert.notEqual(await count("idempotency"), 0, "a phone that was away for days may ask again");
  refused(await world.requester.get(`/attachments/${forgotten}`), 404, "not_found");
  assert.equal((await world.requester.get(`/attachments/${used}`)).status, 200);
  assert.ok((await world.server.files.list()).length <= before - 2, "their content is gone too");
  ok(await world.requester.get("/session"));
});

test("S11: after a month without a run the requester is still reminded, and told before the ticket closes", async () => {
  const serial = await ticketIn(world, "verifying");
  await run(40);
  assert.equal(await events(serial, "reminded"), 1);
  assert.deepEqual(await world.server.sql("SELECT key FROM idempotency"), []);
  await run(40);
  assert.ok((await events(serial, "closed")) <= 1);
  refused(await world.admin.get("/session"), 401, "sign_in_required");
});
