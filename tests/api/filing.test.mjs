// POST /tickets (R1, R3, R5): by the customer and on their behalf.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newKey } from "./lib/client.mjs";
import { ok, refused } from "./lib/expect.mjs";
import { newTicket, stranger, unique } from "./lib/forms.mjs";
import { command, createWorkspace, file, openWorld, read, ticketIn } from "./lib/world.mjs";

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

const post = (who, form, options) => who.post("/tickets", newTicket(form), options);

test("R1: what was filed is what is read, by whoever may", async () => {
  const wanted_by = Date.now() + 86_400_000;
  const form = newTicket({ title: "扫码枪 <b>无法</b> 报工", impact: "company", impact_note: "三条产线", urgency: "stopped", wanted_by });
  const filed = ok(await world.requester.post("/tickets", form), 201);
  assert.deepEqual([filed.status, filed.priority, filed.link ?? null], ["todo", "p1", null]);
  for (const who of [world.requester, world.manager, world.agent, world.lead]) {
    const { ticket, events } = ok(await who.get(`/tickets/${filed.serial}`));
    const { title, details, impact, impact_note, urgency, version, proposed, channel } = ticket;
    assert.deepEqual({ class: ticket.class, title, details, impact, impact_note, urgency, wanted_by: ticket.wanted_by }, form);
    assert.deepEqual({ version, proposed, channel, events: events.length }, { version: 1, proposed: "p1", channel: "portal", events: 1 });
  }
});

test("R11: each class goes to its team and behind its gate", async () => {
  const gates = { question: "open", fault: "open", change: "approval", request: "initiation" };
  for (const [kind, gate] of Object.entries(gates)) {
    const { ticket } = await read(world, await file(world, { class: kind }));
    assert.deepEqual([ticket.team, ticket.gate], [world.team(kind), gate]);
  }
});

test("R5: an agent files on behalf of a known customer or a new one", async () => {
  const known = ok(await post(world.agent, { requester: world.ids.requester }), 201);
  const { ticket, events } = await read(world, known.serial);
  assert.deepEqual([ticket.channel, ticket.requester.id], ["agent", world.ids.requester]);
  assert.deepEqual(events[0].by, { who: "member", id: world.ids.agent });
  ok(await world.requester.get(`/tickets/${known.serial}`));
  const contact = stranger();
  const fresh = ok(await post(world.agent, { contact }), 201);
  const page = await read(world, fresh.serial);
  assert.deepEqual([page.ticket.requester.name, page.ticket.requester.email], [contact.name, contact.email]);
  refused(await post(world.agent, {}), 422, "field_required", "requester");
  refused(await post(world.helper, { requester: world.ids.requester }), 403, "not_allowed");
});

test("a customer files for themselves only", async () => {
  const other = await post(world.requester, { requester: world.ids.rival });
  assert.ok(other.status === 403 || other.status === 422, other.text);
  const another = await post(world.requester, { contact: stranger() });
  assert.ok(another.status === 403 || another.status === 422, another.text);
});

test("R5: a retry with its key is the same ticket; another body is refused; another person's key is their own", async () => {
  const key = newKey();
  const first = await post(world.requester, {}, { key });
  const again = await post(world.requester, {}, { key });
  assert.deepEqual([again.status, again.body], [first.status, first.body]);
  refused(await post(world.requester, { title: "另一张" }, { key }), 422, "idempotency_key_reused");
  const neighbour = ok(await post(world.neighbour, {}, { key }), 201);
  assert.notEqual(neighbour.serial, first.body.serial);
  refused(await post(world.requester, {}, { key: null }), 400, "idempotency_key_invalid");
});

test("32 simultaneous retries of one filing are one ticket", async () => {
  const key = newKey();
  const title = unique("一次");
  const answers = await Promise.all(Array.from({ length: 32 }, () => post(world.requester, { title }, { key })));
  assert.deepEqual([...new Set(answers.map((a) => `${a.status} ${a.text}`))].length, 1, answers.map((a) => a.text).join("\n"));
  const [{ n }] = await world.server.sql("SELECT count(*) AS n FROM tickets WHERE title = ?", title);
  assert.equal(n, 1);
});

test("R1: bad fields are refused by name", async () => {
  const refusals = [
    [{ title: "" }, "field_required", "title"],
    [{ title: "​ ﻿" }, "field_required", "title"],
    [{ title: "单".repeat(81) }, "text_too_long", "title"],
    [{ title: 5 }, "field_invalid", "title"],
    [{ title: undefined }, "field_required", "title"],
    [{ class: "bug" }, "field_invalid", "class"],
    [{ impact: "planet" }, "field_invalid", "impact"],
    [{ urgency: null }, "field_invalid", "urgency"],
    [{ details: [] }, "field_required", "details.actual"],
    [{ details: [{ key: "need", text: "x" }] }, "field_invalid", "details.need"],
    [{ details: [{ key: "actual", text: "x".repeat(20_001) }] }, "text_too_long", "details.0.text"],
    [{ details: [{ key: "actual", text: "x", html: "y" }] }, "field_unknown", "details.0.html"],
    [{ wanted_by: -1 }, "field_invalid", "wanted_by"],
    [{ wanted_by: 2 ** 60 }, "field_invalid", "wanted_by"],
    [{ wanted_by: "morgen" }, "field_invalid", "wanted_by"],
    [{ impact_note: "x".repeat(201) }, "text_too_long", "impact_note"],
    [{ project: "none" }, "project_unknown", "project"],
    [{ module: "none" }, "module_unknown", "module"],
    [{ follow_up_of: 99_999 }, undefined, "follow_up_of"],
    [{ attachments: ["none"] }, "attachment_unknown", "attachments"],
    [{ attachments: Array.from({ length: 1_000 }, () => "none") }, "too_many_attachments", "attachments"],
    [{ status: "closed" }, "field_unknown", "status"],
    [{ workspace_id: "x" }, "field_unknown", "workspace_id"],
  ];
  for (const [bad, code, field] of refusals) {
    const answer = await post(world.requester, bad);
    assert.equal(answer.status, 422, `${JSON.stringify(bad).slice(0, 80)} → ${answer.text}`);
    if (code) assert.equal(answer.body.code, code, answer.text);
    assert.ok(answer.body.field?.startsWith(field.split(".")[0]), answer.text);
  }
});

test("bodies that are no such JSON are refused", async () => {
  const raw = (text, type = "application/json") => world.requester.call("POST", "/tickets", { raw: text, headers: { "content-type": type } });
  for (const text of ["", "{", "null\0", "\xff", "{\"title\":\"\\ud800\"}"]) {
    const answer = await raw(text);
    assert.ok([400, 422].includes(answer.status), `${JSON.stringify(text)} → ${answer.text}`);
  }
  for (const text of ["null", "[]", "5", "\"x\""]) assert.equal((await raw(text)).status, 422, text);
  refused(await raw("{}", "text/plain"), 415, "content_type_unsupported");
  refused(await raw(`{"title":"${"x".repeat(300_000)}"}`), 413, "body_too_large");
  const deep = await raw("[".repeat(100_000) + "]".repeat(100_000));
  assert.ok([400, 413, 422].includes(deep.status), deep.text);
});

test("projects, modules and requesters are found in the own workspace only", async () => {
  const other = await openWorld({ server: world.server });
  const theirs = ok(await other.admin.post("/projects", { name: "别家项目", modules: ["模块"] }), 201);
  const own = ok(await world.admin.post("/projects", { name: unique("MES"), company: world.ids.factory, modules: ["扫码"] }), 201);
  refused(await post(world.requester, { project: theirs.id }), 422, "project_unknown", "project");
  refused(await post(world.requester, { project: own.id, module: theirs.modules[0].id }), 422, "module_unknown", "module");
  refused(await post(world.agent, { requester: other.ids.requester }), 422, "requester_unknown", "requester");
  refused(await post(world.rival, { project: own.id }), 422, "project_unknown", "project");
  const { serial } = ok(await post(world.requester, { project: own.id, module: own.modules[0].id }), 201);
  const { ticket } = ok(await world.requester.get(`/tickets/${serial}`));
  assert.deepEqual([ticket.project_name, ticket.module_name], [own.name, "扫码"]);
});

test("a removed requester is unknown", async () => {
  const contact = ok(await world.admin.post("/contacts", { name: "走了", email: stranger().email, standing: "requester" }), 201);
  ok(await world.admin.patch(`/contacts/${contact.id}`, { active: false }));
  refused(await post(world.agent, { requester: contact.id }), 422, "requester_unknown", "requester");
});

test("after the reopen window a linked new ticket goes on from the closed one", async () => {
  const closed = await ticketIn(world, "closed");
  const { serial } = ok(await post(world.requester, { follow_up_of: closed }), 201);
  assert.equal((await read(world, serial)).ticket.follow_up_of, closed);
  const foreign = await post(world.rival, { follow_up_of: closed });
  const missing = await post(world.rival, { follow_up_of: 99_999 });
  assert.equal(foreign.status, 422);
  assert.equal(foreign.body.code, missing.body.code, "another's ticket is no different from none");
});

test("serials begin at 1, have no gaps and belong to the workspace", async () => {
  const { tickets } = ok(await world.admin.get("/tickets?sort=created"));
  const rows = await world.server.sql("SELECT t.serial FROM tickets t JOIN workspaces w ON w.id = t.workspace_id WHERE w.slug = ? ORDER BY serial", world.slug);
  assert.deepEqual(rows.map((r) => r.serial), rows.map((_, i) => i + 1));
  assert.equal(tickets[0].serial, rows.length);
  const fresh = await createWorkspace(world.server, { slug: unique("fresh"), email: stranger().email });
  assert.equal(ok(await post(fresh, { contact: stranger() }), 201).serial, 1);
});

test("editing facts keeps what was filed beside it", async () => {
  const serial = await file(world);
  const { ticket } = ok(await command(world, world.agent, "PUT", serial, "facts", { title: "改过的标题", wanted_by: 5 }));
  assert.deepEqual([ticket.title, ticket.wanted_by, ticket.details], ["改过的标题", 5, newTicket().details]);
  refused(await command(world, world.agent, "PUT", serial, "facts", { title: "改", wanted_by: -5 }), 422, "field_invalid", "wanted_by");
  refused(await command(world, world.agent, "PUT", serial, "facts", { title: "改", project: "none" }), 422, "project_unknown", "project");
});
