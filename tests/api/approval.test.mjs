// Approval (R10): who may be asked and answers, in the app and by a mail's link, and what becomes of a request.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client } from "./lib/client.mjs";
import { ok, refused } from "./lib/expect.mjs";
import { newTicket, stranger } from "./lib/forms.mjs";
import { mailsTo } from "./lib/mailbox.mjs";
import { command, file, openWorld, read } from "./lib/world.mjs";

const DAY = 86_400_000;
const reason = "给仓库王敏开通盘点单审核权限";

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

const change = () => file(world, { class: "change", title: "开通审核权限" });
const ask = (serial, whom = {}, who = world.agent) => command(world, who, "PUT", serial, "approval", { reason, ...whom });
const decide = (who, serial, approved, comment) => command(world, who, "POST", serial, "approval/decision", { approved, comment });
const start = (serial) => command(world, world.agent, "POST", serial, "start", { owner: world.ids.agent });
const passer = () => new Client(world.server, { app: "portal" });

/** The link in the newest mail that asks an address for approval. */
async function linkTo(address) {
  const mail = (await mailsTo(world.server, address)).find(({ kind }) => kind === "approval_asked");
  const [, public_id, secret] = mail.text.match(/\/a\/([\w-]+)#([\w-]+)/);
  return { public_id, secret };
}

const open = async (link) => ok(await passer().post("/approval-links", link));
const answer = (link, approved, comment) => passer().post("/approval-links/decision", { ...link, approved, comment });

/** A change that waits for a colleague of the requester, who came by no session, and their link. */
async function waiting() {
  const serial = await change();
  ok(await ask(serial, { contact: world.ids.neighbour }));
  return { serial, link: await linkTo(world.at("neighbour")) };
}

test("R10: a contact of the customer approves by the link of the mail, once, and work can start", async () => {
  const { serial, link } = await waiting();
  const { ticket } = await read(world, serial);
  assert.deepEqual([ticket.waiting.on, ticket.waiting.reason, ticket.approval.state, ticket.approver_name], ["approval", reason, "pending", `neighbour ${world.slug}`]);
  refused(await start(serial), 409, "approval_missing");
  const { state, request } = await open(link);
  assert.equal(state, "open");
  assert.deepEqual([request.serial, request.title, request.reason, request.asked_by], [serial, "开通审核权限", reason, `agent ${world.slug}`]);
  assert.deepEqual(request.details.map((d) => d.key), ["change", "reason"]);
  assert.deepEqual(ok(await answer(link, true, "可以")), { state: "approved", request: null });
  const after = await read(world, serial);
  assert.deepEqual([after.ticket.gate, after.ticket.waiting, after.ticket.approval.state], ["open", null, "approved"]);
  assert.deepEqual(after.events.at(-1).by, { who: "contact", id: world.ids.neighbour });
  assert.deepEqual(after.events.map((e) => e.what.kind), ["filed", "approval_requested", "approval_decided"]);
  ok(await start(serial));
  assert.ok((await mailsTo(world.server, world.at("agent"))).some(({ kind, text }) => kind === "approval_answered" && text.includes("可以")), "who asked is told");

  refused(await answer(link, false, "再想想"), 409, "approval_not_pending");
  assert.deepEqual(await open(link), { state: "approved", request: null });
  assert.deepEqual(await world.server.sql("SELECT secret_hash FROM approval_links WHERE serial = ? AND secret_hash IS NOT NULL", serial), []);
});

test("R10: opening a link changes nothing, however often; its page holds nothing of the ticket", async () => {
  const { serial, link } = await waiting();
  for (let i = 0; i < 3; i++) {
    const page = await fetch(`${world.url}/a/${link.public_id}`);
    assert.equal(page.status, 200);
    assert.ok(!(await page.text()).includes("开通审核权限"));
    await open(link);
  }
  for (const method of ["HEAD", "GET"]) assert.equal((await fetch(`${world.url}/api/v1/approval-links`, { method })).status, 405);
  assert.equal((await read(world, serial)).ticket.version, 2);
});

test("R10: a wrong secret opens nothing, and says no more than a link that never was", async () => {
  const { link } = await waiting();
  for (const [public_id, secret] of [[link.public_id, "x".repeat(43)], ["x".repeat(22), link.secret], [link.public_id, "x"]]) {
    refused(await passer().post("/approval-links", { public_id, secret }), 404, "link_invalid");
    refused(await answer({ public_id, secret }, true), 404, "link_invalid");
  }
});

test("R10: the secret is stored nowhere", async () => {
  const { link } = await waiting();
  const rows = await world.server.sql("SELECT * FROM approval_links WHERE public_id = ?", link.public_id);
  assert.equal(rows.length, 1);
  assert.ok(!JSON.stringify(rows).includes(link.secret));
});

test("R10: a refusal needs its reason, returns the ticket to who asked, and can be asked again", async () => {
  const { serial, link } = await waiting();
  refused(await answer(link, false), 422, "field_required", "comment");
  assert.equal((await open(link)).state, "open", "a refused answer uses nothing up");
  ok(await answer(link, false, "本月不动权限"));
  const { ticket } = await read(world, serial);
  assert.deepEqual([ticket.gate, ticket.waiting, ticket.approval.state, ticket.approval.comment], ["approval", null, "refused", "本月不动权限"]);
  assert.equal((await open(link)).state, "refused");
  ok(await ask(serial, { contact: world.ids.neighbour }));
  assert.equal((await open(link)).state, "replaced");
  assert.equal((await open(await linkTo(world.at("neighbour")))).state, "open");
});

test("R10: members and leads are asked by name and by role, answer in the desk, and nobody else does", async () => {
  const byName = await change();
  ok(await ask(byName, { member: world.ids.helper }));
  for (const who of [world.requester, world.manager, world.agent, world.lead]) refused(await decide(who, byName, true), 403, "only_approver");
  ok(await decide(world.helper, byName, true));
  const byRole = await change();
  ok(await ask(byRole));
  refused(await decide(world.colleague, byRole, true), 403, "only_approver");
  refused(await decide(world.helper, byRole, true), 404, "not_found");
  ok(await decide(world.lead, byRole, false, "先补方案"));
  for (const name of ["lead", "admin"]) assert.ok((await mailsTo(world.server, world.at(name))).some(({ kind, subject }) => kind === "approval_asked" && subject.includes(String(byRole))), name);
});

test("R10: the requester decides in the portal when asked", async () => {
  const serial = await change();
  ok(await ask(serial, { contact: world.ids.requester }));
  refused(await decide(world.manager, serial, true), 403, "only_approver");
  refused(await decide(world.neighbour, serial, true), 404, "not_found");
  const { ticket, event } = ok(await decide(world.requester, serial, true));
  assert.deepEqual([ticket.gate, event.what.kind], ["open", "approval_decided"]);
});

test("R10: the link of a ticket proves no person: it approves nothing and names no approver", async () => {
  const contact = stranger();
  const { serial, link } = ok(await passer().post(`/portal/${world.slug}/tickets`, newTicket({ class: "change", contact })), 201);
  const { ticket } = await read(world, serial);
  ok(await ask(serial, { contact: ticket.requester.id }));
  const guest = passer();
  const [, public_id, secret] = link.match(/\/t\/([^#]+)#(.+)$/);
  ok(await guest.post("/ticket-links", { public_id, secret }));
  const seen = ok(await guest.get(`/tickets/${serial}`));
  assert.deepEqual([seen.ticket.approval.state, seen.ticket.approver_name], ["pending", null]);
  assert.ok(!JSON.stringify(seen).includes(ticket.requester.id));
  refused(await guest.post(`/tickets/${serial}/approval/decision`, { version: seen.ticket.version, approved: true }), 403, "only_approver");
});

test("R10: only who is there and belongs to the customer can be asked; nobody asks themselves or for nothing", async () => {
  const serial = await change();
  refused(await ask(serial, { contact: world.ids.rival }), 422, "approver_unknown", "contact");
  refused(await ask(serial, { contact: "nobody" }), 422, "approver_unknown", "contact");
  refused(await ask(serial, { member: "nobody" }), 422, "approver_unknown", "member");
  refused(await ask(serial, { member: world.ids.agent }), 422, "approver_self", "member");
  refused(await ask(serial, { member: world.ids.lead, contact: world.ids.requester }), 422, "field_invalid", "contact");
  refused(await ask(await file(world)), 409, "gate_not_needed");
  refused(await ask(serial, {}, world.requester), 403, "not_allowed");
});

test("R10: what is withdrawn, passed by a lead, reclassified or closed says so at the link, and leaves nothing waiting", async () => {
  const ends = [
    ["withdrawn", "approval", (serial) => command(world, world.agent, "DELETE", serial, "approval")],
    ["overtaken", "open", (serial) => command(world, world.lead, "POST", serial, "clearance", { comment: "电话里同意了" })],
    ["overtaken", "open", (serial) => command(world, world.agent, "PUT", serial, "class", { class: "fault" })],
    ["overtaken", "approval", (serial) => command(world, world.requester, "POST", serial, "closure", { code: "withdrawn" })],
  ];
  for (const [state, gate, end] of ends) {
    const { serial, link } = await waiting();
    ok(await end(serial));
    assert.deepEqual(await open(link), { state, request: null });
    refused(await answer(link, true), 409, "approval_not_pending");
    const { ticket } = await read(world, serial);
    assert.deepEqual([ticket.gate, ticket.waiting, ticket.approval.state], [gate, null, state]);
    refused(await command(world, world.agent, "DELETE", serial, "approval"), 409, "approval_not_pending");
  }
});

test("R10, S15: an approver who was removed or moved decides no more, and the ticket can be given to another", async () => {
  const contact = ok(await world.admin.post("/contacts", { name: "旧主管", email: world.at("former"), standing: "requester", company: world.ids.factory }), 201).id;
  for (const edit of [{ company: world.ids.mill }, { company: world.ids.factory, active: false }]) {
    const serial = await change();
    ok(await ask(serial, { contact }));
    const link = await linkTo(world.at("former"));
    ok(await world.admin.patch(`/contacts/${contact}`, edit));
    assert.deepEqual(await open(link), { state: "gone", request: null });
    refused(await answer(link, true), 403, "only_approver");
    assert.equal((await read(world, serial)).ticket.approver_gone, true, "the team is told to ask somebody else");
    assert.equal(ok(await world.requester.get(`/tickets/${serial}`)).ticket.approver_gone, false, "customers are not told");
    assert.equal(ok(await ask(serial)).ticket.approver_gone, false);
    ok(await decide(world.lead, serial, true));
    if (edit.company === world.ids.mill) ok(await world.admin.patch(`/contacts/${contact}`, { company: world.ids.factory }));
  }
  const asked = ok(await world.admin.post("/members", { name: "前同事", email: world.at("exagent"), role: "agent", teams: [], lang: "zh" }), 201).id;
  const left = await change();
  ok(await ask(left, { member: asked }));
  assert.equal((await read(world, left)).ticket.approver_gone, false);
  ok(await world.admin.patch(`/members/${asked}`, { active: false }));
  assert.equal((await read(world, left)).ticket.approver_gone, true);
  const lead = ok(await world.admin.post("/members", { name: "前主管", email: world.at("exlead"), role: "lead", teams: [], lang: "zh" }), 201).id;
  const serial = await change();
  ok(await ask(serial));
  const link = await linkTo(world.at("exlead"));
  assert.equal((await open(link)).state, "open");
  ok(await world.admin.patch(`/members/${lead}`, { role: "agent" }));
  assert.equal((await open(link)).state, "gone");
  refused(await answer(link, true), 403, "only_approver");
});

test("S12: of many answers by one link and in the app exactly one counts", async () => {
  const serial = await change();
  ok(await ask(serial));
  const link = await linkTo(world.at("lead"));
  const { version } = (await read(world, serial)).ticket;
  const by = (approved) => passer().post("/approval-links/decision", { ...link, approved, comment: "并发" }, { contended: true });
  const inApp = world.admin.post(`/tickets/${serial}/approval/decision`, { version, approved: true }, { contended: true });
  const answers = await Promise.all([by(true), by(false), inApp, by(true), by(false)]);
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  for (const { status } of answers) assert.ok([200, 409].includes(status));
  assert.equal((await read(world, serial)).events.filter((e) => e.what.kind === "approval_decided").length, 1);
});

test("R10, S11: a request that nobody answers expires once, tells who asked, and can be asked again", async () => {
  const { serial, link } = await waiting();
  const run = (days) => world.server.runScheduled(Date.now() + days * DAY);
  await run(6.9);
  assert.equal((await read(world, serial)).ticket.approval.state, "pending");
  await Promise.all([run(7.1), run(7.1)]);
  await run(7.2);
  const { ticket, events } = await read(world, serial);
  assert.deepEqual([ticket.approval.state, ticket.waiting, ticket.gate], ["expired", null, "approval"]);
  assert.deepEqual([events.at(-1).by, events.filter((e) => e.what.kind === "approval_expired").length], [{ who: "timer" }, 1]);
  assert.deepEqual(await open(link), { state: "expired", request: null });
  const told = (await mailsTo(world.server, world.at("agent"))).filter(({ kind, subject }) => kind === "approval_expired" && subject.includes(String(serial)));
  assert.equal(told.length, 1);
  ok(await ask(serial));
});

test("R35: the letter of a request is written in the approver's language", async () => {
  const serial = await change();
  ok(await ask(serial, { member: world.ids.lead }));
  const [mail] = await mailsTo(world.server, world.at("lead"));
  assert.match(mail.subject, /^Please approve: ticket \d{5}/);
  assert.ok(mail.text.includes(reason));
});
