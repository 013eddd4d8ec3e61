// S4, the isolation matrix, generated from the OpenAPI document: who may not see a thing can neither read nor write it,
// nor tell it from one that does not exist. An operation without a request here fails the run.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startServer } from "../lib/server.mjs";
import { BODIES } from "./lib/bodies.mjs";
import { Client } from "./lib/client.mjs";
import { ok, withoutId } from "./lib/expect.mjs";
import { newArticle, newRobot, newTicket, picture, tagRule } from "./lib/forms.mjs";
import { describe, references } from "./lib/openapi.mjs";
import { command, openWorld, signIn } from "./lib/world.mjs";

const IDENTITIES = ["anonymous", "requester", "manager", "helper", "agent", "lead", "admin"];
const NOTHING = { ticket: 999_999, attachment: "nothing", member: "nothing", team: "nothing", contact: "nothing", project: "nothing", company: "nothing", module: "nothing", tag: "nothing", private_tag: "nothing", slug: "nothing-here", number: 1, lang: "zh", article: "nothing", robot: "nothing", delivery: "mail-999999" };

let server, world, foreign, document, operations, things, sessions;

before(async () => {
  server = await startServer();
  [world, foreign] = [await openWorld({ server }), await openWorld({ server })];
  ({ document, operations } = await describe(server));
  // Tickets are known by number: the other workspace's are to be numbers that mean nothing here.
  await server.sql("UPDATE workspaces SET last_serial = 5000 WHERE slug = ?", foreign.slug);
  things = {
    own: await collect(world, world.requester, "own"),
    others: await collect(world, world.rival, "others"),
    foreign: await collect(foreign, foreign.requester, "foreign"),
    deleted: await removed(world),
    nothing: NOTHING,
  };
  ok(await command(world, world.agent, "PUT", things.own.ticket, `collaborators/${world.ids.helper}`));
});
after(() => server.stop());

/** One of everything, each with a canary word in it. */
async function collect(of, customer, word) {
  const canary = `canary${word}${of.slug.replace("-", "")}`;
  const attachment = ok(await customer.upload("/attachments", `${canary}.png`, picture(canary)), 201).id;
  const ticket = ok(await customer.post("/tickets", newTicket({ title: canary, attachments: [attachment] })), 201).serial;
  const project = ok(await of.admin.post("/projects", { name: `${canary} project`, modules: [`${canary} module`] }), 201);
  const team = ok(await of.admin.post("/teams", { name: `${canary} team`, classes: [] }), 201).id;
  const company = ok(await of.admin.post("/companies", { name: `${canary} company` }), 201).id;
  const robot = ok(await of.admin.post("/robots", newRobot({ name: `${canary} robot` })), 201).id;
  const article = ok(await of.admin.post("/articles", newArticle({ title: `${canary} article` })), 201).id;
  const [{ id }] = await server.sql("INSERT INTO outbox (workspace_id, kind, recipient, subject, text, created_at) SELECT id, 'replied', ?, ?, 'x', 1 FROM workspaces WHERE slug = ? RETURNING id", of.at("agent"), canary, of.slug);
  const { version, rules } = ok(await of.admin.get("/tag-rules"));
  const tag = tagRule({ name: { en: `${canary} tag` } });
  ok(await of.admin.put("/tag-rules", { version, rules: [...rules, tag] }));
  return { private_tag: tag.id, robot, article, lang: "zh", delivery: `mail-${id}`, canary, ticket, attachment, member: of.ids.colleague, team, contact: of.ids[word === "others" ? "rival" : "requester"], project: project.id, module: project.modules[0].id, company, tag: "print", slug: of.slug, number: 1 };
}

/** Things that were there: a removed contact, member and file. */
async function removed(of) {
  const contact = ok(await of.admin.post("/contacts", { name: "走了", email: of.at("gone"), standing: "requester" }), 201).id;
  ok(await of.admin.patch(`/contacts/${contact}`, { active: false }));
  const attachment = ok(await of.requester.upload("/attachments", "x.png", picture()), 201).id;
  assert.equal((await of.requester.delete(`/attachments/${attachment}`)).status, 204);
  return { ...NOTHING, attachment };
}

const as = (identity) => {
  if (identity === "anonymous") return new Client(server, { app: "portal" });
  const { app, cookie } = world[identity];
  return new Client(server, { app, cookie });
};

/** Signing out and changing the workspace end a session: each identity does it in one of its own. */
const ENDS_SESSION = new Set(["close_session", "switch_workspace"]);
const anew = (identity) => signIn(server, { email: world.at(identity), portal: identity === "requester" || identity === "manager" ? world.slug : undefined });

/** What a path's parameter names, by the path. */
function kindOf({ path }, param) {
  if (param === "serial") return "ticket";
  if (param === "member" || param === "tag" || param === "lang") return param;
  if (param === "slug") return "slug";
  if (path.startsWith("/deliveries/")) return "delivery";
  if (param === "number") return "number";
  return path.match(/\/(\w+)s\/\{id\}/)[1];
}

const filled = (operation, of) => operation.path.replace(/\{(\w+)\}/g, (_, param) => encodeURIComponent(of[kindOf(operation, param)]));

/** Whether an identity may see a thing of the own workspace that is another customer's. Written from the role table. */
const SEES_OTHERS = { anonymous: false, requester: false, manager: false, helper: false, agent: true, lead: true, admin: true };

async function send(identity, operation, of, body = sample(operation, identity)) {
  const client = ENDS_SESSION.has(operation.id) && identity !== "anonymous" ? await anew(identity) : as(identity);
  const upload = operation.operation.requestBody && !operation.operation.requestBody.content["application/json"];
  const headers = /portal/.test(operation.path) ? { "x-draft-key": "d".repeat(40) } : {};
  if (upload) return client.upload(filled(operation, of), "a.png", picture(), { headers });
  return client.call(operation.method, filled(operation, of), { body, headers });
}

function sample({ id, operation }, identity) {
  if (!operation.requestBody?.content["application/json"]) return undefined;
  assert.ok(BODIES[id], `no request for ${id}: the isolation matrix does not cover it`);
  return BODIES[id](world, identity);
}

/** Everything a workspace has, to see that nothing was written. */
async function rowsOf(of) {
  const [{ id }] = await server.sql("SELECT id FROM workspaces WHERE slug = ?", of.slug);
  const tables = await server.sql("SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'workspace_id' WHERE m.type = 'table'");
  const rows = await server.batch(tables.map(({ name }) => [`SELECT * FROM "${name}" WHERE workspace_id = ?`, id]));
  return Object.fromEntries(tables.map(({ name }, i) => [name, rows[i]]));
}

const scoped = () => operations.filter((o) => o.params.length > 0 && !(o.params.length === 1 && o.params[0] === "slug"));

test("every operation of the document has a request here", () => {
  for (const operation of operations) sample(operation, "admin");
});

test("S4: another workspace's things, another customer's and deleted ones are like nothing, for every identity and operation", async () => {
  const before = await rowsOf(foreign);
  let cells = 0;
  for (const operation of scoped()) {
    for (const identity of IDENTITIES) {
      const none = withoutId(await send(identity, operation, NOTHING));
      assert.ok(none.status >= 400, `${identity} ${operation.id} on nothing: ${none.status}`);
      for (const [kind, of] of [["foreign", things.foreign], ["others", things.others], ["deleted", things.deleted]]) {
        if (kind === "others" && (SEES_OTHERS[identity] || !ofCustomers(operation))) continue;
        const answer = await send(identity, operation, kind === "foreign" && operation.params.includes("slug") ? { ...of, slug: world.slug } : of);
        assert.deepEqual(withoutId(answer), none, `${identity} ${operation.id} on ${kind}`);
        assert.ok(!answer.text.includes(of.canary ?? "\0"), `${identity} ${operation.id} on ${kind} read it`);
        cells += 1;
      }
    }
  }
  assert.ok(cells > 400, `${cells} cells`);
  assert.deepEqual(await rowsOf(foreign), before, "nothing was written in the other workspace");
  const { ticket, messages, events } = ok(await world.admin.get(`/tickets/${things.others.ticket}`));
  assert.deepEqual([ticket.version, messages.length, events.length], [1, 0, 1], "nothing was written on the other customer's ticket");
});

/** Tickets and files are a customer's; members, teams and projects are the firm's own. */
const ofCustomers = ({ path }) => /^\/(tickets|attachments)\//.test(path);

test("S4: a thing of one workspace under the number of another's ticket does not exist", async () => {
  const message = ok(await foreign.requester.post(`/tickets/${things.foreign.ticket}/messages`, { kind: "reply", text: "x" }), 201).message.id;
  const odd = await world.admin.get(`/tickets/${things.own.ticket}/messages?before=${message}`);
  assert.ok(!odd.text.includes(things.foreign.canary));
});

test("S4: identifiers inside requests name things of the own workspace or nothing", async () => {
  const before = await rowsOf(foreign);
  const named = { owner: "member", member: "member", team: "team", teams: "team", project: "project", module: "module", company: "company", requester: "contact", tag: "private_tag", attachments: "attachment", contact: "contact" };
  let cells = 0;
  for (const operation of operations) {
    for (const field of references(document, operation.operation)) {
      assert.ok(named[field], `${operation.id} refers by ${field}: say to what`);
      for (const identity of ["requester", "agent", "admin"]) {
        const ask = async (of) => {
          const value = of[named[field]];
          const body = { ...sample(operation, identity), [field]: /s$/.test(field) ? [value] : value };
          return withoutId(await send(identity, operation, things.own, body));
        };
        const [foreignOne, nothing] = [await ask(things.foreign), await ask(NOTHING)];
        assert.deepEqual(foreignOne, nothing, `${operation.id}.${field} by ${identity}`);
        assert.ok(foreignOne.status >= 400, `${operation.id}.${field} by ${identity}`);
        cells += 1;
      }
    }
  }
  assert.ok(cells >= 30, `${cells} cells`);
  assert.deepEqual(await rowsOf(foreign), before);
});

test("S4, S5: lists, searches, the board and the directory hold no word of another workspace", async () => {
  const canaries = [things.foreign.canary, foreign.slug];
  for (const operation of operations.filter((o) => o.method === "GET" && o.params.length === 0)) {
    for (const query of ["", `?q=${things.foreign.canary}`, `?company=${things.foreign.company}`, `?owner=${foreign.ids.agent}&team=${things.foreign.team}`, `?project=${things.foreign.project}`, "?after=0"]) {
      for (const identity of IDENTITIES) {
        const { text } = await as(identity).get(operation.path + query);
        for (const canary of canaries) assert.ok(!text.includes(canary), `${identity} ${operation.id}${query}`);
      }
    }
  }
});

test("S4: who is not signed in gets nothing but what is public", async () => {
  const open = new Set(["read_document", "read_portal", "ask_for_workspace", "ask_for_code", "enter_code", "open_link", "read_approval_link", "answer_approval", "file_ticket_as_stranger", "upload_as_stranger", "delete_attachment_as_stranger"]);
  for (const operation of operations) {
    const { status, body } = await send("anonymous", operation, things.own);
    if (open.has(operation.id)) assert.notEqual(status, 401, operation.id);
    else assert.deepEqual([status, body.code], [401, "sign_in_required"], operation.id);
  }
});

test("the matrix means something: with the right identity every operation is let through", async () => {
  const customers = new Set(["accept_solution", "rate_ticket"]);
  for (const operation of operations) {
    const identity = customers.has(operation.id) ? "requester" : "admin";
    if (["enter_code", "open_link", "read_approval_link", "answer_approval", "delete_attachment_as_stranger", "remove_collaborator", "remove_robot"].includes(operation.id)) continue;
    const { status, body } = await send(identity, operation, things.own);
    assert.ok(![401, 403, 404].includes(status) || (operation.id === "delete_attachment" && status === 404), `${operation.id}: ${status} ${body?.code}`);
  }
});
