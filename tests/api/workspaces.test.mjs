// Creating a workspace (R41) and signing in by code.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startServer } from "../lib/server.mjs";
import { Client } from "./lib/client.mjs";
import { ok, refused, withoutId } from "./lib/expect.mjs";
import { newTicket, unique } from "./lib/forms.mjs";
import { codeFor, mailsTo } from "./lib/mailbox.mjs";
import { createWorkspace, openWorld, signIn } from "./lib/world.mjs";

let server, world;
before(async () => {
  server = await startServer();
  world = await openWorld({ server });
});
after(() => server.stop());

const wish = (more = {}) => {
  const slug = unique("firm");
  return { name: "启明软件", slug, your_name: "陈志远", email: `boss@${slug}.test`, lang: "zh", ...more };
};

async function challengeFor(email, portal) {
  const browser = new Client(server, { app: portal ? "portal" : "desk" });
  const { challenge } = ok(await browser.post("/sign-in", { email, lang: "zh", ...(portal ? { portal } : {}) }), 202);
  return { browser, challenge };
}

const wrong = (code) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

test("R41: a new workspace works at once, with its defaults and its admin", async () => {
  const form = wish();
  const admin = new Client(server);
  const { challenge, expires_in } = ok(await admin.post("/workspaces", form), 202);
  assert.ok(expires_in > 0 && expires_in <= 600, "codes live ten minutes at most");
  assert.deepEqual(await server.sql("SELECT 1 FROM workspaces WHERE slug = ?", form.slug), [], "nothing exists before the code");
  const session = ok(await admin.post("/sign-in/code", { challenge, code: await codeFor(server, form.email) }));
  assert.equal(session.member.role, "admin");
  assert.deepEqual(session.workspace, { slug: form.slug, name: form.name });
  assert.deepEqual(session.policy, { reopen_days: 14, silence_days: 7, reminder_days: 3, approval_days: 7 });
  const { teams } = ok(await admin.get("/directory"));
  assert.deepEqual(teams.flatMap((t) => t.classes).sort(), ["change", "fault", "question", "request"], "each class has its team");
  const visitor = new Client(server, { app: "portal" });
  ok(await visitor.post(`/portal/${form.slug}/tickets`, newTicket({ contact: { name: "周强", email: `z@${form.slug}.test` } })), 201);
  assert.equal(ok(await admin.get("/tickets")).tickets.length, 1);
});

test("R41: the first calendar has the hours of the firm's own zone, and China's holidays in China alone", async () => {
  const begun = async (zone) => {
    const form = wish({ zone });
    const admin = new Client(server);
    const { challenge } = ok(await admin.post("/workspaces", form), 202);
    ok(await admin.post("/sign-in/code", { challenge, code: await codeFor(server, form.email) }));
    const { calendars } = ok(await admin.get("/sla"));
    return [calendars[0].hours.zone, calendars[0].hours.region];
  };
  assert.deepEqual(await begun("Europe/Berlin"), ["Europe/Berlin", null]);
  assert.deepEqual(await begun("Asia/Urumqi"), ["Asia/Urumqi", "cn"]);
  for (const zone of ["Asia/Shanghai", "Mars/Olympus", "+02:00", "", null, undefined]) assert.deepEqual(await begun(zone), ["Asia/Shanghai", "cn"], zone);
  refused(await new Client(server).post("/workspaces", wish({ zone: "x".repeat(65) })), 422, "field_invalid", "zone");
});

test("an address that is taken is refused by name, before or after the code", async () => {
  refused(await new Client(server).post("/workspaces", wish({ slug: world.slug })), 409, "slug_taken", "slug");
  const form = wish();
  const [first, second] = [new Client(server), new Client(server)];
  const a = ok(await first.post("/workspaces", form), 202);
  const firstCode = await codeFor(server, form.email);
  const rival = `rival@${form.slug}.test`;
  const b = ok(await second.post("/workspaces", { ...form, email: rival }), 202);
  const secondCode = await codeFor(server, rival);
  ok(await first.post("/sign-in/code", { challenge: a.challenge, code: firstCode }));
  const late = await second.post("/sign-in/code", { challenge: b.challenge, code: secondCode });
  assert.deepEqual([late.status, late.body.code], [409, "slug_taken"]);
  assert.equal(second.cookie, undefined);
});

test("bad fields of a new workspace are refused by name", async () => {
  const refusals = [
    [{ slug: "a" }, "slug_invalid", "slug"],
    [{ slug: "../x" }, "slug_invalid", "slug"],
    [{ email: "nobody" }, "email_invalid", "email"],
    [{ name: " " }, "field_required", "name"],
    [{ your_name: "x".repeat(81) }, "text_too_long", "your_name"],
    [{ lang: "fr" }, "field_invalid", "lang"],
    [{ role: "admin" }, "field_unknown", "role"],
  ];
  for (const [bad, code, field] of refusals) refused(await new Client(server).post("/workspaces", wish(bad)), 422, code, field);
});

test("a code works once, in the browser that asked for it", async () => {
  const email = world.at("agent");
  const { browser, challenge } = await challengeFor(email);
  const code = await codeFor(server, email);
  const thief = await challengeFor(email);
  refused(await thief.browser.post("/sign-in/code", { challenge: "x".repeat(43), code }), 422, "code_wrong", "code");
  refused(await thief.browser.post("/sign-in/code", { challenge: thief.challenge, code }), 422, "code_wrong", "code");
  ok(await browser.post("/sign-in/code", { challenge, code }));
  refused(await new Client(server).post("/sign-in/code", { challenge, code }), 422, "code_wrong", "code");
});

test("a wrong code is refused, and after five even the right one", async () => {
  const email = world.at("lead");
  const { browser, challenge } = await challengeFor(email);
  const code = await codeFor(server, email);
  for (let attempt = 0; attempt < 5; attempt++) refused(await browser.post("/sign-in/code", { challenge, code: wrong(code) }), 422, "code_wrong", "code");
  refused(await browser.post("/sign-in/code", { challenge, code }), 422, "code_wrong", "code");
  for (const odd of ["", "      ", "null", "0".repeat(20), "１２３４５６"]) assert.equal((await browser.post("/sign-in/code", { challenge, code: odd })).status, 422);
});

test("an expired code is refused", async () => {
  const email = world.at("lead");
  const { browser, challenge } = await challengeFor(email);
  const code = await codeFor(server, email);
  await server.sql("UPDATE login_codes SET expires_at = ? WHERE email = ?", Date.now() - 1, email);
  refused(await browser.post("/sign-in/code", { challenge, code }), 422, "code_wrong", "code");
});

test("spaces in a typed code are forgiven", async () => {
  const email = world.at("lead");
  const { browser, challenge } = await challengeFor(email);
  const code = await codeFor(server, email);
  ok(await browser.post("/sign-in/code", { challenge, code: ` ${code.slice(0, 3)} ${code.slice(3)} ` }));
});

test("unknown addresses get the same answer, and no mail", async () => {
  const shape = (answer) => ({ ...withoutId(answer), challenge: answer.body.challenge.length });
  for (const portal of [undefined, world.slug]) {
    const email = `nobody@${unique("x")}.test`;
    const known = portal ? world.at("requester") : world.at("agent");
    const ask = (address) => new Client(server).post("/sign-in", { email: address, lang: "zh", ...(portal ? { portal } : {}) });
    const [unknown, real] = [await ask(email), await ask(known)];
    assert.deepEqual(shape(unknown), shape(real));
    assert.equal(unknown.queries, real.queries, "no different work either");
    assert.deepEqual((await mailsTo(server, email)).filter((m) => /\d{6}/.test(m.text)), []);
    refused(await new Client(server).post("/sign-in/code", { challenge: unknown.body.challenge, code: "000000" }), 422, "code_wrong", "code");
  }
});

test("a member's code opens the desk and a customer's the portal, side by side in one browser", async () => {
  const email = unique("both") + "@both.test";
  ok(await world.admin.post("/members", { name: "两边", email, role: "agent", teams: [], lang: "zh" }), 201);
  ok(await world.admin.post("/contacts", { name: "两边", email, standing: "requester" }), 201);
  const member = await signIn(server, { email });
  const customer = await signIn(server, { email, portal: world.slug });
  const cookie = `${member.cookie}; ${customer.cookie}`;
  const [desk, portal] = ["desk", "portal"].map((app) => new Client(server, { app, cookie }));
  assert.equal(ok(await desk.get("/session")).contact, null);
  assert.equal(ok(await portal.get("/session")).member, null);
});

test("cookies cannot be read by scripts or sent by other sites, and signing in gives a new one", async () => {
  const email = world.at("colleague");
  const { browser, challenge } = await challengeFor(email);
  const old = (browser.cookie = world.colleague.cookie);
  const answer = await browser.post("/sign-in/code", { challenge, code: await codeFor(server, email) });
  const line = answer.headers.getSetCookie()[0];
  assert.match(line, /^ld_desk=[\w-]{43,}; /);
  for (const part of ["HttpOnly", "SameSite=Lax", "Path=/"]) assert.ok(line.includes(part), line);
  assert.doesNotMatch(line, /Domain/i);
  assert.notEqual(browser.cookie, old);
  const [{ hashed }] = await server.sql("SELECT count(*) AS hashed FROM sessions WHERE token_hash = ?", browser.cookie.split("=")[1]);
  assert.equal(hashed, 0, "the token itself is not stored");
  world.colleague = browser;
});

test("signing out ends the session everywhere it is known", async () => {
  const client = await signIn(server, { email: world.at("agent") });
  const { cookie } = client;
  assert.equal((await client.delete("/session")).status, 204);
  refused(await new Client(server, { cookie }).get("/session"), 401, "sign_in_required");
});

test("a person with two workspaces changes between them, and no one else does", async () => {
  const email = unique("two") + "@two.test";
  const [one, two] = [unique("one"), unique("two")];
  const admin = await createWorkspace(server, { slug: one, email });
  await createWorkspace(server, { slug: two, email });
  assert.deepEqual(ok(await admin.get("/session")).others.map((w) => w.slug), [two]);
  assert.equal(ok(await admin.post("/session/workspace", { slug: two })).workspace.slug, two);
  assert.equal(ok(await admin.get("/session")).workspace.slug, two);
  const foreign = await admin.post("/session/workspace", { slug: world.slug });
  const missing = await admin.post("/session/workspace", { slug: unique("none") });
  assert.deepEqual(withoutId(foreign), withoutId(missing), "no hint that it exists");
  assert.ok(foreign.status >= 400);
});

test("signing in leads to the workspace that was used last, not to the one that was joined last", async () => {
  const email = unique("many") + "@many.test";
  const [one, two] = [unique("one"), unique("two")];
  const first = await createWorkspace(server, { slug: one, email });
  const second = await createWorkspace(server, { slug: two, email });
  const entered = async () => {
    const client = await signIn(server, { email });
    const { workspace, others } = ok(await client.get("/session"));
    assert.deepEqual(others.length, 1, "and the other one can be chosen");
    assert.notEqual(others[0].slug, workspace.slug);
    return workspace.slug;
  };
  assert.equal(await entered(), two);
  await first.delete("/session");
  ok(await second.post("/session/workspace", { slug: one }));
  assert.equal(await entered(), one, "changed over");
  await second.delete("/session");
  await server.sql("DELETE FROM sessions WHERE member_id IN (SELECT id FROM members WHERE email = ?)", email);
  assert.equal(await entered(), one, "also when every session has ended");
});

test("an invited person who was nowhere yet enters the workspace that invited them first", async () => {
  const email = unique("new") + "@new.test";
  const invite = (admin) => admin.post("/members", { name: "新人", email, role: "agent", teams: [], lang: "zh" });
  const other = await createWorkspace(server, { slug: unique("later"), email: `${unique("boss")}@boss.test` });
  ok(await invite(world.admin), 201);
  ok(await invite(other), 201);
  const session = async () => ok(await (await signIn(server, { email })).get("/session"));
  assert.equal((await session()).workspace.slug, world.slug);
  assert.equal((await session()).workspace.slug, world.slug, "and again");
});

test("sign-ins are in the audit log, without the client's address", async () => {
  const [{ n }] = await server.sql("SELECT count(*) AS n FROM audit WHERE action LIKE '%sign%'");
  assert.ok(n > 0);
  assert.deepEqual(await server.sql("SELECT client FROM audit WHERE client LIKE '%127.0.0%'"), []);
});
