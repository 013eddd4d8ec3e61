// R22: per project what is open, due, missed and reopened, and the trend; each figure is the list behind it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ok, refused } from "./lib/expect.mjs";
import { command, file, openWorld, ticketIn } from "./lib/world.mjs";

const DAY = 86_400_000;

let world, project;
before(async () => {
  world = await openWorld();
  project = ok(await world.admin.post("/projects", { name: "MES 二期", company: world.ids.factory }), 201).id;
});
after(() => world.close());

const health = async () => ok(await world.lead.get("/projects/health")).projects;
const own = async () => (await health()).find((row) => row.project === project);
const listed = async (query) => ok(await world.lead.get(`/tickets?project=${project}&status=todo,in_progress,verifying${query}`)).tickets.length;

test("R22 a project counts its tickets, and each figure is as long as its list", async () => {
  assert.deepEqual([(await own()).open, (await own()).name], [0, "MES 二期"]);
  const [late, back, done] = [await ticketIn(world, "todo", { project }), await ticketIn(world, "verifying", { project }), await ticketIn(world, "closed", { project })];
  await file(world, { project });
  ok(await command(world, world.requester, "POST", back, "refusal", { reason: "还是不行" }));
  await world.server.sql("UPDATE tickets SET next_due_at = ? WHERE serial = ?", Date.now() - 1_000, late);
  await world.server.sql("UPDATE tickets SET next_due_at = ? WHERE serial = ?", Date.now() + DAY / 2, back);
  const row = await own();
  assert.deepEqual([row.open, row.breached, row.reopened], [3, 1, 1]);
  assert.ok(row.due >= 1);
  assert.deepEqual([await listed(""), await listed("&due=overdue"), await listed("&reopened=yes")], [row.open, row.breached, row.reopened]);
  assert.equal(await listed("&due=soon"), row.due);
  assert.deepEqual([row.filed.length, row.filed.at(-1), row.closed.at(-1)], [8, 4, 1]);
  assert.ok(done);
});

test("R22 tickets of no project are a line of their own, projects in trouble stand first", async () => {
  await file(world, {});
  const all = await health();
  assert.equal(all[0].project, project);
  assert.equal(all.find((row) => row.project === null).open, 1);
  assert.equal(ok(await world.lead.get("/tickets?project=none&status=todo,in_progress,verifying")).tickets.length, 1);
});

test("R22 R38 the figures are for leads", async () => {
  refused(await world.agent.get("/projects/health"), 403, "not_allowed");
  refused(await world.requester.get("/projects/health"), 403, "not_allowed");
});
