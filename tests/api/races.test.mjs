// Many at once on one ticket (S12): one winner, one event; the others see the newer state.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ok } from "./lib/expect.mjs";
import { newTicket, unique } from "./lib/forms.mjs";
import { file, openWorld, read, ticketIn } from "./lib/world.mjs";

const WRITERS = 32;
const ROUNDS = 200;

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

test(`S12: ${WRITERS} writers race for one ticket, ${ROUNDS} rounds: one winner and one event each`, async () => {
  const serial = await file(world);
  const people = [world.agent, world.colleague, world.lead, world.admin];
  for (let version = 1; version <= ROUNDS; version++) {
    const race = (i) => people[i % people.length].post(`/tickets/${serial}/waiting`, { version, on: "third_party", reason: `${version}/${i}` });
    const answers = await Promise.all(Array.from({ length: WRITERS }, (_, i) => race(i)));
    const winners = answers.flatMap((a, i) => (a.status === 200 ? [i] : []));
    assert.equal(winners.length, 1, `round ${version}`);
    for (const [i, answer] of answers.entries()) {
      if (i === winners[0]) continue;
      assert.deepEqual([answer.status, answer.body.code], [409, "ticket_changed"]);
      assert.ok(answer.body.ticket.version > version);
    }
    assert.equal(answers[winners[0]].body.ticket.waiting.reason, `${version}/${winners[0]}`);
  }
  const { ticket } = await read(world, serial);
  const events = await world.server.sql("SELECT version FROM events WHERE serial = ? ORDER BY version", serial);
  assert.equal(ticket.version, ROUNDS + 1);
  assert.deepEqual(events.map((e) => e.version), Array.from({ length: ROUNDS + 1 }, (_, i) => i + 1));
});

test("two who answer a proposed solution differently at once: one decides", async () => {
  for (let round = 0; round < 20; round++) {
    const serial = await ticketIn(world, "verifying");
    const [accepted, refusal] = await Promise.all([
      world.requester.post(`/tickets/${serial}/acceptance`, { version: 3 }),
      world.manager.post(`/tickets/${serial}/refusal`, { version: 3, reason: "不行" }),
    ]);
    assert.deepEqual([accepted.status, refusal.status].sort(), [200, 409]);
    const { ticket } = await read(world, serial);
    assert.equal(ticket.status, accepted.status === 200 ? "closed" : "in_progress");
  }
});

test("32 customers file at once: 32 tickets, serials without gaps, counts that agree", async () => {
  const word = unique("同时");
  const answers = await Promise.all(Array.from({ length: WRITERS }, (_, i) => [world.requester, world.rival][i % 2].post("/tickets", newTicket({ title: `${word} ${i}` }))));
  const serials = answers.map((a) => ok(a, 201).serial).sort((a, b) => a - b);
  assert.deepEqual(serials, serials.map((_, i) => serials[0] + i));
  const [{ n }] = await world.server.sql("SELECT sum(tickets) AS n FROM ticket_counts");
  const [{ all }] = await world.server.sql('SELECT count(*) AS "all" FROM tickets');
  assert.equal(n, all);
});

test("a contact created by two filings at once is one person", async () => {
  const contact = { name: "周强", email: `${unique("twin")}@factory.test` };
  const path = `/portal/${world.slug}/tickets`;
  const answers = await Promise.all(Array.from({ length: 8 }, () => world.stranger.post(path, newTicket({ contact }), { contended: true })));
  for (const answer of answers) ok(answer, 201);
  const [{ n }] = await world.server.sql("SELECT count(*) AS n FROM contacts WHERE email = ?", contact.email);
  assert.equal(n, 1);
});
