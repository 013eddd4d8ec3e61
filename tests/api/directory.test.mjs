// Members, teams, customers and projects; and that whoever is removed is refused on the next request (S15, R38).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newKey } from "./lib/client.mjs";
import { ok, refused } from "./lib/expect.mjs";
import { stranger, unique } from "./lib/forms.mjs";
import { mailsTo } from "./lib/mailbox.mjs";
import { command, createWorkspace, file, openWorld, signIn, ticketIn } from "./lib/world.mjs";

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

const invite = async (role = "agent", teams = []) => {
  const email = `${unique("new")}@firm.test`;
  const { id } = ok(await world.admin.post("/members", { name: "新人", email, role, teams, lang: "zh" }), 201);
  return { id, email, client: await signIn(world.server, { email }) };
};

test("S15: a removed member is refused on the next request", async () => {
  const { id, client } = await invite();
  ok(await client.get("/board"));
  ok(await world.admin.patch(`/members/${id}`, { active: false }));
  for (const path of ["/board", "/tickets", "/session", "/directory", "/changes?after=0"]) refused(await client.get(path), 401, "sign_in_required");
  refused(await client.post("/tickets", {}), 401, "sign_in_required");
  const member = ok(await world.admin.get("/directory")).members.find((m) => m.id === id);
  assert.equal(member.active, false, "old tickets can still name them");
});

test("S15: a role that is taken away is gone on the next request", async () => {
  const { id, client } = await invite("admin");
  const name = () => client.post("/teams", { name: unique("team"), classes: [] });
  ok(await name(), 201);
  ok(await world.admin.patch(`/members/${id}`, { role: "agent" }));
  const next = await name();
  assert.ok(["not_allowed", "sign_in_required"].includes(next.body.code), next.text);
});

test("S15: a removed contact is refused on the next request", async () => {
  const email = stranger().email;
  const { id } = ok(await world.admin.post("/contacts", { name: "客户", email, standing: "requester" }), 201);
  const client = await signIn(world.server, { email, portal: world.slug });
  ok(await client.get("/tickets"));
  ok(await world.admin.patch(`/contacts/${id}`, { active: false }));
  refused(await client.get("/tickets"), 401, "sign_in_required");
});

test("S15: a manager who becomes a requester sees the company's tickets no more", async () => {
  const serial = await file(world);
  const email = stranger().email;
  const { id } = ok(await world.admin.post("/contacts", { name: "主管", email, standing: "manager", company: world.ids.factory }), 201);
  const client = await signIn(world.server, { email, portal: world.slug });
  ok(await client.get(`/tickets/${serial}`));
  ok(await world.admin.patch(`/contacts/${id}`, { standing: "requester" }));
  const next = await client.get(`/tickets/${serial}`);
  assert.ok([401, 404].includes(next.status), next.text);
});

test("an address is one member and one contact of a workspace", async () => {
  const { email } = await invite();
  refused(await world.admin.post("/members", { name: "又一个", email: email.toUpperCase(), role: "agent", teams: [], lang: "zh" }), 409, "email_taken", "email");
  const contact = stranger().email;
  ok(await world.admin.post("/contacts", { name: "客户", email: contact, standing: "requester" }), 201);
  refused(await world.admin.post("/contacts", { name: "客户", email: contact, standing: "requester" }), 409, "email_taken", "email");
  ok(await world.admin.post("/contacts", { name: "既是成员也是客户", email, standing: "requester" }), 201);
});

test("the last admin stays", async () => {
  const alone = await createWorkspace(world.server, { slug: unique("alone"), email: stranger().email });
  const { id } = ok(await alone.get("/session")).member;
  for (const change of [{ active: false }, { role: "agent" }]) refused(await alone.patch(`/members/${id}`, change), 409, "last_admin");
  ok(await alone.patch(`/members/${id}`, { name: "新名字" }));
});

test("two admins who remove each other at once leave one", async () => {
  for (let round = 0; round < 10; round++) {
    const one = await createWorkspace(world.server, { slug: unique("pair"), email: stranger().email });
    const email = stranger().email;
    const teams = ok(await one.get("/directory")).teams.map((t) => t.id);
    const two = ok(await one.post("/members", { name: "第二位", email, role: "admin", teams, lang: "zh" }), 201);
    const second = await signIn(world.server, { email });
    const first = ok(await one.get("/session")).member.id;
    ok(await one.patch(`/members/${first}`, { teams }));
    await world.server.sql("DELETE FROM audit WHERE subject = ?", first);
    const answers = await Promise.all([one.patch(`/members/${two.id}`, { role: "agent", teams: [] }), second.patch(`/members/${first}`, { role: "agent", teams: [] })]);
    const won = answers.findIndex((a) => a.status === 200);
    assert.ok(won >= 0 && [401, 403, 409].includes(answers[1 - won].status), answers.map((a) => a.text).join());
    const [winner, loser] = [[first, two.id][won], [two.id, first][won]];
    const rows = await world.server.sql("SELECT m.id, m.role, (SELECT count(*) FROM sessions s WHERE s.member_id = m.id) AS sessions, (SELECT count(*) FROM team_members t WHERE t.member_id = m.id) AS teams, (SELECT count(*) FROM audit a WHERE a.action = 'edit_member' AND a.subject = m.id) AS changes FROM members m WHERE m.id IN (?, ?)", first, two.id);
    const { id: _, ...kept } = rows.find((r) => r.id === winner);
    assert.deepEqual(kept, { role: "admin", sessions: 1, teams: teams.length, changes: 0 }, "what the loser asked for is not done in part");
    assert.equal(rows.find((r) => r.id === loser).role, "agent");
  }
});

test("settings are an admin's, customers and projects the team's", async () => {
  const { agent, helper, requester, stranger: nobody } = world;
  const asks = [
    ["/members", { name: "x", email: stranger().email, role: "agent", teams: [], lang: "zh" }, { agent: "not_allowed", lead: "not_allowed", helper: "not_allowed", requester: "not_allowed" }],
    ["/teams", { name: unique("t"), classes: [] }, { agent: "not_allowed", lead: "not_allowed", requester: "not_allowed" }],
    ["/contacts", { name: "x", email: stranger().email, standing: "requester" }, { helper: "not_allowed", requester: "not_allowed", manager: "not_allowed" }],
    ["/companies", { name: unique("c") }, { helper: "not_allowed", requester: "not_allowed" }],
    ["/projects", { name: unique("p") }, { helper: "not_allowed", manager: "not_allowed" }],
  ];
  for (const [path, body, others] of asks) {
    for (const [who, code] of Object.entries(others)) refused(await world[who].post(path, body), 403, code);
    refused(await nobody.post(path, body), 401, "sign_in_required");
  }
  ok(await agent.post("/contacts", asks[2][1]), 201);
  for (const path of ["/directory", "/board", "/changes?after=0", "/contacts", "/companies"]) refused(await requester.get(path), 403, "not_allowed");
  for (const path of ["/contacts", "/companies"]) refused(await helper.get(path), 403, "not_allowed");
});

test("addresses of members are shown to admins only, of customers to the team only", async () => {
  const seen = async (who) => (await who.get("/directory")).text.includes(world.at("colleague"));
  assert.deepEqual([await seen(world.admin), await seen(world.agent), await seen(world.helper)], [true, false, false]);
  const serial = await file(world);
  assert.ok((await world.agent.get(`/tickets/${serial}`)).text.includes(world.at("requester")));
  assert.ok(!(await world.manager.get(`/tickets/${serial}`)).text.includes(world.at("requester")));
});

test("a class belongs to one team; a team with open tickets stays", async () => {
  const team = ok(await world.admin.post("/teams", { name: unique("硬件"), classes: [] }), 201);
  refused(await world.admin.post("/teams", { name: team.name, classes: [] }), 409, "name_taken", "name");
  const { serial } = { serial: await ticketIn(world, "in_progress") };
  ok(await command(world, world.agent, "PUT", serial, "assignment", { team: team.id, owner: world.ids.agent }));
  refused(await world.admin.patch(`/teams/${team.id}`, { active: false }), 409, "team_in_use");
  const question = world.team("question");
  ok(await world.admin.patch(`/teams/${team.id}`, { classes: ["question"] }));
  const { teams } = ok(await world.admin.get("/directory"));
  assert.deepEqual(teams.filter((t) => t.classes.includes("question")).map((t) => t.id), [team.id]);
  ok(await world.admin.patch(`/teams/${question}`, { classes: [...new Set(["question", ...teams.find((t) => t.id === question).classes])] }));
});

test("references of another workspace are unknown everywhere", async () => {
  const other = await openWorld({ server: world.server });
  refused(await world.admin.post("/contacts", { name: "x", email: stranger().email, standing: "requester", company: other.ids.factory }), 422, "company_unknown", "company");
  refused(await world.admin.post("/projects", { name: unique("p"), company: other.ids.factory }), 422, "company_unknown", "company");
  refused(await world.admin.post("/members", { name: "x", email: stranger().email, role: "agent", teams: [other.team("fault")], lang: "zh" }), 422, "team_unknown", "teams");
  for (const [path, body] of [[`/members/${other.ids.agent}`, { active: false }], [`/contacts/${other.ids.requester}`, { active: false }], [`/teams/${other.team("fault")}`, { name: "mine" }]]) {
    refused(await world.admin.patch(path, body), 404, "not_found");
  }
  ok(await other.agent.get("/session"));
});

test("customers are found by name, address and pinyin-free Chinese, in the own workspace", async () => {
  const name = unique("张三丰");
  ok(await world.agent.post("/contacts", { name, email: stranger().email, standing: "requester" }), 201);
  const find = async (q, who = world.agent) => ok(await who.get(`/contacts?q=${encodeURIComponent(q)}`)).contacts.map((c) => c.name);
  assert.deepEqual(await find(name), [name]);
  assert.deepEqual(await find(name.slice(0, 2)), [name]);
  for (const odd of ["%", "_", "\\", "'", "\"", "*", "%' OR 1=1 --"]) assert.ok(!(await find(odd)).includes(name), odd);
  const other = await openWorld({ server: world.server });
  assert.deepEqual(await find(name, other.agent), []);
});

test("one's own profile: name, language, theme and keys; never the role", async () => {
  const { client } = await invite();
  const { member } = ok(await client.patch("/profile", { name: "王五", lang: "en", theme: "dark", single_keys: false }));
  assert.deepEqual([member.name, member.lang, member.theme, member.single_keys, member.role], ["王五", "en", "dark", false, "agent"]);
  for (const field of ["role", "email", "active", "teams"]) refused(await client.patch("/profile", { [field]: "admin" }), 422, "field_unknown", field);
  refused(await client.patch("/profile", { theme: "neon" }), 422, "field_invalid", "theme");
  refused(await world.requester.patch("/profile", { name: "x" }), 403, "not_allowed");
});

test("creating is repeated safely", async () => {
  const forms = [["/members", { name: "x", email: stranger().email, role: "agent", teams: [], lang: "zh" }], ["/teams", { name: unique("t"), classes: [] }], ["/contacts", { name: "x", email: stranger().email, standing: "requester" }], ["/companies", { name: unique("c") }], ["/projects", { name: unique("p") }]];
  for (const [path, body] of forms) {
    const key = newKey();
    const [first, again] = [await world.admin.post(path, body, { key }), await world.admin.post(path, body, { key })];
    assert.deepEqual([first.status, again.status, again.body], [201, 201, first.body], path);
    refused(await world.admin.post(path, { ...body, name: "别的" }, { key }), 422, "idempotency_key_reused");
  }
});

test("a workspace holds so much and no more: the refusal names field and limit, and everything is still listed", async () => {
  const slug = unique("full");
  const admin = await createWorkspace(world.server, { slug, email: stranger().email });
  const [{ id }] = await world.server.sql("SELECT id FROM workspaces WHERE slug = ?", slug);
  // The longest names there can be: eighty characters of four bytes.
  const long = (n) => `${n}${"🙂".repeat(80 - String(n).length)}`;
  const fill = async (table, columns, rows) => {
    const picks = columns.map((_, place) => `value ->> ${place}`).join(", ");
    for (let from = 0; from < rows.length; from += 250) {
      await world.server.sql(`INSERT INTO ${table} (workspace_id, ${columns.join(", ")}) SELECT ?, ${picks} FROM json_each(?)`, id, JSON.stringify(rows.slice(from, from + 250)));
    }
  };
  const numbered = (count, row) => Array.from({ length: count }, (_, n) => row(n));
  const padded = (word, n) => `${word}${String(n).padStart(28, "0")}`;
  const directory = async () => ok(await admin.get("/directory"));
  const start = await directory();

  await fill("teams", ["id", "name", "created_at"], numbered(100 - start.teams.length, (n) => [padded("t", n), long(n), 1]));
  assert.equal(refused(await admin.post("/teams", { name: "多一个", classes: [] }), 409, "limit_reached", "name").limit, 100);

  await fill("members", ["id", "name", "email", "role", "lang", "created_at"], numbered(500 - start.members.length, (n) => [padded("m", n), long(n), `${n}@${"x".repeat(240)}.test`, "agent", "zh", 1]));
  const invitation = { name: "多一位", email: stranger().email, role: "agent", teams: [], lang: "zh" };
  assert.equal(refused(await admin.post("/members", invitation), 409, "limit_reached", "email").limit, 500);
  assert.deepEqual(await mailsTo(world.server, invitation.email), [], "nothing of it was done");

  const { id: project } = ok(await admin.post("/projects", { name: "模块很多", modules: numbered(50, (n) => `m${n}`) }), 201);
  const add = (from, count, to = project) => admin.patch(`/projects/${to}`, { add_modules: numbered(count, (n) => `m${from + n}`) });
  for (const from of [50, 100, 150]) ok(await add(from, 50));
  assert.equal(refused(await add(200, 1), 409, "limit_reached", "add_modules").limit, 200);
  assert.equal(ok(await add(150, 50)).modules.length, 200, "names that are there already add nothing");

  await fill("projects", ["id", "name", "created_at"], numbered(999, (n) => [padded("p", n), long(n), 1]));
  assert.equal(refused(await admin.post("/projects", { name: "多一个" }), 409, "limit_reached", "name").limit, 1000);

  // Each member in as many teams as can be asked for at once.
  const { members: everybody, teams: all } = await directory();
  await fill("team_members", ["member_id", "team_id"], everybody.flatMap((m) => all.slice(0, 50).filter((t) => !m.teams.includes(t.id)).map((t) => [m.id, t.id])));
  await fill("modules", ["id", "project_id", "name"], numbered(2780, (n) => [padded("x", n), padded("p", n % 900), long(n)]));
  const rivals = await Promise.all(numbered(6, (n) => add(0, 10, padded("p", 990 + n))));
  assert.deepEqual(rivals.map(({ status }) => status).sort(), [200, 200, 409, 409, 409, 409], "two at the same moment do not pass together");
  refused(rivals.find(({ status }) => status === 409), 409, "limit_reached", "add_modules");

  const { teams, members, projects } = await directory();
  assert.deepEqual([teams.length, members.length, projects.length, projects.flatMap((p) => p.modules).length], [100, 500, 1000, 3000]);
});
