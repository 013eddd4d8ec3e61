// Many at once on one ticket (S12): one winner, one event; the others see the newer state.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newKey } from "./lib/client.mjs";
import { ok, refused } from "./lib/expect.mjs";
import { draftKey, newTicket, picture, stranger, unique } from "./lib/forms.mjs";
import { file, openWorld, read, signIn, ticketIn } from "./lib/world.mjs";

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

test("a contact created by filings at once is one person, and none of them asks twice", async () => {
  const path = `/portal/${world.slug}/tickets`;
  const contact = { name: "周强", email: `${unique("twin")}@factory.test` };
  const word = unique("孪生");
  const strangers = Array.from({ length: 8 }, (_, i) => world.stranger.post(path, newTicket({ contact, title: `${word} ${i}` })));
  const members = Array.from({ length: 8 }, () => world.agent.post("/tickets", newTicket({ contact })));
  const answers = await Promise.all([...strangers, ...members]);
  for (const answer of answers) ok(answer, 201);
  const people = await world.server.sql("SELECT c.id, count(*) AS tickets FROM contacts c JOIN tickets t ON t.requester_id = c.id WHERE c.email = ? GROUP BY c.id", contact.email);
  assert.deepEqual(people.map((p) => p.tickets), [16]);
  const signed = await world.server.sql("SELECT count(*) AS n FROM events WHERE kind = 'filed' AND actor_id = ?", people[0].id);
  assert.equal(signed[0].n, 8, "strangers signed for themselves, whoever came first");
  const own = await signIn(world.server, { email: contact.email, portal: world.slug });
  assert.equal(ok(await own.get("/tickets")).tickets.length, 16);
  assert.equal(ok(await own.get(`/tickets?q=${encodeURIComponent(word)}`)).tickets.length, 8, "each is found by its words");
});

test("twins of a stranger's filing with a file are one ticket, whichever comes first", async () => {
  const path = `/portal/${world.slug}`;
  const draft = draftKey();
  const { id } = ok(await world.stranger.upload(`${path}/attachments`, "a.png", picture(), { draft }), 201);
  const form = newTicket({ contact: stranger(), attachments: [id] });
  const key = newKey();
  const twins = await Promise.all(Array.from({ length: 8 }, () => world.stranger.post(`${path}/tickets`, form, { key, headers: { "x-draft-key": draft } })));
  assert.equal(new Set(twins.map((a) => ok(a, 201).serial)).size, 1);
  const others = await Promise.all([1, 2].map(() => world.stranger.post(`${path}/tickets`, form, { headers: { "x-draft-key": draft } })));
  for (const other of others) refused(other, 422, "attachment_unknown", "attachments");
});

test("two filings at once with one file: one has it, the other is told", async () => {
  const path = `/portal/${world.slug}`;
  const draft = draftKey();
  const { id } = ok(await world.stranger.upload(`${path}/attachments`, "a.png", picture(), { draft }), 201);
  const form = newTicket({ contact: stranger(), attachments: [id] });
  const answers = await Promise.all([1, 2, 3, 4].map(() => world.stranger.post(`${path}/tickets`, form, { headers: { "x-draft-key": draft } })));
  assert.deepEqual(answers.map((a) => a.body.code ?? a.status).sort(), [201, "attachment_unknown", "attachment_unknown", "attachment_unknown"]);
});

test(`R19: ${WRITERS} people talk at once: all is said, each with its own version, and none is asked to come again`, async () => {
  const serial = await ticketIn(world, "in_progress");
  const people = [world.requester, world.manager, world.agent, world.colleague, world.lead, world.admin];
  const answers = await Promise.all(Array.from({ length: WRITERS }, (_, i) => {
    const who = people[i % people.length];
    return who.post(`/tickets/${serial}/messages`, { kind: "reply", text: `第 ${i} 句`, minutes: i % people.length < 2 ? 0 : 1 }, { contended: true });
  }));
  const said = answers.map((a) => ok(a, 201));
  for (const { text } of answers) assert.doesNotMatch(text, /:-?\d+\.\d/, "whole numbers are written as such");
  const versions = said.map((s) => s.ticket.version).sort((a, b) => a - b);
  assert.deepEqual(versions, Array.from({ length: WRITERS }, (_, i) => i + 3));
  for (const { ticket, event, message } of said) {
    assert.deepEqual([event.version, event.what.message, message.id], [ticket.version, `${serial}-${ticket.version}`, `${serial}-${ticket.version}`]);
  }
  const { ticket, messages, events } = await read(world, serial);
  assert.deepEqual(messages.map((m) => m.text).sort(), said.map((s) => s.message.text).sort());
  assert.deepEqual(events.map((e) => e.version), Array.from({ length: ticket.version }, (_, i) => i + 1));
  assert.equal(events.filter((e) => e.what.answers === "first").length, 1, "one first response");
  assert.equal(ticket.minutes, messages.reduce((sum, m) => sum + m.minutes, 0));
  assert.deepEqual(events.filter((e) => e.what.kind === "said").map((e) => e.what.message), messages.map((m) => m.id));
  const last = said.find((s) => s.ticket.version === ticket.version);
  assert.ok(last.ticket.minutes === null || last.ticket.minutes === ticket.minutes);
});

test("words meet a change of the ticket: both stand, and the words' answer knows the change", async () => {
  for (let round = 0; round < 10; round++) {
    const serial = await file(world);
    const title = unique("改名");
    const [said, edited] = await Promise.all([
      world.agent.post(`/tickets/${serial}/messages`, { kind: "note", text: "查日志" }, { contended: true }),
      world.lead.put(`/tickets/${serial}/facts`, { version: 1, title }),
    ]);
    ok(said, 201);
    assert.ok([200, 409].includes(edited.status), edited.text);
    const later = edited.status === 200 && edited.body.ticket.version < said.body.ticket.version;
    if (later) assert.equal(said.body.ticket.title, title);
  }
});
