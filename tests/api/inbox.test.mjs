// What members are told within the product and by mail, and the switches that say so.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ok, refused } from "./lib/expect.mjs";
import { routingRule } from "./lib/forms.mjs";
import { mailsTo } from "./lib/mailbox.mjs";
import { command, file, openWorld, read, ticketIn } from "./lib/world.mjs";

const DAY = 86_400_000;
const SHOWN = 50;

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

const inbox = async (who) => ok(await who.get("/inbox"));
const about = async (who, serial) => (await inbox(who)).entries.filter((entry) => entry.serial === serial);
const topics = async (who, serial) => (await about(who, serial)).map((entry) => entry.topic);
const mails = async (name, serial) => (await mailsTo(world.server, world.at(name))).filter((mail) => mail.text.includes(`/desk/tickets/${serial}\n`) || mail.text.endsWith(`/desk/tickets/${serial}`));
const go = async (who, method, serial, name, body) => ok(await command(world, who, method, serial, name, body));
const switches = (topic, app, mail) => ({ topics: [{ topic, app, mail }] });

test("R15: whoever is given a ticket by another is told, in the app and by mail; whoever takes it themselves is not", async () => {
  const serial = await file(world, { title: "扫码枪没反应" });
  await go(world.lead, "PUT", serial, "assignment", { team: world.team("fault"), owner: world.ids.agent });
  const [entry] = await about(world.agent, serial);
  assert.deepEqual([entry.topic, entry.title, entry.by, entry.read], ["assigned", "扫码枪没反应", `lead ${world.slug}`, false]);
  assert.match((await mails("agent", serial))[0].subject, /扫码枪没反应/);
  await go(world.colleague, "PUT", serial, "assignment", { team: world.team("fault"), owner: world.ids.colleague });
  assert.deepEqual(await topics(world.colleague, serial), []);
  await go(world.agent, "PUT", serial, "priority", { priority: "p2" });
  assert.deepEqual(await topics(world.agent, serial), ["assigned"], "what does not concern a member is not told");
});

test("R18, R23: the owner is told of the customer's reply, of a refusal and of a reopening; nobody of their own doing", async () => {
  const serial = await ticketIn(world, "verifying");
  ok(await world.requester.post(`/tickets/${serial}/messages`, { kind: "reply", text: "请看一下这里" }), 201);
  ok(await world.agent.post(`/tickets/${serial}/messages`, { kind: "reply", text: "在看" }), 201);
  ok(await world.lead.post(`/tickets/${serial}/messages`, { kind: "note", text: "内部" }), 201);
  assert.deepEqual(await topics(world.agent, serial), ["replied"]);
  assert.match((await mails("agent", serial))[0].text, /请看一下这里/);
  await go(world.requester, "POST", serial, "refusal", { reason: "还是扫不了" });
  assert.deepEqual(await topics(world.agent, serial), ["refused", "replied"]);
  assert.match((await mails("agent", serial))[0].text, /还是扫不了/);
  await go(world.agent, "POST", serial, "solution", { solution: "换了线", root_cause: "线坏" });
  await go(world.agent, "POST", serial, "refusal", { reason: "我自己发现没好" });
  assert.equal((await topics(world.agent, serial)).length, 2);
});

test("R12: whoever is asked to help is told", async () => {
  const serial = await ticketIn(world, "in_progress");
  await go(world.agent, "PUT", serial, `collaborators/${world.ids.helper}`);
  assert.deepEqual(await topics(world.helper, serial), ["helping"]);
});

test("R12, R35: whoever is given a sub-task is told, in the app and by mail, as their switches say", async () => {
  const give = async () => {
    const serial = await ticketIn(world, "in_progress");
    await go(world.agent, "POST", serial, "subtasks", { title: "查扫码枪日志", member: world.ids.helper, due: null });
    return [await topics(world.helper, serial), (await mails("helper", serial)).map(({ kind }) => kind)];
  };
  assert.deepEqual(await give(), [["sub_task"], ["sub_task_given"]]);
  ok(await world.helper.put("/profile/notices", switches("sub_task", true, false)));
  assert.deepEqual(await give(), [["sub_task"], []]);
  ok(await world.helper.put("/profile/notices", switches("sub_task", false, true)));
  assert.deepEqual(await give(), [[], ["sub_task_given"]]);
  ok(await world.helper.put("/profile/notices", { topics: [] }));
  const own = await ticketIn(world, "in_progress");
  await go(world.agent, "POST", own, "subtasks", { title: "自己查", member: world.ids.agent, due: null });
  assert.deepEqual([await topics(world.agent, own), await mails("agent", own)], [[], []], "nobody is told of their own doing");
});

test("R10, R35: who may approve is told, and who asked of the answer or that none came, as their switches say", async () => {
  const change = () => file(world, { class: "change" });
  const ask = async (serial, whom) => go(world.agent, "PUT", serial, "approval", { reason: "请批准", ...whom });
  const asked = async (name, serial) => (await mailsTo(world.server, world.at(name))).filter(({ kind, subject }) => kind === "approval_asked" && subject.includes(String(serial).padStart(5, "0"))).length;
  const all = await change();
  await ask(all);
  assert.deepEqual([await topics(world.lead, all), await topics(world.admin, all)], [["approval_asked"], ["approval_asked"]]);
  assert.deepEqual([await asked("lead", all), await asked("admin", all)], [1, 1]);
  await go(world.lead, "POST", all, "approval/decision", { approved: false, comment: "先补方案" });
  const [answered] = await about(world.agent, all);
  assert.deepEqual([answered.topic, answered.by, answered.approved], ["approval_answered", `lead ${world.slug}`, false]);
  assert.deepEqual((await mails("agent", all)).map(({ kind }) => kind), ["approval_answered"]);

  ok(await world.lead.put("/profile/notices", switches("approval_asked", true, false)));
  ok(await world.admin.put("/profile/notices", switches("approval_asked", false, true)));
  ok(await world.agent.put("/profile/notices", switches("approval_answered", true, false)));
  const some = await change();
  await ask(some);
  assert.deepEqual([await topics(world.lead, some), await topics(world.admin, some)], [["approval_asked"], []]);
  assert.deepEqual([await asked("lead", some), await asked("admin", some)], [0, 1]);
  await world.server.runScheduled(Date.now() + 7.1 * DAY);
  await world.server.sql("UPDATE inbox SET at = ? WHERE serial = ?", Date.now() - 1, some);
  const expired = (await about(world.agent, some)).find(({ topic }) => topic === "approval_answered");
  assert.deepEqual([expired.by, expired.approved], [null, null]);
  assert.deepEqual((await mails("agent", some)).filter(({ kind }) => kind === "approval_expired"), []);
  for (const who of [world.lead, world.admin, world.agent]) ok(await who.put("/profile/notices", { topics: [] }));

  const outside = await change();
  await ask(outside, { contact: world.ids.neighbour });
  assert.equal(await asked("neighbour", outside), 1, "a contact has no switches");
});

test("R10, S14: a request to twenty leads costs no more than one to two", async () => {
  const serial = await file(world, { class: "change" });
  for (let n = 0; n < 20; n++) ok(await world.admin.post("/members", { name: `主管${n}`, email: world.at(`lead${n}`), role: "lead", teams: [], lang: "zh" }), 201);
  const { version } = (await read(world, serial)).ticket;
  const answer = await world.agent.put(`/tickets/${serial}/approval`, { version, reason: "请批准" });
  ok(answer);
  assert.ok(answer.queries <= 12, `${answer.queries} queries`);
});

test("R11: whom a rule gives a ticket is told, with its number; who filed it themselves is not", async () => {
  const { version } = ok(await world.admin.get("/routing-rules"));
  const team = ok(await world.admin.post("/teams", { name: "只有一人", classes: [] }), 201).id;
  ok(await world.admin.patch(`/members/${world.ids.colleague}`, { teams: [team] }));
  ok(await world.admin.put("/routing-rules", { version, rules: [routingRule(team, { class: ["question"] }, { owner: "round_robin" })], unowned_minutes: 30 }));
  const title = "按规则 {serial} 分派";
  const serial = await file(world, { class: "question", title });
  const [entry] = await about(world.colleague, serial);
  assert.deepEqual([entry.topic, entry.by, entry.title], ["assigned", null, title]);
  const [mail] = await mails("colleague", serial);
  assert.ok(mail.subject.includes(String(serial).padStart(5, "0")), mail.subject);
  const own = await file(world, { class: "question", requester: world.ids.requester }, world.colleague);
  assert.equal((await read(world, own)).ticket.owner, world.ids.colleague);
  assert.deepEqual(await topics(world.colleague, own), []);
});

test("R38: who does not see a ticket any more reads nothing of it in the inbox", async () => {
  const serial = await ticketIn(world, "in_progress", { title: "只有协助时可见" });
  await go(world.agent, "PUT", serial, `collaborators/${world.ids.helper}`);
  const { unread } = await inbox(world.helper);
  await go(world.agent, "DELETE", serial, `collaborators/${world.ids.helper}`);
  const now = await world.helper.get("/inbox");
  assert.ok(!now.text.includes("只有协助时可见"));
  assert.equal(ok(now).unread, unread - 1);
});

test("entries are read one by one, or all up to one; nobody reads another's", async () => {
  const serials = [];
  for (let i = 0; i < 3; i++) serials.push(await file(world));
  for (const serial of serials) await go(world.lead, "PUT", serial, "assignment", { team: world.team("fault"), owner: world.ids.colleague });
  const before = await inbox(world.colleague);
  const [newest, middle, oldest] = before.entries;
  assert.deepEqual([newest, middle, oldest].map((entry) => entry.serial), [...serials].reverse());
  const after = ok(await world.colleague.post("/inbox/read", { ids: [newest.id] }));
  assert.equal(after.unread, before.unread - 1);
  assert.deepEqual(after.entries.slice(0, 3).map((entry) => entry.read), [true, false, false]);
  ok(await world.agent.post("/inbox/read", { ids: [oldest.id], until: newest.id }));
  assert.deepEqual((await inbox(world.colleague)).entries.slice(0, 3).map((entry) => entry.read), [true, false, false]);
  assert.equal(ok(await world.colleague.post("/inbox/read", { until: newest.id })).unread, 0);
  refused(await world.requester.get("/inbox"), 403, "not_allowed");
});

test("everything up to one is what stands below it: a notice of the night is written long before it is shown", async () => {
  const serials = [await file(world), await file(world), await file(world)];
  for (const serial of serials) await go(world.lead, "PUT", serial, "assignment", { team: world.team("fault"), owner: world.ids.colleague });
  const written = (await inbox(world.colleague)).entries.slice(0, 3).reverse();
  // Shown in another order than they were written in: the first one now, the others an hour ago and before.
  const now = Date.now();
  for (const [n, { id }] of written.entries()) await world.server.sql("UPDATE inbox SET at = ? WHERE id = ?", now - n * 3_600_000, id);
  const marked = ok(await world.colleague.post("/inbox/read", { until: written[0].id }));
  assert.equal(marked.unread, 0);
  await world.server.sql("UPDATE inbox SET read_at = NULL WHERE id IN (?, ?, ?)", ...written.map(({ id }) => id));
  const two = ok(await world.colleague.post("/inbox/read", { until: written[1].id }));
  assert.deepEqual(written.map(({ id }) => two.entries.find((entry) => entry.id === id).read), [false, true, true]);
});

test(`R15: the clock's notices come into the inbox when they may be sent; ${SHOWN} are shown, all unread are counted`, async () => {
  const serial = await ticketIn(world, "in_progress");
  await world.server.sql("UPDATE inbox SET read_at = 1");
  await world.server.runScheduled(Date.now() + 10 * DAY);
  assert.ok(!(await topics(world.agent, serial)).includes("breach"), "what is to be told in ten days is not told now");
  await world.server.sql("UPDATE inbox SET at = ?", Date.now() - 1);
  const told = await topics(world.agent, serial);
  assert.ok(told.includes("warning") && told.includes("breach"), told.join());
  assert.ok((await about(world.agent, serial)).every((entry) => entry.by === null && typeof entry.clock === "string"));
  await world.server.sql("INSERT INTO inbox (workspace_id, member_id, kind, serial, what, at) SELECT m.workspace_id, m.id, 'assigned', ?, '{}', 5 FROM members m, json_each(?) WHERE m.id = ?", serial, JSON.stringify(Array(130).fill(0)), world.ids.agent);
  const { entries, unread } = await inbox(world.agent);
  assert.deepEqual([entries.length, unread], [SHOWN, 100]);
});

test("each switch turns off one way of one topic, for one member", async () => {
  const assign = async () => {
    const serial = await file(world);
    await go(world.admin, "PUT", serial, "assignment", { team: world.team("fault"), owner: world.ids.lead });
    return [(await topics(world.lead, serial)).length, (await mails("lead", serial)).length];
  };
  const usual = ok(await world.lead.get("/profile/notices")).topics;
  assert.ok(usual.every((topic) => topic.app && topic.mail) && usual.length === 10);
  assert.deepEqual(await assign(), [1, 1]);
  const saved = ok(await world.lead.put("/profile/notices", switches("assigned", true, false))).topics;
  assert.deepEqual(saved.filter((topic) => !topic.app || !topic.mail), [{ topic: "assigned", app: true, mail: false }]);
  assert.deepEqual(await assign(), [1, 0]);
  ok(await world.lead.put("/profile/notices", switches("assigned", false, true)));
  assert.deepEqual(await assign(), [0, 1]);
  assert.ok(ok(await world.agent.get("/profile/notices")).topics.every((topic) => topic.app && topic.mail), "others' stay");
  ok(await world.lead.put("/profile/notices", { topics: [] }));
  assert.deepEqual(await assign(), [1, 1]);
});

test("R15: notices of the clock keep to the switches, but the breach of a P0 is told in the app even so", async () => {
  const off = ["warning", "breach", "escalation"].map((topic) => ({ topic, app: false, mail: false }));
  for (const who of [world.agent, world.lead, world.admin]) ok(await who.put("/profile/notices", { topics: off }));
  const [calm, urgent] = [await ticketIn(world, "in_progress"), await ticketIn(world, "in_progress")];
  await go(world.agent, "PUT", urgent, "priority", { priority: "p0" });
  await world.server.runScheduled(Date.now() + 10 * DAY);
  await world.server.sql("UPDATE inbox SET at = ? WHERE serial IN (?, ?)", Date.now() - 1, calm, urgent);
  assert.deepEqual((await topics(world.agent, calm)), []);
  assert.ok((await topics(world.agent, urgent)).includes("breach"));
  assert.ok(!(await topics(world.agent, urgent)).includes("warning"));
  const gotMail = async (name) => [...(await mails(name, calm)), ...(await mails(name, urgent))].length;
  assert.deepEqual([await gotMail("agent"), await gotMail("lead"), await gotMail("admin")], [0, 0, 0]);
});

test("old entries are forgotten", async () => {
  await world.server.sql("UPDATE inbox SET at = ?", Date.now() - 91 * DAY);
  await world.server.runScheduled(Date.now());
  assert.deepEqual((await inbox(world.agent)).entries, []);
});
