// What one client may do, and what a workspace's people share: nobody uses up alone what is everybody's.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { startServer } from "../lib/server.mjs";
import { Client, newKey } from "./lib/client.mjs";
import { ok, refused } from "./lib/expect.mjs";
import { draftKey, newTicket, picture, stranger, unique } from "./lib/forms.mjs";
import { mailsTo } from "./lib/mailbox.mjs";
import { file, openWorld } from "./lib/world.mjs";

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const MIB = 1024 * 1024;

let world, workspace;
before(async () => {
  world = await openWorld({ vars: { RATE_LIMITS: "strict" } });
  [{ id: workspace }] = await world.server.sql("SELECT id FROM workspaces WHERE slug = ?", world.slug);
});
after(() => world.close());

let addresses = 0;
/** A visitor of the portal, at an address that nobody else has unless it is given. */
const visit = (address = `198.51.100.${++addresses}`) => new Client(world.server, { app: "portal", address });
const fileBy = (who, contact = stranger()) => who.post(`/portal/${world.slug}/tickets`, newTicket({ contact }));
const tooMany = (answer) => refused(answer, 429, "too_many_requests");

const start = (window) => Date.now() - (Date.now() % window);
const counted = async (key, window) => (await world.server.sql("SELECT count FROM quotas WHERE key = ? AND window_start = ?", key, start(window)))[0]?.count ?? 0;
const setCount = (key, window, count) =>
  world.server.sql("INSERT INTO quotas (key, window_start, count) VALUES (?, ?, ?) ON CONFLICT (key, window_start) DO UPDATE SET count = excluded.count", key, start(window), count);

/** Runs what must lie within one window, once more if the clock has left it meanwhile. */
async function within(window, run) {
  const begun = start(window);
  try {
    await run();
  } catch (error) {
    if (start(window) === begun) throw error;
    await run();
  }
}

async function openLink(who, { link }) {
  const [, public_id, secret] = link.match(/\/t\/([^#]+)#(.+)$/);
  ok(await who.post("/ticket-links", { public_id, secret }));
  return who;
}

test("codes: a client that asks too often for an address keeps nobody else from it, and the answer never tells", () =>
  within(15 * MINUTE, async () => {
    const email = world.at("colleague");
    const ask = async (address) => assert.deepEqual(Object.keys(ok(await new Client(world.server, { address }).post("/sign-in", { email, lang: "zh" }), 202)).sort(), ["challenge", "expires_in"]);
    const before = (await mailsTo(world.server, email)).length;
    const sent = async () => (await mailsTo(world.server, email)).length - before;
    const [greedy, other] = [visit().address, visit().address];
    for (let i = 0; i < 8; i++) await ask(greedy);
    assert.equal(await sent(), 5);
    await ask(other);
    assert.equal(await sent(), 6, "another client gets its code");
    for (let i = 0; i < 5; i++) {
      const address = visit().address;
      for (let j = 0; j < 5; j++) await ask(address);
    }
    const all = await sent();
    assert.ok(all >= 18 && all <= 20, `a mailbox gets 20 codes in a quarter of an hour, not ${all}`);
  }));

test("codes: beyond an address's limit the same is written, and no code fits", () =>
  within(15 * MINUTE, async () => {
    const email = world.at("helper");
    const who = new Client(world.server, { address: visit().address });
    for (let i = 0; i < 5; i++) ok(await who.post("/sign-in", { email, lang: "zh" }), 202);
    const { challenge } = ok(await who.post("/sign-in", { email, lang: "zh" }), 202);
    refused(await who.post("/sign-in/code", { challenge, code: "000000" }), 422, "code_wrong", "code");
    const [newest] = await world.server.sql("SELECT code_hash FROM login_codes WHERE email = ? ORDER BY created_at DESC LIMIT 1", email);
    assert.equal(newest.code_hash, null);
  }));

test("filings: a client's limit is its own; the portal's is charged with what was filed", () =>
  within(HOUR, async () => {
    const key = `filings:${workspace}`;
    const before = await counted(key, HOUR);
    const who = visit();
    for (let i = 0; i < 4; i++) refused(await who.post(`/portal/${world.slug}/tickets`, newTicket({ contact: stranger(), details: [] })), 422, "field_required", "details.actual");
    assert.equal(await counted(key, HOUR), before, "what is refused costs the client alone");
    for (let i = 0; i < 16; i++) ok(await fileBy(who), 201);
    for (let i = 0; i < 5; i++) tooMany(await fileBy(who));
    assert.equal(await counted(key, HOUR), before + 16);
    ok(await fileBy(visit()), 201);
  }));

test("filings: whoever came by a link is counted as the stranger they are, a customer as themselves", () =>
  within(HOUR, async () => {
    const who = visit();
    await openLink(who, ok(await fileBy(who), 201));
    for (let i = 0; i < 19; i++) ok(await who.post("/tickets", newTicket()), 201);
    tooMany(await who.post("/tickets", newTicket()));
    tooMany(await fileBy(visit(who.address)));
    ok(await new Client(world.server, { app: "portal", cookie: world.neighbour.cookie, address: who.address }).post("/tickets", newTicket()), 201);
  }));

test("filings: a full portal takes no more from strangers, and everything from customers", () =>
  within(HOUR, async () => {
    const key = `filings:${workspace}`;
    const before = await counted(key, HOUR);
    await setCount(key, HOUR, 500);
    tooMany(await fileBy(visit()));
    await file(world);
    await setCount(key, HOUR, before);
    ok(await fileBy(visit()), 201);
  }));

test("clients of IPv6 are networks: the addresses of one /64 have one limit", () =>
  within(HOUR, async () => {
    for (let i = 0; i < 20; i++) ok(await fileBy(visit(`2001:db8:0:1::${i + 1}`)), 201);
    tooMany(await fileBy(visit("2001:db8:0:1:ffff::1")));
    ok(await fileBy(visit("2001:db8:0:2::1")), 201);
  }));

test("uploads: a client's bytes and a workspace's bytes of a day are limited", () =>
  within(DAY, async () => {
    const upload = (who, bytes = picture()) => who.upload(`/portal/${world.slug}/attachments`, "a.png", bytes, { draft: draftKey() });
    const key = `upload-bytes:${workspace}`;
    const before = await counted(key, DAY);
    const [who, other] = [visit(), visit()];
    const bytes = picture(unique("x").repeat(7));
    ok(await upload(who, bytes), 201);
    assert.equal(await counted(key, DAY), before + bytes.length);
    await world.server.sql("UPDATE quotas SET count = ? WHERE count = ? AND key <> ? AND window_start = ?", 250 * MIB, bytes.length, key, start(DAY));
    tooMany(await upload(who));
    ok(await upload(other), 201);
    await setCount(key, DAY, 10 * 1024 * MIB);
    tooMany(await upload(other));
    tooMany(await world.agent.upload("/attachments", "a.png", picture()));
    await setCount(key, DAY, before);
    ok(await world.agent.upload("/attachments", "a.png", picture()), 201);
  }));

test("S3 uploads: a twin that a limit refuses while the first is being stored gets the first one's answer", () =>
  within(HOUR, async () => {
    const [who, draft, key, bytes] = [visit(), draftKey(), newKey(), picture()];
    const upload = (content, options) => who.upload(`/portal/${world.slug}/attachments`, "a.png", content, { draft, ...options });
    const first = ok(await upload(bytes, { key }), 201);
    for (let i = 0; i < 99; i++) ok(await upload(picture()), 201);
    tooMany(await upload(picture()));
    // The first one's answer is not there yet when the twin looks for it, and is there once the twin was counted.
    const away = () => world.server.sql("UPDATE idempotency SET key = ? WHERE key = ?", `away-${key}`, key);
    await world.server.sql(`CREATE TRIGGER first_is_stored AFTER UPDATE ON quotas BEGIN UPDATE idempotency SET key = '${key}' WHERE key = 'away-${key}'; END`);
    try {
      await away();
      assert.deepEqual(ok(await upload(bytes, { key }), 201), first);
      await away();
      refused(await upload(picture(), { key }), 422, "idempotency_key_reused");
    } finally {
      await world.server.sql("DROP TRIGGER first_is_stored");
    }
  }));

test("messages: a person's of an hour and a workspace's of a day are limited, and nothing is written beyond", () =>
  within(HOUR, async () => {
    const serial = await file(world);
    const say = (who) => who.post(`/tickets/${serial}/messages`, { kind: "reply", text: "你好" });
    const [own, all] = [`messages:${workspace}:${world.ids.requester}`, `messages:${workspace}`];
    await setCount(own, HOUR, 299);
    const before = await counted(all, DAY);
    ok(await say(world.requester), 201);
    tooMany(await say(world.requester));
    ok(await say(world.agent), 201);
    assert.deepEqual([await counted(own, HOUR), await counted(all, DAY)], [300, before + 2]);
    await setCount(all, DAY, 20_000);
    tooMany(await say(world.lead));
    assert.equal(ok(await world.admin.get(`/tickets/${serial}`)).messages.length, 2);
    await setCount(all, DAY, before);
    ok(await say(world.lead), 201);
  }));

test("messages: under however many names a stranger comes, it is one client", () =>
  within(HOUR, async () => {
    const address = visit().address;
    const links = [];
    for (let i = 0; i < 2; i++) {
      const filed = ok(await fileBy(visit(address)), 201);
      links.push({ who: await openLink(visit(address), filed), serial: filed.serial });
    }
    const say = ({ who, serial }) => who.post(`/tickets/${serial}/messages`, { kind: "reply", text: "在吗" });
    for (let i = 0; i < 120; i++) ok(await say(links[i % 2]), 201);
    for (const link of links) tooMany(await say(link));
    links[0].who.address = visit().address;
    ok(await say(links[0]), 201);
  }));

test("messages: what is said through a link is charged to its client, and never to the person whose address was typed", () =>
  within(HOUR, async () => {
    const { serial, link } = ok(await fileBy(visit(), { name: "不认识的人", email: world.at("neighbour") }), 201);
    const guest = await openLink(visit(), { link });
    const [own, all] = [`messages:${workspace}:${world.ids.neighbour}`, `messages:${workspace}`];
    const say = (who) => who.post(`/tickets/${serial}/messages`, { kind: "reply", text: "在吗" });
    const [person, firm] = [await counted(own, HOUR), await counted(all, DAY)];
    for (let i = 0; i < 3; i++) ok(await say(guest), 201);
    assert.deepEqual([await counted(own, HOUR), await counted(all, DAY)], [person, firm + 3]);
    ok(await say(world.neighbour), 201);
    assert.equal(await counted(own, HOUR), person + 1);
    await setCount(own, HOUR, 300);
    tooMany(await say(world.neighbour));
    ok(await say(guest), 201);
    await setCount(own, HOUR, person);
  }));

test("invitations of a day are limited", () =>
  within(DAY, async () => {
    const invite = () => world.admin.post("/members", { name: "新人", email: stranger().email, role: "agent", teams: [], lang: "zh" });
    const rows = () => world.server.sql("SELECT key, count FROM quotas WHERE window_start = ? AND instr(key, ':') = 0", start(DAY));
    const before = new Map((await rows()).map((r) => [r.key, r.count]));
    ok(await invite(), 201);
    const [{ key }] = (await rows()).filter((r) => r.count === (before.get(r.key) ?? 0) + 1);
    await setCount(key, DAY, 200);
    tooMany(await invite());
    await setCount(key, DAY, 0);
    ok(await invite(), 201);
  }));

test("letters beyond a workspace's day wait for the next one; codes do not wait", () =>
  within(DAY, async () => {
    const serial = await file(world);
    await setCount(`letters:${workspace}`, DAY, 5_000);
    ok(await world.agent.post(`/tickets/${serial}/messages`, { kind: "reply", text: "在看" }), 201);
    const due = async (kind, email) => (await world.server.sql("SELECT due_at FROM outbox WHERE kind = ? AND recipient = ? ORDER BY id DESC LIMIT 1", kind, email))[0].due_at;
    assert.equal(await due("replied", world.at("requester")), start(DAY) + DAY);
    ok(await new Client(world.server, { address: visit().address }).post("/sign-in", { email: world.at("lead"), lang: "zh" }), 202);
    assert.ok((await due("code", world.at("lead"))) <= Date.now());
    await setCount(`letters:${workspace}`, DAY, 0);
  }));

test("a code's letter is tried again while the code is good, and never after", async () => {
  const provider = createServer((request, response) => request.resume().on("end", () => response.writeHead(500).end())).listen(0, "127.0.0.1");
  await once(provider, "listening");
  let asked = 0;
  provider.on("request", () => (asked += 1));
  const MAIL_API_URL = `http://127.0.0.1:${provider.address().port}/`;
  const server = await startServer({ vars: { MAIL_API_URL, MAIL_API_KEY: "key", MAIL_FROM: "support@firm.test" } });
  try {
    const first = once(provider, "request");
    ok(await new Client(server).post("/workspaces", { name: "新公司", slug: unique("new"), your_name: "新人", email: stranger().email, lang: "zh" }), 202);
    await first;
    await server.runScheduled(Date.now() + 5 * MINUTE);
    assert.equal(asked, 2);
    await server.runScheduled(Date.now() + 11 * MINUTE);
    await server.runScheduled(Date.now() + 24 * HOUR);
    assert.equal(asked, 2);
    const [letter] = await server.sql("SELECT due_at, text, sent_at FROM outbox");
    assert.deepEqual(letter, { due_at: null, text: "", sent_at: null });
  } finally {
    provider.close();
    await server.stop();
  }
});
