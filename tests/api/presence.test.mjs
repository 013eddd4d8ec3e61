// R19: two people on one ticket see each other, and each sees that the other one writes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ok, refused } from "./lib/expect.mjs";
import { file, openWorld, ticketIn } from "./lib/world.mjs";

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

const here = async (who, serial, typing = false) => ok(await who.put(`/tickets/${serial}/presence`, { typing }));
const names = ({ people }) => people.map(({ id, typing }) => [id, typing]);

test("R19 who has a ticket on screen sees the others, and whether they write; never oneself", async () => {
  const serial = await ticketIn(world, "in_progress");
  assert.deepEqual(names(await here(world.agent, serial)), []);
  assert.deepEqual(names(await here(world.colleague, serial, true)), [[world.ids.agent, false]]);
  const seen = await here(world.agent, serial);
  assert.deepEqual(names(seen), [[world.ids.colleague, true]]);
  assert.equal(seen.version, ok(await world.agent.get(`/tickets/${serial}`)).ticket.version);
  const other = await file(world, {});
  assert.deepEqual(names(await here(world.agent, other)), [], "another ticket is another room");
});

test("R19 whoever has gone is no longer there, and leaves nothing behind", async () => {
  const serial = await ticketIn(world, "todo");
  await here(world.colleague, serial);
  await world.server.sql("UPDATE presence SET seen_at = seen_at - 30000 WHERE serial = ?", serial);
  assert.deepEqual(names(await here(world.agent, serial)), []);
  await world.server.runScheduled(Date.now() + 120_000);
  assert.deepEqual(await world.server.sql("SELECT * FROM presence"), []);
});

test("R19 R38 presence is the team's: customers neither tell nor ask, helpers only where they help", async () => {
  const serial = await file(world, {});
  refused(await world.requester.put(`/tickets/${serial}/presence`, { typing: true }), 403, "not_allowed");
  refused(await world.helper.put(`/tickets/${serial}/presence`, { typing: true }), 404, "not_found");
});
