// Routing (R11): rules give new tickets to teams and to whoever is there; nothing gets stuck, and nothing is written by a trial.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ok, refused } from "./lib/expect.mjs";
import { newTicket, routingRule, stranger, unique } from "./lib/forms.mjs";
import { command, file, openWorld, read } from "./lib/world.mjs";

const DAY = 86_400_000;
let world, mates, team;
before(async () => {
  world = await openWorld();
  team = ok(await world.admin.post("/teams", { name: "夜班", classes: [] }), 201).id;
  mates = [];
  for (let n = 0; n < 3; n++) mates.push(await member(`mate${n}`, "agent"));
  await member("only-helps", "collaborator");
});
after(() => world.close());

const member = async (name, role) => ok(await world.admin.post("/members", { name, email: world.at(name), role, teams: [team], lang: "zh" }), 201).id;
const rules = async () => ok(await world.lead.get("/routing-rules"));
const save = async (list, more = {}) => ok(await world.admin.put("/routing-rules", { version: (await rules()).version, unowned_minutes: 30, rules: list, ...more }));
const where = async (form, who) => {
  const { ticket, events } = await read(world, await file(world, form, who));
  return { team: ticket.team, owner: ticket.owner, rule: events[0].what.rule ?? null, filed: events[0].what.owner ?? null };
};
const away = (id, span) => world.lead.put(`/members/${id}/away`, { away: span });
const now = Date.now();
const TODAY = { from: now - DAY, until: now + DAY };

test("R11: without rules the team of the class gets the ticket", async () => {
  assert.deepEqual(await rules(), { version: 0, rules: [], unowned_minutes: 30, companies: [] });
  assert.deepEqual(await where({ class: "change" }), { team: world.team("change"), owner: null, rule: null, filed: null });
});

test("R11: the first rule that applies gives the ticket to its team, and the timeline says which one it was", async () => {
  const project = ok(await world.admin.post("/projects", { name: unique("ERP"), modules: ["库存"] }), 201);
  const [erp, stock] = [project.id, project.modules[0].id];
  const to = (on, more) => routingRule(team, on, more);
  const list = [to({ class: ["fault"] }, { active: false }), to({ module: [stock] }), to({ project: [erp] }), to({ company: [world.ids.mill] }), to({ tag: ["print"], class: ["fault"] }), to({ lang: "zh" })];
  const saved = await save(list);
  assert.deepEqual(saved.companies, [{ id: world.ids.mill, name: `mill ${world.slug}` }]);
  const by = async (place, form, who) => assert.deepEqual(await where(form, who), place === null ? { team: world.team(form.class ?? "fault"), owner: null, rule: null, filed: null } : { team, owner: null, rule: list[place].name, filed: null });
  await by(1, { project: erp, module: stock });
  await by(2, { project: erp });
  await by(3, {}, world.rival);
  await by(4, { title: "打印机坏了" });
  await by(null, { title: "打印怎么设置", class: "question" });
  await by(null, {});
});

test("R11: each in turn, the ones who are away and mere helpers left out; filings at the same moment spread", async () => {
  await save([routingRule(team, { class: ["fault"] }, { owner: "round_robin" })]);
  ok(await away(mates[2], TODAY));
  const serials = await Promise.all(Array.from({ length: 8 }, () => file(world, {})));
  const owners = await Promise.all(serials.map(async (serial) => (await read(world, serial)).ticket.owner));
  const tally = (id) => owners.filter((owner) => owner === id).length;
  assert.deepEqual(mates.map(tally), [4, 4, 0], "four each");
  ok(await away(mates[2], null));
  assert.equal((await where({})).owner, mates[2], "who comes back is next");
  assert.notEqual((await where({})).owner, mates[2], "and has one turn, no more");
});

test("R11: the least loaded gets it, also among filings at the same moment", async () => {
  await save([routingRule(team, {}, { owner: "least_loaded" })]);
  const open = async () => Promise.all(mates.map(async (id) => ok(await world.agent.get(`/tickets?owner=${id}&status=todo,in_progress,verifying`)).tickets.length));
  const before = await open();
  const missing = before.map((n) => Math.max(...before) - n).reduce((sum, n) => sum + n);
  assert.ok(missing > 0);
  const { owner, filed } = await where({});
  const free = mates[before.indexOf(Math.min(...before))];
  assert.deepEqual([owner, filed], [free, free], "the event names the owner too");
  await Promise.all(Array.from({ length: missing - 1 + mates.length }, () => file(world, {})));
  const after = await open();
  assert.deepEqual(after, after.map(() => Math.max(...before) + 1));
});

test("R11, R38: a customer sees who has the ticket, not by which rule", async () => {
  await save([routingRule(team, {}, { owner: "round_robin" })]);
  const serial = await file(world, {});
  const { ticket, events, people } = ok(await world.requester.get(`/tickets/${serial}`));
  assert.ok(mates.includes(ticket.owner));
  assert.ok(!("rule" in events[0].what) && events[0].what.owner === ticket.owner);
  assert.ok(people.some(({ id }) => id === ticket.owner), "the owner is named");
});

test("R11: no rule gets a ticket stuck: everybody away, the team closed, the zone asleep", async () => {
  await save([routingRule(team, {}, { owner: "round_robin" })]);
  for (const id of mates) ok(await away(id, TODAY));
  const { team: got, owner } = await where({});
  assert.deepEqual([got, owner], [team, null], "the team has it, and leads are shown that nobody owns it");
  for (const id of mates) ok(await away(id, { from: now - 2 * DAY, until: now - DAY }));
  assert.ok(mates.includes((await where({})).owner), "who was away is back");
  const gone = ok(await world.admin.post("/teams", { name: "解散", classes: [] }), 201).id;
  await save([routingRule(gone, {}), routingRule(team, { lang: "zh" })]);
  ok(await world.admin.patch(`/teams/${gone}`, { active: false }));
  assert.equal((await where({})).team, world.team("fault"));
  assert.deepEqual((await rules()).rules[0].team, gone, "the rule is still there to be mended");
});

test("R11: hours are those of the rule's zone, by the platform's own zone data", async () => {
  const at = (zone) => Number(new Intl.DateTimeFormat("en-US", { timeZone: zone, hour: "numeric", hourCycle: "h23" }).format(new Date()));
  for (const zone of ["Asia/Shanghai", "America/St_Johns", "Pacific/Kiritimati"]) {
    const hour = at(zone);
    const around = { zone, days: [], from: ((hour + 23) % 24) * 60, until: ((hour + 2) % 24) * 60 };
    const apart = { zone, days: [], from: ((hour + 4) % 24) * 60, until: ((hour + 8) % 24) * 60 };
    await save([routingRule(team, { hours: apart }), routingRule(team, { hours: around }, { name: zone })]);
    assert.equal((await where({})).rule, zone);
  }
});

test("R11: business hours are those of the workspace's calendar, when a ticket is filed, handed over or tried", async () => {
  const by = (side) => routingRule(team, { business_hours: side }, { name: side });
  await save([by("outside"), by("within")]);
  const inDays = (n) => (new Date(Date.now() + n * DAY).getUTCDay() + 6) % 7;
  const openOn = (weekday) => Array.from({ length: 7 }, (_, day) => (day === weekday ? [{ start: 0, end: 1440 }] : []));
  for (const [side, week] of [["outside", openOn(inDays(3))], ["within", Array(7).fill([{ start: 0, end: 1440 }])]]) {
    const { version, calendars, policies } = ok(await world.admin.get("/sla"));
    const hours = { ...calendars[0].hours, zone: "UTC", always: false, week, dates: [], region: null };
    ok(await world.admin.put("/sla", { version, calendars: [{ ...calendars[0], hours }], policies }));
    const serial = await file(world, {});
    assert.equal((await read(world, serial)).events[0].what.rule, side);
    const { rules: saved } = await rules();
    const { tickets } = ok(await world.lead.post("/routing-rules/trial", { rules: saved }, { key: null }));
    const { rule } = tickets.find((one) => one.serial === serial);
    assert.equal(saved.find(({ id }) => id === rule).name, side, "a trial reckons by the hours of now");
    const other = world.team("change");
    ok(await command(world, world.lead, "PUT", serial, "assignment", { team: other, owner: null }));
    assert.equal(ok(await command(world, world.lead, "PUT", serial, "routing")).ticket.team, team);
  }
});

test("R11: a stranger's address proves nothing: where the ticket goes does not tell whose customer it is", async () => {
  await save([routingRule(team, { company: [world.ids.factory] })]);
  assert.equal((await where({})).team, team);
  const known = newTicket({ contact: stranger(world.at("requester")) });
  const { serial } = ok(await world.stranger.post(`/portal/${world.slug}/tickets`, known), 201);
  assert.equal((await read(world, serial)).ticket.team, world.team("fault"));
});

test("R11: an away member's ticket is handed over by the rules, as one assignment", async () => {
  await save([routingRule(team, {}, { owner: "round_robin" })]);
  const serial = await file(world, {});
  const { ticket } = await read(world, serial);
  ok(await away(ticket.owner, TODAY));
  const { event, ticket: moved } = ok(await command(world, world.lead, "PUT", serial, "routing"));
  assert.deepEqual([event.what.kind, moved.team], ["assigned", team]);
  assert.ok(mates.includes(moved.owner) && moved.owner !== ticket.owner);
  refused(await world.lead.put(`/tickets/${serial}/routing`, { version: 1 }), 409, "ticket_changed");
  refused(await command(world, world.requester, "PUT", serial, "routing"), 403, "not_allowed");
  ok(await away(ticket.owner, null));
});

test("R11: who works on a ticket keeps it where the rules name nobody else", async () => {
  const serial = await file(world, {});
  ok(await command(world, world.agent, "POST", serial, "start", { owner: world.ids.agent }));
  await save([]);
  refused(await command(world, world.lead, "PUT", serial, "routing"), 409, "owner_missing", "owner");
  assert.equal((await read(world, serial)).ticket.owner, world.ids.agent);
});

test("R11: what nobody has taken for too long is counted and listed", async () => {
  await save([], { unowned_minutes: 60 });
  const [fresh, late, owned] = [await file(world, {}), await file(world, {}), await file(world, {})];
  ok(await command(world, world.agent, "PUT", owned, "assignment", { team: world.team("fault"), owner: world.ids.agent }));
  const shown = async () => ok(await world.lead.get("/tickets?owner=unclaimed")).tickets.map(({ serial }) => serial);
  const before = ok(await world.lead.get("/unclaimed-tickets"));
  assert.deepEqual([before.minutes, (await shown()).includes(late)], [60, false]);
  for (const serial of [late, owned]) await world.server.sql("UPDATE tickets SET created_at = created_at - 3700000 WHERE serial = ?", serial);
  assert.equal(ok(await world.lead.get("/unclaimed-tickets")).count, before.count + 1);
  const list = await shown();
  assert.ok(list.includes(late) && !list.includes(fresh) && !list.includes(owned));
  const { columns } = ok(await world.lead.get("/board?owner=unclaimed"));
  assert.ok(columns[0].cards.some(({ serial }) => serial === late) && columns[1].cards.length === 0 && columns[3].cards.length === 0);
  refused(await world.agent.get("/unclaimed-tickets"), 403, "not_allowed");
});

test("R11: a trial says what rules would have done to the last tickets, and writes nothing", async () => {
  const version = (await rules()).version;
  const serial = await file(world, { title: "打印机又坏了" });
  const rule = routingRule(team, { tag: ["print"] }, { owner: "least_loaded" });
  const before = await world.server.sql("SELECT max(id) AS id FROM events");
  const { tickets } = ok(await world.lead.post("/routing-rules/trial", { rules: [rule] }, { key: null }));
  const tried = tickets.find((one) => one.serial === serial);
  assert.deepEqual([tried.rule, tried.would_team, tried.team, tried.owner], [rule.id, team, world.team("fault"), null]);
  assert.ok(mates.includes(tried.would_owner));
  const other = tickets.find((one) => one.rule === null);
  assert.deepEqual([other.would_owner], [null]);
  assert.ok(tickets.length <= 100 && tickets.every((one, n) => n === 0 || one.serial < tickets[n - 1].serial));
  assert.deepEqual(await world.server.sql("SELECT max(id) AS id FROM events"), before);
  assert.deepEqual([(await rules()).version, (await read(world, serial)).ticket.version], [version, 1]);
});

test("R11, R38: members say when they are away, leads and admins for everybody", async () => {
  const span = { from: now, until: now + DAY };
  assert.deepEqual(ok(await world.agent.put(`/members/${world.ids.agent}/away`, { away: span })).away, span);
  refused(await world.agent.put(`/members/${world.ids.colleague}/away`, { away: span }), 403, "not_allowed");
  assert.deepEqual(ok(await away(world.ids.agent, null)).away, null);
  refused(await world.lead.put(`/members/${world.ids.agent}/away`, { away: { from: 5, until: 5 } }), 422, "field_invalid", "away");
  refused(await away("nobody", span), 404, "not_found");
  const { members } = ok(await world.colleague.get("/directory"));
  assert.ok(members.every((one) => "away" in one));
});

test("R11, R38, S4: rules are an admin's to save, name their field, and know nothing of another workspace", async () => {
  const { version } = await rules();
  const book = (rule, more = {}) => ({ version, unowned_minutes: 30, rules: [routingRule(team), rule], ...more });
  for (const who of [world.agent, world.helper]) refused(await who.get("/routing-rules"), 403, "not_allowed");
  refused(await world.lead.put("/routing-rules", book(routingRule(team))), 403, "not_allowed");
  const foreign = await openWorld({ server: world.server });
  const project = ok(await foreign.admin.post("/projects", { name: "theirs", modules: ["m"] }), 201);
  const cases = [
    [routingRule(foreign.teams[0].id), "team_unknown", "rules.1.team"],
    [routingRule(team, { project: [project.id] }), "project_unknown", "rules.1.on.project.0"],
    [routingRule(team, { module: [project.modules[0].id] }), "module_unknown", "rules.1.on.module.0"],
    [routingRule(team, { company: [world.ids.mill, foreign.ids.mill] }), "company_unknown", "rules.1.on.company.1"],
    [routingRule(team, { tag: ["nothing"] }), "tag_unknown", "rules.1.on.tag.0"],
    [routingRule(team, { hours: { zone: "Mars/Olympus", from: 0, until: 60 } }), "field_invalid", "rules.1.on.hours.zone"],
    [routingRule(team, { hours: { zone: "Asia/Shanghai", from: 60, until: 60 } }), "field_invalid", "rules.1.on.hours.until"],
    [routingRule(team, {}, { id: "a b" }), "field_invalid", "rules.1.id"],
    [routingRule(team, {}, { name: " " }), "field_required", "rules.1.name"],
  ];
  for (const [rule, code, field] of cases) {
    refused(await world.admin.put("/routing-rules", book(rule)), 422, code, field);
    if (field !== "version") refused(await world.admin.post("/routing-rules/trial", { rules: book(rule).rules }, { key: null }), 422, code, field);
  }
  refused(await world.admin.put("/routing-rules", book(routingRule(team), { unowned_minutes: 0 })), 422, "field_invalid", "unowned_minutes");
  const [first, second] = await Promise.all([1, 2].map(() => world.admin.put("/routing-rules", book(routingRule(team)))));
  const [won, lost] = first.status === 200 ? [first, second] : [second, first];
  assert.deepEqual(refused(lost, 409, "record_changed").newer, ok(won));
});
