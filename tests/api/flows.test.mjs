// New requests and their initiation (R7), sub-tasks (R12), and the classification guide (R7).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client } from "./lib/client.mjs";
import { ok, refused } from "./lib/expect.mjs";
import { guide, newTicket, stranger, unique } from "./lib/forms.mjs";
import { mailsTo } from "./lib/mailbox.mjs";
import { SOLUTION, command, file, openWorld, read, ticketIn } from "./lib/world.mjs";

let world, other;
before(async () => {
  world = await openWorld();
  other = await openWorld({ server: world.server });
});
after(() => world.close());

const initiate = (serial, body, who = world.lead) => command(world, who, "PUT", serial, "initiation", { value: "每天省一小时统计", effort_days: 5, ...body });
const give = (serial, member, more, who = world.agent) => command(world, who, "POST", serial, "subtasks", { title: "查扫码枪日志", member, ...more });
const mark = (who, serial, number, done = true) => command(world, who, "PUT", serial, `subtasks/${number}`, { done });

test("R7: a lead records value, effort, decision and project; only “go” lets work start; customers read none of it", async () => {
  const serial = await file(world, { class: "request" });
  const project = ok(await world.admin.post("/projects", { name: unique("MES"), company: world.ids.factory }), 201).id;
  refused(await initiate(serial, { decision: "go" }, world.agent), 403, "not_allowed");
  ok(await initiate(serial, { decision: "not_now" }));
  refused(await command(world, world.agent, "POST", serial, "start", { owner: world.ids.agent }), 409, "initiation_missing");
  refused(await command(world, world.lead, "POST", serial, "clearance", { comment: "做吧" }), 409, "initiation_missing");
  const { ticket } = ok(await initiate(serial, { decision: "go", project, effort_days: 8 }));
  assert.deepEqual([ticket.gate, ticket.initiation.decision, ticket.initiation.effort_days, ticket.initiation.project], ["open", "go", 8, project]);
  ok(await command(world, world.agent, "POST", serial, "start", { owner: world.ids.agent }));
  const seen = ok(await world.requester.get(`/tickets/${serial}`));
  assert.equal(seen.ticket.initiation, null);
  assert.ok(!seen.events.some((e) => e.what.kind === "initiated"));
});

test("R7: effort has a limit, a project is the customer's or nobody's", async () => {
  const serial = await file(world, { class: "request" });
  refused(await initiate(serial, { decision: "go", effort_days: 1_001 }), 422, "field_invalid", "effort_days");
  const project = ok(await world.admin.post("/projects", { name: unique("ERP"), company: world.ids.mill }), 201).id;
  for (const wrong of [project, "nothing"]) refused(await initiate(serial, { decision: "go", project: wrong }), 422, "project_unknown", "project");
  refused(await initiate(await file(world), { decision: "go" }), 409, "gate_not_needed");
});

test("R12: whoever gets a sub-task is told, helps, sees the ticket and finishes it; the parent waits for it", async () => {
  const serial = await ticketIn(world, "in_progress");
  refused(await world.helper.get(`/tickets/${serial}`), 404, "not_found");
  const due = Date.now() + 86_400_000;
  const { event, ticket } = ok(await give(serial, world.ids.helper, { due }));
  assert.deepEqual([ticket.open_subtasks, ticket.collaborators], [1, [world.ids.helper]]);
  const [mail] = await mailsTo(world.server, world.at("helper"));
  assert.deepEqual([mail.kind, mail.text.includes("查扫码枪日志"), mail.text.includes(`/desk/tickets/${serial}`)], ["sub_task_given", true, true]);
  refused(await command(world, world.agent, "POST", serial, "solution", SOLUTION), 409, "subtasks_open");
  refused(await command(world, world.agent, "DELETE", serial, `collaborators/${world.ids.helper}`), 409, "subtasks_open");
  const mine = ok(await world.helper.get("/subtasks")).subtasks.filter((s) => s.serial === serial);
  assert.deepEqual(mine.map((s) => [s.title, s.subtask.number, s.subtask.due, s.subtask.done_at]), [["扫码枪无法报工", event.version, due, null]]);
  ok(await mark(world.helper, serial, event.version));
  assert.ok(!ok(await world.helper.get("/subtasks")).subtasks.some((s) => s.serial === serial));
  ok(await mark(world.agent, serial, event.version, false));
  refused(await command(world, world.agent, "POST", serial, "solution", SOLUTION), 409, "subtasks_open");
  ok(await mark(world.helper, serial, event.version));
  ok(await command(world, world.agent, "POST", serial, "solution", SOLUTION));
});

test("R12: who did a sub-task and was released helps again once it is opened again", async () => {
  const serial = await ticketIn(world, "in_progress");
  const { event } = ok(await give(serial, world.ids.helper));
  ok(await mark(world.helper, serial, event.version));
  ok(await command(world, world.agent, "DELETE", serial, `collaborators/${world.ids.helper}`));
  refused(await world.helper.get(`/tickets/${serial}`), 404, "not_found");
  const { ticket } = ok(await mark(world.agent, serial, event.version, false));
  assert.deepEqual([ticket.collaborators, ticket.open_subtasks], [[world.ids.helper], 1]);
  assert.deepEqual((await read(world, serial)).ticket.collaborators, [world.ids.helper]);
  ok(await mark(world.helper, serial, event.version));
});

test("R12: a helper finishes their own only; what is no sub-task does not exist", async () => {
  const serial = await ticketIn(world, "in_progress");
  const { event: own } = ok(await give(serial, world.ids.helper));
  const { event: others } = ok(await give(serial, world.ids.colleague));
  refused(await mark(world.helper, serial, others.version), 403, "not_allowed");
  refused(await mark(world.helper, serial, 999), 404, "not_found");
  refused(await mark(world.agent, serial, "x"), 404, "not_found");
  ok(await mark(world.helper, serial, own.version));
  refused(await mark(world.helper, serial, own.version), 409, "nothing_changed");
  refused(await give(serial, other.ids.helper), 422, "member_unknown", "member");
  refused(await give(serial, world.ids.helper, {}, world.helper), 403, "not_allowed");
});

test("R12, R38: customers see nothing of sub-tasks", async () => {
  const serial = await ticketIn(world, "in_progress");
  ok(await give(serial, world.ids.helper, { title: "canarysubtask" }));
  const { ticket, events } = ok(await world.requester.get(`/tickets/${serial}`));
  assert.deepEqual([ticket.subtasks, ticket.open_subtasks, ticket.collaborators], [[], 0, []]);
  assert.ok(!JSON.stringify(events).includes("canarysubtask"));
  assert.deepEqual(ok(await world.requester.get("/tickets?q=canarysubtask")).tickets, []);
  assert.deepEqual(ok(await world.agent.get("/tickets?q=canarysubtask")).tickets.map((t) => t.serial), [serial]);
  refused(await world.requester.get("/subtasks"), 403, "not_allowed");
});

test("R12: my sub-tasks are in the order of their due times, and those of closed tickets are not there", async () => {
  const late = await ticketIn(world, "in_progress");
  const soon = await ticketIn(world, "in_progress");
  const closed = await ticketIn(world, "in_progress");
  const hour = 3_600_000;
  ok(await give(late, world.ids.colleague));
  ok(await give(soon, world.ids.colleague, { due: Date.now() + hour }));
  ok(await give(closed, world.ids.colleague, { due: Date.now() }));
  ok(await command(world, world.agent, "POST", closed, "closure", { code: "withdrawn" }));
  const order = ok(await world.colleague.get("/subtasks")).subtasks.map((s) => s.serial);
  assert.ok(!order.includes(closed));
  assert.ok(order.indexOf(soon) < order.indexOf(late), JSON.stringify(order));
});

const save = async (edit) => {
  const { version, classes, teams } = ok(await world.admin.get("/guide"));
  const form = { version, classes, teams };
  edit(form);
  return world.admin.put("/guide", form);
};

test("R7, R41: without any set-up the guide is the usual one, and names the teams of the classes", async () => {
  const fresh = ok(await other.admin.get("/guide"));
  assert.deepEqual([fresh.version, fresh.classes.map((c) => c.class)], [0, ["question", "fault", "change", "request"]]);
  assert.deepEqual(fresh.classes[1].parts.map((p) => [p.key, p.required]), [["actual", true], ["steps", false], ["expected", false]]);
  assert.equal(fresh.teams.length, 4);
  assert.deepEqual(ok(await other.stranger.get(`/portal/${other.slug}`)).guide, fresh.classes);
});

test("R7: what an admin says about the classes is what customers and agents read, and what forms are held to", async () => {
  ok(await save((form) => (form.classes = guide())));
  const { guide: shown } = ok(await world.stranger.get(`/portal/${world.slug}`));
  assert.deepEqual(shown, guide());
  assert.deepEqual(ok(await world.agent.get("/directory")).guide, guide());
  const forced = guide();
  forced[1].parts.forEach((part) => (part.required = part.key === "steps"));
  ok(await save((form) => (form.classes = forced)));
  const form = newTicket({ details: [{ key: "actual", text: "坏了" }] });
  refused(await world.requester.post("/tickets", form), 422, "field_required", "details.steps");
  const guest = new Client(world.server, { app: "portal" });
  refused(await guest.post(`/portal/${world.slug}/tickets`, { ...form, contact: stranger() }), 422, "field_required", "details.steps");
  ok(await world.requester.post("/tickets", newTicket({ details: [{ key: "steps", text: "扫码" }] })), 201);
});

test("R7, R11: the guide gives each class its team", async () => {
  const team = world.team("request");
  ok(await save((form) => (form.teams = form.teams.map((t) => (t.class === "question" ? { class: "question", team } : t)))));
  const { ticket } = await read(world, await file(world, { class: "question" }));
  assert.equal(ticket.team, team);
  refused(await save((form) => (form.teams[0].team = other.team("fault"))), 422, "team_unknown", "teams");
  refused(await save((form) => form.teams.push(form.teams[0])), 422, "field_invalid", "teams");
});

test("R7: a guide leaves no class or part out, and says something in both languages", async () => {
  refused(await save((form) => form.classes.pop()), 422, "field_invalid", "classes");
  refused(await save((form) => form.classes[0].parts.pop()), 422, "field_invalid", "classes.0.parts");
  refused(await save((form) => form.classes[2].parts.forEach((part) => (part.required = false))), 422, "field_invalid", "classes.2.parts");
  refused(await save((form) => (form.classes[0].guidance.en = " ")), 422, "field_required", "classes.0.guidance.en");
  refused(await save((form) => (form.classes[3].parts[0].label.zh = "长".repeat(81))), 422, "text_too_long", "classes.3.parts.0.label.zh");
});

test("R19: of two admins who change the guide the second is told; only admins change it", async () => {
  const { version, classes, teams } = ok(await world.admin.get("/guide"));
  const answers = await Promise.all([1, 2, 3, 4].map(() => world.admin.put("/guide", { version, classes, teams })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409]);
  const won = ok(answers.find(({ status }) => status === 200));
  assert.deepEqual(refused(answers.find(({ status }) => status === 409), 409, "record_changed").newer, won, "the newer guide comes with the refusal");
  assert.equal(ok(await world.agent.get("/guide")).version, version + 1);
  for (const who of [world.agent, world.lead, world.helper]) refused(await who.put("/guide", { version: version + 1, classes, teams }), 403, "not_allowed");
});
