// Lists, filters, pages, search, the board and what changed (R16, R20, R28).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ok, refused } from "./lib/expect.mjs";
import { newTicket, unique } from "./lib/forms.mjs";
import { command, file, openWorld, read, signIn, ticketIn } from "./lib/world.mjs";

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

const list = async (query = "", who = world.agent) => ok(await who.get(`/tickets?${query}`));
const serials = (tickets) => tickets.map((t) => t.serial);

/** Every page of a list. `between` runs after each. */
async function pages(query, { who = world.agent, between = async () => {} } = {}) {
  const all = [];
  for (let cursor = ""; ; ) {
    const { tickets, next } = await list(`${query}&cursor=${encodeURIComponent(cursor)}`, who);
    all.push(...tickets);
    if (!next) return all;
    cursor = next;
    await between(all.length);
  }
}

test("R20: each filter shows what it says and nothing else", async () => {
  const own = await openWorld({ server: world.server });
  const made = {};
  for (const status of ["todo", "in_progress", "verifying", "closed"]) made[status] = await ticketIn(own, status);
  const change = await file(own, { class: "change" });
  const urgent = ok(await own.rival.post("/tickets", newTicket({ impact: "company", urgency: "stopped" })), 201).serial;
  ok(await command(own, own.agent, "POST", made.in_progress, "waiting", { on: "customer", reason: "?" }));
  const project = ok(await own.admin.post("/projects", { name: "MES", company: own.ids.factory }), 201).id;
  const inProject = await file(own, { project });
  const shows = async (query, expected, who = own.agent) => assert.deepEqual(serials(await list(query, who).then((l) => l.tickets)).sort((a, b) => a - b), expected.sort((a, b) => a - b), query);
  const all = [...Object.values(made), change, urgent, inProject];
  await shows("", all);
  for (const [status, serial] of Object.entries(made)) if (status !== "todo") await shows(`status=${status}`, [serial]);
  await shows("status=verifying,closed", [made.verifying, made.closed]);
  await shows("class=change", [change]);
  await shows("priority=p1", [urgent]);
  await shows("waiting=customer", [made.in_progress]);
  await shows("owner=me", [made.in_progress, made.verifying, made.closed]);
  await shows("owner=none", [made.todo, change, urgent, inProject]);
  await shows(`owner=${own.ids.agent}&status=verifying`, [made.verifying]);
  await shows(`owner=${own.ids.lead}`, []);
  await shows(`company=${own.ids.mill}`, [urgent]);
  await shows(`project=${project}`, [inProject]);
  await shows(`team=${own.team("change")}&class=change`, [change]);
  await shows("status=todo&class=fault&priority=p2&owner=none", [made.todo, inProject]);
});

test("R20: unknown values are refused by name, unknown names are somebody else's", async () => {
  for (const [query, field] of [["status=open", "status"], ["priority=p9", "priority"], ["owner=a%20b", "owner"], ["sort=title", "sort"], ["class=", undefined], ["utm_source=x", undefined]]) {
    const answer = await world.agent.get(`/tickets?${query}`);
    if (field) refused(answer, 400, "query_invalid", field);
    else ok(answer);
    const board = await world.agent.get(`/board?${query}`);
    if (field) refused(board, 400, "query_invalid", field);
    else ok(board);
  }
  for (const cursor of ["nonsense", "e30", "%00", "AAAA", "9".repeat(500), "W10", "' OR 1=1"]) {
    const answer = await world.agent.get(`/tickets?cursor=${encodeURIComponent(cursor)}`);
    refused(answer, 400, "cursor_invalid", answer.body.field);
  }
});

test("R20: pages neither repeat nor miss a ticket, in every order", async () => {
  const own = await openWorld({ server: world.server });
  for (let i = 0; i < 130; i++) await file(own, { impact: i % 2 ? "person" : "company" });
  for (const sort of ["updated", "created", "priority"]) {
    const all = await pages(`sort=${sort}`, { who: own.agent });
    assert.equal(all.length, 130, sort);
    assert.equal(new Set(serials(all)).size, 130, sort);
  }
  const created = await pages("sort=created", { who: own.agent });
  assert.deepEqual(serials(created), serials(created).sort((a, b) => b - a));
  const priority = await pages("sort=priority", { who: own.agent });
  assert.deepEqual(priority.map((t) => t.priority), priority.map((t) => t.priority).sort());
});

test("R20: while others file and change tickets, no ticket comes twice and none that stayed is missing", async () => {
  const own = await openWorld({ server: world.server });
  const before = [];
  for (let i = 0; i < 120; i++) before.push(await file(own));
  const touched = new Set();
  const between = async (seen) => {
    await file(own);
    for (const serial of [before[0], before[seen % 120], before[119]]) {
      touched.add(serial);
      ok(await own.agent.post(`/tickets/${serial}/messages`, { kind: "note", text: "动一下" }), 201);
    }
  };
  for (const sort of ["created", "updated", "priority"]) {
    touched.clear();
    const all = serials(await pages(`sort=${sort}`, { who: own.agent, between }));
    assert.equal(new Set(all).size, all.length, `${sort}: twice`);
    const missing = before.filter((serial) => !all.includes(serial) && !(sort === "updated" && touched.has(serial)));
    assert.deepEqual(missing, [], `${sort}: missing`);
  }
});

test("R38: lists, search and counts hold what the person may see and no more", async () => {
  const canary = unique("canary");
  const serial = await file(world, { title: canary });
  const sees = async (who) => serials((await list(`q=${canary}`, who)).tickets).includes(serial);
  for (const who of [world.requester, world.manager, world.agent, world.lead, world.admin]) assert.ok(await sees(who));
  for (const who of [world.neighbour, world.rival, world.helper]) assert.ok(!(await sees(who)));
  const other = await openWorld({ server: world.server });
  assert.deepEqual((await list(`q=${canary}`, other.admin)).tickets, []);
  assert.deepEqual((await list("", other.admin)).tickets, []);
  assert.ok(ok(await other.admin.get("/board")).columns.every((c) => c.count === 0 && c.cards.length === 0));
  assert.deepEqual(ok(await other.admin.get("/changes?after=0")).cards, []);
});

test("R38: agents see their teams' tickets only, where the workspace says so", async () => {
  const own = await openWorld({ server: world.server });
  await own.server.sql("UPDATE workspaces SET agents_see_all = 0 WHERE slug = ?", own.slug);
  const email = own.at("specialist");
  const changes = own.team("change");
  ok(await own.admin.post("/members", { name: "专员", email, role: "agent", teams: [changes], lang: "zh" }), 201);
  const specialist = await signIn(own.server, { email });
  const [fault, change] = [await file(own), await file(own, { class: "change" })];
  const sameTeam = own.team("fault") === changes;
  assert.deepEqual(serials((await list("", specialist)).tickets).sort(), sameTeam ? [fault, change].sort() : [change]);
  if (sameTeam) return;
  refused(await specialist.get(`/tickets/${fault}`), 404, "not_found");
  const columns = ok(await specialist.get("/board")).columns;
  assert.deepEqual(serials(columns[0].cards), [change]);
  assert.ok([1, null].includes(columns[0].count), "no count tells of tickets they do not see");
  assert.ok(!ok(await specialist.get("/changes?after=0")).cards.some((c) => c.serial === fault));
  ok(await command(own, own.lead, "PUT", change, "assignment", { team: own.team("fault"), owner: null }));
  assert.deepEqual(ok(await specialist.get("/changes?after=0")).gone.includes(change), true, "what left their sight is told as gone");
});

test("R28: search finds Chinese by two characters, Latin by beginning, serials by number, in title, description and messages", async () => {
  const own = await openWorld({ server: world.server });
  const serial = await file(own, { title: "扫码失败 ORA-01017", details: [{ key: "actual", text: "提示物料不存在" }] });
  await file(own, { title: "打印机缺纸", details: [{ key: "actual", text: "红灯亮" }] });
  ok(await own.agent.post(`/tickets/${serial}/messages`, { kind: "reply", text: "原因是索引损坏" }), 201);
  ok(await own.agent.post(`/tickets/${serial}/messages`, { kind: "note", text: "怀疑备份脚本" }), 201);
  const found = async (q, who = own.agent) => serials((await list(`q=${encodeURIComponent(q)}`, who)).tickets);
  for (const q of ["扫码", "失败", "码失", "ora", "ORA-010", "物料", "索引", "扫码 物料", String(serial)]) assert.deepEqual(await found(q), [serial], q);
  assert.deepEqual(await found("备份"), [serial]);
  assert.deepEqual(await found("备份", own.requester), [], "an internal note is no hint");
  assert.deepEqual(await found("索引", own.requester), [serial]);
  for (const q of ["扫纸", "zzz", "\"*\"", "a OR b", "NEAR(扫码)", "title:扫码", "-扫码", "'", "%", "()"]) ok(await own.agent.get(`/tickets?q=${encodeURIComponent(q)}`));
  ok(await command(own, own.agent, "PUT", serial, "facts", { title: "条码枪异常" }));
  assert.deepEqual(await found("条码"), [serial]);
});

test("R16: the board has four columns in order, with counts of all and cards by priority, oldest first", async () => {
  const own = await openWorld({ server: world.server });
  for (const [impact, urgency] of [["person", "small"], ["company", "stopped"], ["department", "slow"], ["company", "stopped"]]) await file(own, { impact, urgency });
  for (const status of ["in_progress", "verifying", "closed"]) await ticketIn(own, status);
  const { columns } = ok(await own.agent.get("/board"));
  assert.deepEqual(columns.map((c) => [c.status, c.count, c.more]), [["todo", 4, false], ["in_progress", 1, false], ["verifying", 1, false], ["closed", 1, false]]);
  assert.deepEqual(columns[0].cards.map((c) => c.priority), ["p1", "p1", "p2", "p3"]);
  assert.ok(columns[0].cards[0].serial < columns[0].cards[1].serial);
});

test("R16: a long column shows 20 cards and says that there are more", async () => {
  const own = await openWorld({ server: world.server });
  for (let i = 0; i < 52; i++) await file(own);
  const [todo] = ok(await own.agent.get("/board")).columns;
  assert.deepEqual([todo.count, todo.cards.length, todo.more], [52, 20, true]);
});

test("the counts hold after every kind of move", async () => {
  const own = await openWorld({ server: world.server });
  const serial = await ticketIn(own, "closed");
  ok(await command(own, own.lead, "POST", serial, "reopening", { reason: "x" }));
  ok(await command(own, own.agent, "PUT", serial, "assignment", { team: own.team("change"), owner: own.ids.agent }));
  await file(own);
  const counted = await own.server.sql("SELECT team_id, status, count(*) AS n FROM tickets GROUP BY workspace_id, team_id, status ORDER BY workspace_id, team_id, status");
  const kept = await own.server.sql("SELECT team_id, status, tickets AS n FROM ticket_counts WHERE tickets > 0 ORDER BY workspace_id, team_id, status");
  assert.deepEqual(kept, counted);
});

test("changes since a moment: each changed card once, newest state; too many ask for a reload", async () => {
  const own = await openWorld({ server: world.server });
  const { seq } = ok(await own.agent.get("/board"));
  assert.deepEqual(ok(await own.agent.get(`/changes?after=${seq}`)).cards, []);
  const [a, b] = [await file(own), await file(own)];
  ok(await own.agent.post(`/tickets/${a}/start`, { version: 1, owner: own.ids.agent }));
  const changes = ok(await own.agent.get(`/changes?after=${seq}`));
  assert.deepEqual(changes.cards.map((c) => [c.serial, c.version]).sort(), [[a, 2], [b, 1]]);
  assert.deepEqual(ok(await own.agent.get(`/changes?after=${changes.seq}`)).cards, []);
  for (let i = 0; i < 105; i++) await file(own);
  assert.equal(ok(await own.agent.get(`/changes?after=${seq}`)).reload, true);
  for (const after of ["", "x", "-1", "1.5", "9".repeat(30)]) assert.ok((await own.agent.get(`/changes?after=${after}`)).status < 500);
  assert.equal((await read(own, a)).ticket.status, "in_progress");
});
