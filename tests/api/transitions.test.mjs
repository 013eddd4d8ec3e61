// Every transition over HTTP: what it does, and how it is refused (R16, R17, R19, R23).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newKey } from "./lib/client.mjs";
import { ok, refused } from "./lib/expect.mjs";
import { newTicket, picture } from "./lib/forms.mjs";
import { SOLUTION, command, file, openWorld, read, ticketIn } from "./lib/world.mjs";

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

const STATES = ["todo", "in_progress", "verifying", "closed"];
const reason = "还是不行";

/** name, method, body, who gives it, from where to where; who may not and how they are told. */
const TRANSITIONS = () => [
  ["start", "POST", { owner: world.ids.agent }, "agent", { todo: "in_progress" }, { requester: "not_allowed", helper: "not_found" }],
  ["solution", "POST", SOLUTION, "lead", { in_progress: "verifying" }, { colleague: "only_owner", requester: "not_allowed" }],
  ["acceptance", "POST", {}, "requester", { verifying: "closed" }, { agent: "not_allowed", rival: "not_found" }],
  ["refusal", "POST", { reason }, "manager", { verifying: "in_progress" }, { rival: "not_found", neighbour: "not_found" }],
  ["reopening", "POST", { reason }, "requester", { closed: "in_progress" }, { agent: "not_allowed", manager: "not_allowed" }],
  ["closure", "POST", { code: "withdrawn" }, "requester", { todo: "closed", in_progress: "closed" }, { manager: "not_allowed" }],
  ["assignment", "PUT", { team: world.team("change"), owner: world.ids.colleague }, "agent", { todo: "todo", in_progress: "in_progress", verifying: "verifying" }, { requester: "not_allowed" }],
  ["priority", "PUT", { priority: "p0" }, "agent", { todo: "todo", in_progress: "in_progress", verifying: "verifying" }, { requester: "not_allowed", manager: "not_allowed" }],
  ["class", "PUT", { class: "question" }, "agent", { todo: "todo" }, { requester: "not_allowed" }],
  ["waiting", "POST", { on: "third_party", reason: "等厂商" }, "agent", { todo: "todo", in_progress: "in_progress" }, { requester: "not_allowed" }],
  ["facts", "PUT", { title: "新标题" }, "agent", { todo: "todo", in_progress: "in_progress", verifying: "verifying" }, { requester: "not_allowed" }],
];

test("R16: each transition does what the table says and is refused elsewhere, with its reason", async () => {
  for (const [name, method, body, who, moves, others] of TRANSITIONS()) {
    for (const from of STATES) {
      const serial = await ticketIn(world, from);
      for (const [other, code] of Object.entries(others)) {
        const answer = await command(world, world[other], method, serial, name, body);
        assert.equal(answer.body.code, code, `${name} by ${other} in ${from}: ${answer.text}`);
      }
      const answer = await command(world, world[who], method, serial, name, body);
      if (from in moves) {
        const { ticket, event } = ok(answer);
        assert.equal(ticket.status, moves[from], `${name} in ${from}`);
        assert.equal(event.version, ticket.version);
      } else {
        refused(answer, 409, "transition_impossible");
      }
    }
  }
});

test("R17: the timeline has one event for each version, signed, and says what happened", async () => {
  const serial = await ticketIn(world, "closed");
  ok(await command(world, world.requester, "POST", serial, "reopening", { reason }));
  const { ticket, events } = await read(world, serial);
  assert.deepEqual(events.map((e) => e.version), Array.from({ length: ticket.version }, (_, i) => i + 1));
  assert.deepEqual(events.map((e) => e.what.kind), ["filed", "started", "proposed", "accepted", "reopened"]);
  assert.deepEqual(events.at(-1).by, { who: "contact", id: world.ids.requester });
  assert.equal(ticket.reopen_count, 1);
});

test("R19: a stale version is refused with the newer ticket, and nothing is lost", async () => {
  const serial = await file(world);
  ok(await world.agent.put(`/tickets/${serial}/priority`, { version: 1, priority: "p0" }));
  const late = await world.colleague.put(`/tickets/${serial}/priority`, { version: 1, priority: "p3" });
  const problem = refused(late, 409, "ticket_changed");
  assert.deepEqual([problem.ticket.version, problem.ticket.priority], [2, "p0"]);
  for (const version of [0, 3, 4_294_967_295]) refused(await world.agent.put(`/tickets/${serial}/priority`, { version, priority: "p1" }), 409, "ticket_changed");
  for (const version of [-1, 1.5, "1", null, 2 ** 40]) assert.equal((await world.agent.put(`/tickets/${serial}/priority`, { version, priority: "p1" })).status, 422);
  refused(await world.agent.put(`/tickets/${serial}/priority`, { priority: "p1" }), 422, "field_required", "version");
});

test("R19: a command repeated with its key answers the same and happens once", async () => {
  const serial = await file(world);
  const key = newKey();
  const start = () => world.agent.post(`/tickets/${serial}/start`, { version: 1, owner: world.ids.agent }, { key });
  const [first, again] = [await start(), await start()];
  assert.deepEqual([again.status, again.body], [200, first.body]);
  assert.equal((await read(world, serial)).events.length, 2);
  refused(await world.agent.post(`/tickets/${serial}/start`, { version: 1, owner: world.ids.lead }, { key }), 422, "idempotency_key_reused");
});

test("R12: work does not start without an owner, who must be a working member of the own workspace", async () => {
  const serial = await file(world);
  refused(await command(world, world.agent, "POST", serial, "start"), 409, "owner_missing");
  const other = await openWorld({ server: world.server });
  const gone = ok(await world.admin.post("/members", { name: "走了", email: world.at("gone"), role: "agent", teams: [], lang: "zh" }), 201);
  ok(await world.admin.patch(`/members/${gone.id}`, { active: false }));
  for (const owner of ["nobody", world.ids.helper, world.ids.requester, gone.id, other.ids.agent]) {
    refused(await command(world, world.agent, "POST", serial, "start", { owner }), 422, "owner_unknown", "owner");
    refused(await command(world, world.agent, "PUT", serial, "assignment", { team: world.team("fault"), owner }), 422, "owner_unknown", "owner");
  }
  refused(await command(world, world.agent, "PUT", serial, "assignment", { team: other.team("fault"), owner: world.ids.agent }), 422, "team_unknown", "team");
});

test("R12: work that has started keeps an owner", async () => {
  const serial = await ticketIn(world, "in_progress");
  refused(await command(world, world.lead, "PUT", serial, "assignment", { team: world.team("fault") }), 409, "owner_missing", "owner");
});

test("R7: a change needs approval and a request its initiation, by a lead", async () => {
  for (const [kind, missing] of [["change", "approval_missing"], ["request", "initiation_missing"]]) {
    const serial = await file(world, { class: kind });
    const start = () => command(world, world.agent, "POST", serial, "start", { owner: world.ids.agent });
    refused(await start(), 409, missing);
    const pass = (who) => (kind === "change" ? command(world, who, "POST", serial, "clearance", { comment: "同意" }) : command(world, who, "PUT", serial, "initiation", { decision: "go", value: "省一小时", effort_days: 3 }));
    refused(await pass(world.agent), 403, "not_allowed");
    ok(await pass(world.lead));
    refused(await pass(world.lead), 409, "gate_not_needed");
    ok(await start());
  }
});

test("closed before work could start, a ticket goes back to where it can be approved and assigned", async () => {
  for (const kind of ["fault", "change"]) {
    const serial = await file(world, { class: kind });
    ok(await command(world, world.requester, "POST", serial, "closure", { code: "withdrawn" }));
    const { ticket } = ok(await command(world, world.requester, "POST", serial, "reopening", { reason }));
    assert.deepEqual([ticket.status, ticket.reopen_count, ticket.closing], ["todo", 1, null]);
  }
});

test("closing needs a code that the person may use, a reason to reject, an original for a duplicate", async () => {
  const serial = await file(world);
  const original = await file(world);
  const hidden = ok(await world.rival.post("/tickets", newTicket()), 201).serial;
  const close = (who, body) => command(world, who, "POST", serial, "closure", body);
  for (const code of ["duplicate", "rejected", "confirmed", "silence"]) refused(await close(world.requester, { code }), 403, "close_code_not_allowed");
  for (const code of ["confirmed", "silence"]) refused(await close(world.lead, { code }), 403, "close_code_not_allowed");
  refused(await close(world.agent, { code: "rejected" }), 422, "field_required", "reason");
  for (const duplicate_of of [undefined, serial, 99_999, 0]) refused(await close(world.agent, { code: "duplicate", duplicate_of }), 422, "duplicate_unknown", "duplicate_of");
  refused(await close(world.agent, { code: "withdrawn", duplicate_of: hidden }), 422, "duplicate_unknown", "duplicate_of");
  const { ticket } = ok(await close(world.agent, { code: "duplicate", duplicate_of: original }));
  assert.deepEqual([ticket.closing.code, ticket.closing.duplicate_of], ["duplicate", original]);
  refused(await command(world, world.requester, "PUT", serial, "rating", { score: 5 }), 409, "rating_not_offered");
});

test("waiting is set and cleared by agents, and by the customer's answer", async () => {
  const serial = await ticketIn(world, "in_progress");
  refused(await command(world, world.agent, "POST", serial, "resumption"), 409, "waiting_not_set");
  const { ticket } = ok(await command(world, world.agent, "POST", serial, "waiting", { on: "third_party", reason: "等厂商" }));
  assert.deepEqual([ticket.waiting.on, ticket.waiting.reason], ["third_party", "等厂商"]);
  assert.equal(ok(await command(world, world.agent, "POST", serial, "resumption")).ticket.waiting, null);
  ok(await command(world, world.agent, "POST", serial, "waiting", { on: "customer", reason: "哪台？" }));
  const said = ok(await world.requester.post(`/tickets/${serial}/messages`, { kind: "reply", text: "2 号" }), 201);
  assert.equal(said.ticket.waiting, null);
});

test("R3: proposing and confirming a priority are both kept; the same twice changes nothing", async () => {
  const serial = await file(world);
  const { ticket } = ok(await command(world, world.agent, "PUT", serial, "priority", { priority: "p0" }));
  assert.deepEqual([ticket.proposed, ticket.priority, ticket.priority_confirmed], ["p2", "p0", true]);
  refused(await command(world, world.agent, "PUT", serial, "priority", { priority: "p0" }), 409, "nothing_changed");
  refused(await command(world, world.agent, "PUT", serial, "priority", { priority: "p9" }), 422, "field_invalid", "priority");
});

test("R23: a refusal says why in the conversation, with its photo, as one event", async () => {
  const serial = await ticketIn(world, "verifying");
  const photo = ok(await world.requester.upload("/attachments", "还坏着.png", picture()), 201);
  const { ticket } = ok(await command(world, world.requester, "POST", serial, "refusal", { reason: "2 号线还是扫不出", attachments: [photo.id] }));
  assert.deepEqual([ticket.status, ticket.reopen_count, ticket.version], ["in_progress", 1, 4]);
  const { messages, events } = await read(world, serial);
  assert.deepEqual([messages.at(-1).text, messages.at(-1).attachments[0].id], ["2 号线还是扫不出", photo.id]);
  assert.equal(events.length, 4);
  refused(await command(world, world.requester, "POST", serial, "refusal", { reason: " " }), 422, "field_required", "reason");
});

test("R23: a requester reopens for 14 days, a lead for ever", async () => {
  const serial = await ticketIn(world, "closed");
  const late = Date.now() - 14 * 86_400_000 - 60_000;
  await world.server.sql("UPDATE tickets SET closed_at = ? WHERE serial = ?", late, serial);
  const problem = refused(await command(world, world.requester, "POST", serial, "reopening", { reason }), 409, "reopen_window_over");
  assert.equal(problem.limit, 14);
  refused(await world.requester.post(`/tickets/${serial}/messages`, { kind: "reply", text: "还在吗" }), 409, "reopen_window_over");
  ok(await command(world, world.lead, "POST", serial, "reopening", { reason }));
});

test("R25: ratings are 1 to 5, change for 12 hours, and are never the team's", async () => {
  const serial = await ticketIn(world, "verifying");
  refused(await command(world, world.requester, "PUT", serial, "rating", { score: 5 }), 409, "rating_not_offered");
  ok(await command(world, world.requester, "POST", serial, "acceptance"));
  for (const score of [0, 6, -1, 4.5, "5", null]) assert.equal((await command(world, world.requester, "PUT", serial, "rating", { score })).body.field, "score");
  for (const who of [world.agent, world.lead, world.admin]) refused(await command(world, who, "PUT", serial, "rating", { score: 5 }), 403, "not_allowed");
  const first = ok(await command(world, world.requester, "PUT", serial, "rating", { score: 2, comment: "太慢" }));
  const changed = ok(await command(world, world.requester, "PUT", serial, "rating", { score: 4 }));
  assert.deepEqual([changed.ticket.rating.score, changed.ticket.rating.at, changed.ticket.rating.owner], [4, first.ticket.rating.at, world.ids.agent]);
  await world.server.sql("UPDATE tickets SET rating_at = ? WHERE serial = ?", Date.now() - 12 * 3_600_000 - 60_000, serial);
  refused(await command(world, world.requester, "PUT", serial, "rating", { score: 5 }), 409, "rating_final");
});

test("a ticket that does not exist, or has no such number, is not found", async () => {
  for (const serial of [999_999, 0, -1, "abc", "1e3", "4294967296", "%00"]) {
    refused(await world.agent.get(`/tickets/${serial}`), 404, "not_found");
    refused(await world.agent.post(`/tickets/${serial}/start`, { version: 1 }), 404, "not_found");
  }
});

test("R40: a refusal is told in the reader's language", async () => {
  const serial = await file(world);
  const ask = (lang) => world.agent.post(`/tickets/${serial}/start`, { version: 1 }, { headers: { "accept-language": lang } });
  assert.match((await ask("zh-CN,zh;q=0.9")).body.title, /负责人/);
  assert.match((await ask("en-GB")).body.title, /owner/);
});
