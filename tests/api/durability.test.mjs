// `kill -9` in the middle of writes (S2): what was acknowledged is there, once, with its event.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newKey } from "./lib/client.mjs";
import { newTicket, unique } from "./lib/forms.mjs";
import { openWorld } from "./lib/world.mjs";

const WRITERS = 16;
const KILLS = 8;
/** Acknowledged writes between two kills. */
const ACKS = 60;

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

test(`S2: ${WRITERS} writers through ${KILLS} kills: 0 lost, 0 doubled, no ticket without its event, no gap`, async () => {
  const ledger = { tickets: new Map(), messages: new Map() };
  const state = { acks: 0, over: false, up: Promise.resolve() };
  const writers = Array.from({ length: WRITERS }, (_, i) => writer(i, ledger, state));
  for (let kill = 0; kill < KILLS; kill++) {
    const goal = state.acks + ACKS;
    await new Promise((reached) => (state.onAck = () => state.acks >= goal && reached()));
    state.onAck = undefined;
    let back;
    state.up = new Promise((done) => (back = done));
    await world.server.kill9();
    await world.server.restart();
    back();
  }
  state.over = true;
  await Promise.all(writers);
  await check(ledger);
});

/** Files tickets and writes messages until it is over. What is not acknowledged is sent again with its key. */
async function writer(number, ledger, state) {
  const who = [world.requester, world.manager, world.rival, world.neighbour][number % 4];
  let last;
  while (!state.over) {
    const word = unique(`writer-${number}`);
    if (last === undefined || Math.random() < 0.5) {
      const { serial } = await acknowledged(who, "/tickets", newTicket({ title: word }), state);
      assert.ok(!ledger.tickets.has(serial), "a serial given twice");
      ledger.tickets.set(serial, word);
      last = serial;
    } else {
      await acknowledged(who, `/tickets/${last}/messages`, { kind: "reply", text: word }, state);
      ledger.messages.set(word, last);
    }
  }
}

async function acknowledged(who, path, body, state) {
  const key = newKey();
  for (;;) {
    await state.up;
    const answer = await who.post(path, body, { key }).catch((error) => {
      if (error instanceof assert.AssertionError) throw error;
      return undefined;
    });
    // The connection broke: nobody knows whether it was done. A restart is on its way.
    if (answer === undefined || answer.body?.code === "ticket_changed") continue;
    assert.equal(answer.status, 201, answer.text);
    state.acks += 1;
    state.onAck?.();
    return answer.body;
  }
}

async function check({ tickets, messages }) {
  const { sql } = world.server;
  const rows = await sql("SELECT serial, title, version FROM tickets ORDER BY serial");
  assert.deepEqual(rows.map((r) => r.serial), rows.map((_, i) => i + 1), "serials without gaps");
  assert.deepEqual(new Map(rows.map((r) => [r.serial, r.title])), new Map([...tickets].sort((a, b) => a[0] - b[0])), "each acknowledged ticket once, and no other");
  const kept = await sql("SELECT serial, text FROM messages");
  assert.equal(kept.length, messages.size, "each message once");
  for (const { serial, text } of kept) assert.equal(messages.get(text), serial);
  const events = await sql("SELECT serial, count(*) AS n, min(version) AS first, max(version) AS last, sum(kind = 'filed') AS filed FROM events GROUP BY serial ORDER BY serial");
  assert.deepEqual(events, rows.map(({ serial, version }) => ({ serial, n: version, first: 1, last: version, filed: 1 })), "no ticket without its events");
  const counts = await sql("SELECT sum(tickets) AS n FROM ticket_counts");
  assert.equal(counts[0].n, rows.length);
  const broken = await sql("PRAGMA foreign_key_check");
  assert.deepEqual(broken, []);
}
