// Messages, who reads which (R17, R18), collaborators, and older pages.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newKey } from "./lib/client.mjs";
import { ok, refused } from "./lib/expect.mjs";
import { unique } from "./lib/forms.mjs";
import { mailsTo } from "./lib/mailbox.mjs";
import { command, file, openWorld, read, ticketIn } from "./lib/world.mjs";

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

const KINDS = ["reply", "progress", "note", "email", "call", "meeting"];
const PUBLIC = ["reply", "progress"];
const say = (who, serial, body, options) => who.post(`/tickets/${serial}/messages`, body, options);
const invite = (serial, member = world.ids.helper) => command(world, world.agent, "PUT", serial, `collaborators/${member}`);

test("R18: agents write every kind; customers read the public ones and no trace of the others", async () => {
  const serial = await ticketIn(world, "in_progress");
  const canaries = Object.fromEntries(KINDS.map((kind) => [kind, unique(kind)]));
  for (const kind of KINDS) {
    const body = { kind, text: canaries[kind], minutes: 15, ...(kind === "meeting" ? { attendees: "李工、王工", decisions: "下周升级" } : {}) };
    const { message, event } = ok(await say(world.agent, serial, body), 201);
    assert.deepEqual([message.kind, message.text, message.minutes, event.what.kind], [kind, canaries[kind], 15, "said"]);
  }
  ok(await invite(serial));
  const team = ok(await world.agent.get(`/tickets/${serial}`));
  assert.deepEqual(team.messages.map((m) => m.kind), KINDS);
  assert.equal(team.ticket.minutes, 90);
  for (const who of [world.requester, world.manager]) {
    const answer = await who.get(`/tickets/${serial}`);
    const page = ok(answer);
    assert.deepEqual(page.messages.map((m) => m.kind), PUBLIC);
    assert.deepEqual([page.ticket.minutes ?? null, page.ticket.collaborators], [null, []]);
    for (const kind of KINDS) assert.equal(answer.text.includes(canaries[kind]), PUBLIC.includes(kind), kind);
    assert.ok(page.messages.every((m) => (m.minutes ?? null) === null));
    assert.ok(page.events.every((e) => !e.what.kind.startsWith("collaborator")));
    assert.ok(page.events.every((e) => e.what.kind !== "said" || PUBLIC.includes(e.what.message_kind)));
    assert.ok(!answer.text.includes(world.ids.helper) && !answer.text.includes(world.at("agent")), "neither helpers nor team addresses");
    assert.ok(page.events.every((e) => e.what.minutes === undefined || e.what.minutes === 0 || e.what.minutes === null), "no minutes in events");
    const older = await who.get(`/tickets/${serial}/messages`);
    assert.deepEqual(ok(older).messages.map((m) => m.kind), PUBLIC);
    assert.ok(!older.text.includes(canaries.note));
  }
});

test("R18: customers write replies and nothing else; collaborators nothing that the customer reads", async () => {
  const serial = await ticketIn(world, "in_progress");
  ok(await invite(serial));
  for (const kind of KINDS) {
    const customer = await say(world.requester, serial, { kind, text: "x" });
    if (kind === "reply") ok(customer, 201);
    else refused(customer, 403, "message_kind_not_allowed");
    const helper = await say(world.helper, serial, { kind, text: "x" });
    if (PUBLIC.includes(kind)) refused(helper, 403, "message_kind_not_allowed");
    else ok(helper, 201);
  }
  refused(await say(world.rival, serial, { kind: "reply", text: "x" }), 404, "not_found");
  refused(await say(world.stranger, serial, { kind: "reply", text: "x" }), 401, "sign_in_required");
});

test("R18: bad messages are refused by field", async () => {
  const serial = await file(world);
  for (const [body, code, field] of [
    [{ kind: "reply", text: " " }, "field_required", "text"],
    [{ kind: "shout", text: "x" }, "field_invalid", "kind"],
    [{ kind: "reply", text: "x".repeat(20_001) }, "text_too_long", "text"],
    [{ kind: "call", text: "x", minutes: 1_441 }, undefined, "minutes"],
    [{ kind: "call", text: "x", minutes: -1 }, "field_invalid", "minutes"],
    [{ kind: "call", text: "x", attendees: "x".repeat(201) }, "text_too_long", "attendees"],
    [{ kind: "reply", text: "x", attachments: Array.from({ length: 11 }, (_, i) => `a${i}`) }, "too_many_attachments", "attachments"],
    [{ kind: "reply", text: "x", attachments: ["none"] }, "attachment_unknown", "attachments"],
    [{ kind: "reply", text: "x", internal: false }, "field_unknown", "internal"],
  ]) {
    const answer = await say(world.agent, serial, body);
    assert.equal(answer.status, 422, answer.text);
    if (code) assert.equal(answer.body.code, code, answer.text);
    assert.equal(answer.body.field?.split(".")[0], field, answer.text);
  }
});

test("customers record no minutes of work", async () => {
  const serial = await file(world);
  const answer = await say(world.requester, serial, { kind: "reply", text: "x", minutes: 60 });
  refused(answer, 422, "field_invalid", "minutes");
});

test("a message repeated with its key is said once", async () => {
  const serial = await file(world);
  const key = newKey();
  const [first, again] = [await say(world.agent, serial, { kind: "reply", text: "在看" }, { key }), await say(world.agent, serial, { kind: "reply", text: "在看" }, { key })];
  assert.deepEqual([again.status, again.body], [201, first.body]);
  assert.equal((await read(world, serial)).messages.length, 1);
  refused(await say(world.agent, serial, { kind: "reply", text: "x" }, { key: null }), 400, "idempotency_key_invalid");
});

test("R19: messages need no version: 16 people talk at once and all is said, each with its event", async () => {
  const serial = await ticketIn(world, "in_progress");
  const answers = await Promise.all(Array.from({ length: 16 }, (_, i) => say(i % 2 ? world.agent : world.requester, serial, { kind: "reply", text: `第 ${i} 句` }, { contended: true })));
  for (const answer of answers) ok(answer, 201);
  const { messages, events, ticket } = await read(world, serial);
  assert.equal(messages.length, answers.length);
  assert.deepEqual(events.map((e) => e.version), Array.from({ length: ticket.version }, (_, i) => i + 1));
});

test("first response is the team's first public message", async () => {
  const serial = await ticketIn(world, "in_progress");
  const responded = async () => (await read(world, serial)).ticket.first_response_at;
  ok(await say(world.agent, serial, { kind: "note", text: "查日志" }), 201);
  ok(await say(world.requester, serial, { kind: "reply", text: "急" }), 201);
  assert.equal(await responded(), null);
  const { event } = ok(await say(world.agent, serial, { kind: "reply", text: "在看" }), 201);
  assert.equal(await responded(), event.at);
});

test("older messages come in pages that neither miss nor repeat one", async () => {
  const serial = await ticketIn(world, "in_progress");
  for (let i = 0; i < 120; i++) ok(await say(world.agent, serial, { kind: i % 3 ? "reply" : "note", text: `第 ${i} 条` }), 201);
  for (const [who, expected] of [[world.agent, 120], [world.requester, 80]]) {
    const page = ok(await who.get(`/tickets/${serial}`));
    const all = [...page.messages];
    for (let older = page.older_messages; older; ) {
      const next = ok(await who.get(`/tickets/${serial}/messages?before=${all[0].id}`));
      all.unshift(...next.messages);
      older = next.older;
    }
    assert.equal(all.length, expected);
    assert.equal(new Set(all.map((m) => m.id)).size, expected);
    assert.deepEqual(all.map((m) => m.at), all.map((m) => m.at).sort((a, b) => a - b));
  }
  const odd = await world.agent.get(`/tickets/${serial}/messages?before=nonsense`);
  assert.ok(odd.status < 500);
});

test("R12: a collaborator sees the ticket from invitation to removal and no longer", async () => {
  const serial = await file(world);
  refused(await world.helper.get(`/tickets/${serial}`), 404, "not_found");
  ok(await invite(serial));
  assert.deepEqual(ok(await world.helper.get(`/tickets/${serial}`)).ticket.collaborators, [world.ids.helper]);
  assert.ok(ok(await world.helper.get("/tickets")).tickets.some((t) => t.serial === serial));
  refused(await invite(serial), 409, "nothing_changed");
  refused(await command(world, world.helper, "PUT", serial, "priority", { priority: "p0" }), 403, "not_allowed");
  ok(await command(world, world.agent, "DELETE", serial, `collaborators/${world.ids.helper}`));
  refused(await world.helper.get(`/tickets/${serial}`), 404, "not_found");
  assert.ok(!ok(await world.helper.get("/tickets")).tickets.some((t) => t.serial === serial));
  const other = await openWorld({ server: world.server });
  for (const member of ["nobody", other.ids.agent, world.ids.requester]) refused(await invite(serial, member), 422, "member_unknown", "member");
});

test("R35: public words reach the requester by mail, internal ones do not", async () => {
  const serial = await ticketIn(world, "in_progress");
  const before = (await mailsTo(world.server, world.at("requester"))).length;
  ok(await say(world.agent, serial, { kind: "note", text: "内部" }), 201);
  assert.equal((await mailsTo(world.server, world.at("requester"))).length, before);
  ok(await say(world.agent, serial, { kind: "reply", text: "已修复，请重试" }), 201);
  assert.equal((await mailsTo(world.server, world.at("requester"))).length, before + 1);
});

test("R18: a conversation too long for one answer is told page by page, to everybody, without a fault", async () => {
  const serial = await ticketIn(world, "in_progress");
  const long = "😀".repeat(20_000);
  const COUNT = 30;
  for (let number = 0; number < COUNT; number++) ok(await say(world.requester, serial, { kind: "reply", text: `${number} ${long.slice(8)}` }), 201);
  const seen = [];
  let page = ok(await world.agent.get(`/tickets/${serial}`));
  assert.equal(page.older_messages, true);
  seen.unshift(...page.messages);
  for (let more = true; more; ) {
    const older = ok(await world.agent.get(`/tickets/${serial}/messages?before=${seen[0].id}`));
    seen.unshift(...older.messages);
    more = older.older;
  }
  assert.deepEqual(seen.map((m) => Number(m.text.split(" ")[0])), Array.from({ length: COUNT }, (_, number) => number));
});

test("R18 R35: what looks like a placeholder in somebody's words reaches the customer as it was written", async () => {
  const serial = await ticketIn(world, "in_progress");
  const words = unique("模板用 {serial} 占位");
  ok(await say(world.agent, serial, { kind: "reply", text: words }), 201);
  const mails = await mailsTo(world.server, world.at("requester"));
  assert.ok(mails.some((mail) => mail.text.includes(words)));
});
