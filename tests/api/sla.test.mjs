// Service levels (R13–R15): every ticket's clocks, their notices, the settings and the page that tests a ticket.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ok, refused } from "./lib/expect.mjs";
import { mailsTo } from "./lib/mailbox.mjs";
import { command, file, openWorld, read, ticketIn } from "./lib/world.mjs";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Three sweeps at once, so often. */
const ROUNDS = 100;

let world;
before(async () => {
  world = await openWorld();
  await everyHour(world);
});
after(() => world.close());

const settings = async (who = world.admin) => ok(await who.get("/sla"));
const clocks = async (serial) => ok(await world.agent.get(`/tickets/${serial}/clocks`));
const sweep = (at) => world.server.runScheduled(at);
const notices = (serial) => world.server.sql("SELECT key, level, clock FROM notices WHERE serial = ? ORDER BY at, key", serial);
const dueAt = async (serial) => (await read(world, serial)).ticket.promise.due_at;

/** Clocks that run day and night, so that what a test expects does not hang on the hour it runs at. */
async function everyHour({ admin }) {
  const { version, calendars, policies } = ok(await admin.get("/sla"));
  ok(await admin.put("/sla", { version, policies, calendars: calendars.map((calendar) => ({ ...calendar, hours: { ...calendar.hours, always: true } })) }));
}

/** Saves the settings as `change` makes them. */
async function change(edit) {
  const { version, calendars, policies } = await settings();
  const wish = { version, calendars, policies };
  edit(wish);
  return world.admin.put("/sla", wish);
}

test("R13 a new ticket is promised what the policy says, and the list can be sorted by it", async () => {
  const [slow, soon] = [await file(world, { urgency: "small" }), await file(world, { urgency: "stopped", impact: "company" })];
  const { ticket } = await read(world, soon);
  assert.deepEqual([ticket.priority, ticket.promise.clock], ["p1", "first_response"]);
  assert.equal(ticket.promise.due_at - ticket.created_at, 2 * HOUR);
  const { tickets } = ok(await world.agent.get("/tickets?status=todo&sort=due"));
  const order = tickets.map(({ serial }) => serial);
  assert.ok(order.indexOf(soon) < order.indexOf(slow), "what is due first stands first");
  const pages = [];
  for (let query = "?status=todo,in_progress&sort=due"; query; ) {
    const page = ok(await world.agent.get(`/tickets${query}`));
    pages.push(...page.tickets.map(({ promise }) => promise?.due_at ?? Infinity));
    query = page.next && `?status=todo,in_progress&sort=due&cursor=${page.next}`;
  }
  assert.deepEqual(pages, pages.toSorted((a, b) => a - b));
});

test("R13 the first public reply by a person of the team stops the first clock; a note does not", async () => {
  const serial = await file(world, {});
  ok(await world.agent.post(`/tickets/${serial}/messages`, { kind: "note", text: "先看看日志" }), 201);
  assert.equal((await clocks(serial)).clocks.first_response.state, "running");
  ok(await world.agent.post(`/tickets/${serial}/messages`, { kind: "reply", text: "已收到，正在处理" }), 201);
  const first = await clocks(serial);
  assert.deepEqual([first.clocks.first_response.state, first.clocks.next_response], ["met", null]);
  ok(await world.requester.post(`/tickets/${serial}/messages`, { kind: "reply", text: "还有一条产线也停了" }), 201);
  assert.equal((await clocks(serial)).clocks.next_response.state, "running");
});

test("R13 waiting for the customer pauses the resolution alone, and their answer ends the pause", async () => {
  const serial = await ticketIn(world, "in_progress", {});
  ok(await world.agent.post(`/tickets/${serial}/messages`, { kind: "reply", text: "请问单号是多少？" }), 201);
  ok(await command(world, world.agent, "POST", serial, "waiting", { on: "customer", reason: "等单号" }));
  const paused = (await clocks(serial)).clocks;
  assert.deepEqual([paused.resolution.state, paused.resolution.paused_for, paused.resolution.due_at], ["paused", "customer", null]);
  assert.equal((await read(world, serial)).ticket.promise.due_at, null);
  ok(await world.requester.post(`/tickets/${serial}/messages`, { kind: "reply", text: "MO-2031" }), 201);
  assert.equal((await clocks(serial)).clocks.resolution.state, "running");
});

test("R13 what each other priority would promise is told, and holds once it is chosen", async () => {
  const serial = await file(world, {});
  const { otherwise } = await clocks(serial);
  assert.deepEqual(otherwise.map(({ priority }) => priority).length, 3);
  const p1 = otherwise.find(({ priority }) => priority === "p1");
  ok(await command(world, world.agent, "PUT", serial, "priority", { priority: "p1" }));
  assert.equal(await dueAt(serial), p1.first_response);
  const { steps, policy_name: name } = await clocks(serial);
  assert.ok(name && steps.some(({ clock, steps }) => clock === "resolution" && steps.length > 0));
});

test("R13 messages that cross each other leave the clocks as if they had come one after the other", async () => {
  const serial = await ticketIn(world, "in_progress", {});
  const say = (who, text) => who.post(`/tickets/${serial}/messages`, { kind: "reply", text });
  ok(await say(world.agent, "先回复一次"), 201);
  const all = await Promise.all([say(world.requester, "一"), say(world.agent, "二"), say(world.requester, "三"), say(world.colleague, "四")]);
  for (const answer of all) ok(answer, 201);
  await sweep(Date.now());
  const { events } = await read(world, serial);
  const said = events.filter(({ what }) => what.kind === "said");
  const open = said.at(-1).by.who === "contact";
  assert.equal((await clocks(serial)).clocks.next_response?.state === "running", open, said.map(({ by }) => by.who).join(" "));
});

test("R15 S11 each notice is given once, to whom it concerns, however the sweep runs", async () => {
  const owned = await ticketIn(world, "in_progress", {});
  const begun = (await read(world, owned)).ticket.created_at;
  const target = (await clocks(owned)).clocks.first_response.target_ms;
  await sweep(begun + target * 0.7);
  assert.deepEqual(await notices(owned), []);
  const mails = async (name) => (await mailsTo(world.server, world.at(name))).filter(({ kind, text }) => kind === "notice" && text.includes(`/desk/tickets/${owned}`)).length;
  await Promise.all([0.76, 0.77, 0.76].map((share) => sweep(begun + target * share)));
  await sweep(begun + target * 0.8);
  assert.deepEqual((await notices(owned)).map(({ level }) => level), ["warning"]);
  assert.deepEqual([await mails("agent"), await mails("lead"), await mails("admin")], [1, 0, 0]);
  // The next run comes late: the breach and its escalation fall due together.
  await Promise.all([1.6, 1.6, 1.6].map((share) => sweep(begun + target * share)));
  assert.deepEqual((await notices(owned)).map(({ level }) => level), ["warning", "breach", "escalation"]);
  assert.deepEqual([await mails("agent"), await mails("lead"), await mails("admin")], [2, 1, 1]);
});

test(`S11 three sweeps at once, ${ROUNDS} times: no notice twice, none lost`, async () => {
  const serials = [];
  for (let i = 0; i < 10; i++) serials.push(await file(world, { urgency: "slow" }));
  const begun = Date.now();
  for (let round = 0; round < ROUNDS; round++) await Promise.all([0, 0, 0].map(() => sweep(begun + round * 15 * MINUTE)));
  for (const serial of serials) {
    const given = await notices(serial);
    assert.equal(new Set(given.map(({ key }) => key)).size, given.length);
    assert.deepEqual(given.filter(({ clock }) => clock === "first_response").map(({ level }) => level), ["warning", "breach", "escalation"]);
    const told = await world.server.sql("SELECT member_id, what, count(*) AS n FROM inbox WHERE serial = ? GROUP BY 1, 2 HAVING n > 1", serial);
    assert.deepEqual(told, [], "nobody is told twice");
  }
});

test("R13 a change of policies reckons open tickets anew, and what was broken stays broken", async () => {
  const serial = await file(world, {});
  const { created_at: begun } = (await read(world, serial)).ticket;
  const before = await clocks(serial);
  await sweep(begun + before.clocks.first_response.target_ms + MINUTE);
  const targets = (first) => ({ first_response: first, next_response: null, resolution: 6_000, always: true });
  const generous = { p0: targets(6_000), p1: targets(6_000), p2: targets(6_000), p3: targets(6_000) };
  ok(await change((wish) => (wish.policies.at(-1).targets = generous)));
  await sweep(Date.now());
  const after = await clocks(serial);
  assert.notEqual(after.policy, before.policy, "an edited policy is a new one");
  assert.equal(after.clocks.first_response.target_ms, 6_000 * MINUTE);
  assert.ok((await notices(serial)).some(({ level, clock }) => level === "breach" && clock === "first_response"));
  ok(await change((wish) => (wish.policies.at(-1).targets = { ...generous, p0: { ...generous.p0, first_response: 30 } })));
});

test("R13 the first policy that fits holds, and the settings can be tried", async () => {
  const name = "Questions";
  ok(await change((wish) => wish.policies.unshift({ ...wish.policies.at(-1), id: "new", name, conditions: { ...wish.policies.at(-1).conditions, classes: ["question"] } })));
  const at = Date.now();
  const tried = async (form) => ok(await world.agent.post("/sla/trial", { class: "question", priority: "p2", at, ...form }));
  assert.equal((await tried({})).policy_name, name);
  assert.notEqual((await tried({ class: "fault" })).policy_name, name);
  const filed = await file(world, { class: "question" });
  assert.equal((await clocks(filed)).policy_name, name);
  refused(await world.agent.post("/sla/trial", { class: "fault", priority: "p2", at: at + 20 * 366 * DAY }), 422, "field_invalid", "at");
});

test("R13 a policy can be for a tag: by the words of a ticket, or by hand", async () => {
  ok(await change((wish) => wish.policies.unshift({ ...wish.policies.at(-1), id: "printing", name: "Printing", conditions: { ...wish.policies.at(-1).conditions, tags: ["print"] } })));
  const policy = async (serial) => (await clocks(serial)).policy_name;
  const tagged = await file(world, { title: "打印机坏了" });
  assert.equal(await policy(tagged), "Printing");
  const plain = await file(world, { title: "别的事" });
  assert.notEqual(await policy(plain), "Printing");
  ok(await command(world, world.agent, "PUT", plain, "tags/print"));
  assert.equal(await policy(plain), "Printing", "a tag added by hand counts");
  const tried = async (tag) => ok(await world.agent.post("/sla/trial", { class: "fault", priority: "p2", at: Date.now(), tag })).policy_name;
  assert.deepEqual([await tried("print"), (await tried("login")) === "Printing"], ["Printing", false]);
  refused(await change((wish) => (wish.policies[0].conditions.tags = ["print", "nothing"])), 422, "tag_unknown", "policies.0.conditions.tags.1");
  refused(await world.agent.post("/sla/trial", { class: "fault", priority: "p2", at: Date.now(), tag: "nothing" }), 422, "tag_unknown", "tag");
  ok(await change((wish) => wish.policies.shift()));
});

test("R14 lunch breaks, make-up days and zones make the due time", async () => {
  const hours = { zone: "Asia/Shanghai", always: false, week: [...Array(5).fill([{ start: 540, end: 720 }, { start: 810, end: 1080 }]), [], []], dates: [], region: "cn" };
  ok(await change((wish) => {
    wish.calendars.push({ id: "shop", name: "车间", hours });
    const base = wish.policies.at(-1);
    const two = { first_response: 120, next_response: null, resolution: 480, always: false };
    wish.policies.unshift({ ...base, id: "shop", name: "Shop floor", calendar: "shop", targets: { p0: two, p1: two, p2: two, p3: two }, conditions: { ...base.conditions, classes: ["request"] } });
  }));
  const due = async (at) => ok(await world.agent.post("/sla/trial", { class: "request", priority: "p1", at: Date.parse(at) })).clocks.first_response.due_at;
  // Monday 11:00: an hour before noon, an hour after 13:30. Friday 17:00: an hour, and the next from Monday 9:00.
  assert.equal(await due("2026-03-02T11:00+08:00"), Date.parse("2026-03-02T14:30+08:00"));
  assert.equal(await due("2026-03-06T17:00+08:00"), Date.parse("2026-03-09T10:00+08:00"));
  const { zone } = ok(await world.agent.post("/sla/trial", { class: "request", priority: "p1", at: Date.now() }));
  assert.equal(zone, "Asia/Shanghai");
  ok(await change((wish) => (wish.calendars.find(({ name }) => name === "车间").hours = { ...hours, zone: "Europe/Berlin", region: null })));
  // The clocks go forward on 2026-03-29: Monday 9:00 is 7:00 in UTC, and was 8:00 on the Friday before.
  assert.equal(await due("2026-03-27T17:00Z"), Date.parse("2026-03-30T09:00Z"));
});

test("R14 what is wrong with the settings is said at its field, in the reader's language, and nothing is changed", async () => {
  const { version } = await settings();
  const broken = [
    ["calendars.0.hours.zone", (wish) => (wish.calendars[0].hours.zone = "Mars/Olympus")],
    ["calendars.0.hours.zone", (wish) => (wish.calendars[0].hours.zone = "+08:00")],
    ["calendars.0.hours.week", (wish) => Object.assign(wish.calendars[0].hours, { always: false, week: Array(7).fill([]) })],
    ["calendars.0.hours.week.0.1", (wish) => Object.assign(wish.calendars[0].hours, { always: false, week: Array(7).fill([{ start: 540, end: 720 }, { start: 700, end: 800 }]) })],
    ["calendars.0.hours.week.0.0", (wish) => Object.assign(wish.calendars[0].hours, { always: false, week: Array(7).fill([{ start: 720, end: 720 }]) })],
    ["policies.0.calendar", (wish) => (wish.policies[0].calendar = "gone")],
    ["policies", (wish) => wish.policies.pop()],
    ["policies.0.targets.p1.resolution", (wish) => (wish.policies[0].targets.p1.resolution = 0)],
  ];
  for (const [field, edit] of broken) {
    const answer = await change(edit);
    refused(answer, 422, "sla_invalid", field);
    assert.ok(answer.body.detail ?? answer.body.title, field);
  }
  const { calendars, policies } = await settings();
  const noted = async () => (await world.server.sql("SELECT count(*) AS n FROM audit WHERE action = 'edit_service_levels'"))[0].n;
  const before = await noted();
  refused(await world.admin.put("/sla", { version: version - 1, calendars, policies }), 409, "settings_changed");
  // Two at once: the audit log knows of the one that was kept.
  const both = await Promise.all(["a", "b"].map((name) => world.admin.put("/sla", { version, calendars, policies: policies.map((policy) => ({ ...policy, name })) })));
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
  assert.equal(await noted(), before + 1);
  refused(await world.lead.put("/sla", { version: version + 1, calendars, policies }), 403, "not_allowed");
  assert.equal((await settings()).version, version + 1);
});

test("R38 customers are told the promise and nothing about how it comes about", async () => {
  const serial = await file(world, {});
  refused(await world.requester.get(`/tickets/${serial}/clocks`), 403, "not_allowed");
  refused(await world.requester.get("/sla"), 403, "not_allowed");
  assert.ok(ok(await world.requester.get(`/tickets/${serial}`)).ticket.promise.due_at);
});

test("R15 S14 the sweep reads a few rows for each ticket that is due, with all that it gives, and none for the others", async () => {
  const all = [];
  for (let i = 0; i < 60; i++) all.push(await file(world, { urgency: "slow" }));
  const due = all.slice(0, 40);
  const target = (await clocks(due[0])).clocks.first_response.target_ms;
  const moment = Date.now() + 2 * target;
  // Nothing else is due then, however long ago it was promised.
  await world.server.sql(`UPDATE tickets SET next_notice_at = ? WHERE next_notice_at IS NOT NULL AND serial NOT IN (${due.join(", ")})`, 2 * moment);
  const given = (table) => world.server.sql(`SELECT serial, count(*) AS n FROM ${table} WHERE serial IN (${all.join(", ")}) GROUP BY 1`);
  const letters = async () => (await world.server.sql("SELECT count(*) AS n FROM outbox WHERE kind = 'notice'"))[0].n;
  const before = await letters();
  await sweep(moment);
  for (const table of ["notices", "inbox"]) {
    const rows = await given(table);
    assert.deepEqual(rows.map(({ serial }) => serial), due, table);
    assert.ok(rows.every(({ n }) => n >= 3), `${table}: a warning, a breach and an escalation each`);
  }
  assert.ok((await letters()) >= before + 3 * due.length);
  const [{ tickets, rows_read: rows }] = await world.server.sql("SELECT tickets, rows_read FROM sweeps ORDER BY id DESC LIMIT 1");
  assert.equal(tickets, due.length);
  assert.ok(rows <= 5 * tickets, `${rows} rows for ${tickets} tickets`);
});
