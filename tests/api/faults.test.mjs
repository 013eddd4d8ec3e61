// D1 fails before the commit, or after it so that the answer is lost (S3). Nothing is lost, nothing doubled.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, newKey } from "./lib/client.mjs";
import { ok } from "./lib/expect.mjs";
import { draftKey, newTicket, picture, stranger, unique } from "./lib/forms.mjs";
import { SOLUTION, file, openWorld, read, ticketIn } from "./lib/world.mjs";

let world;
before(async () => (world = await openWorld({ vars: { FAULT_INJECTION: "on" } })));
after(() => world.close());

const rows = async (table) => (await world.server.sql(`SELECT count(*) AS n FROM ${table}`))[0].n;
const TABLES = ["tickets", "events", "messages", "attachments", "attachment_uses", "outbox", "members", "contacts", "companies", "projects", "modules", "teams", "ticket_collaborators", "audit"];
const snapshot = async () => Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table, await rows(table)])));

/** name → a function that gives a repeatable request: every call of it sends the same with the same key. */
const WRITES = {
  "file a ticket": async () => keyed(world.requester, "POST", "/tickets", newTicket()),
  "file on behalf of a new customer": async () => keyed(world.agent, "POST", "/tickets", newTicket({ contact: stranger() })),
  "file as a stranger": async () => keyed(world.stranger, "POST", `/portal/${world.slug}/tickets`, newTicket({ contact: stranger() })),
  "file with a photo": async () => keyed(world.requester, "POST", "/tickets", newTicket({ attachments: [await uploaded()] })),
  "reply": async () => keyed(world.requester, "POST", `/tickets/${await file(world)}/messages`, { kind: "reply", text: unique("reply") }),
  "note with a photo": async () => keyed(world.requester, "POST", `/tickets/${await file(world)}/messages`, { kind: "reply", text: "x", attachments: [await uploaded()] }),
  "start": async () => keyed(world.agent, "POST", `/tickets/${await file(world)}/start`, { version: 1, owner: world.ids.agent }),
  "propose": async () => keyed(world.agent, "POST", `/tickets/${await ticketIn(world, "in_progress")}/solution`, { version: 2, ...SOLUTION }),
  "accept": async () => keyed(world.requester, "POST", `/tickets/${await ticketIn(world, "verifying")}/acceptance`, { version: 3 }),
  "refuse": async () => keyed(world.requester, "POST", `/tickets/${await ticketIn(world, "verifying")}/refusal`, { version: 3, reason: "不行" }),
  "rate": async () => keyed(world.requester, "PUT", `/tickets/${await ticketIn(world, "closed")}/rating`, { version: 4, score: 5 }),
  "invite a helper": async () => keyed(world.agent, "PUT", `/tickets/${await file(world)}/collaborators/${world.ids.helper}`, { version: 1 }),
  "upload": async () => uploadKeyed(),
  "invite a member": async () => keyed(world.admin, "POST", "/members", { name: "x", email: stranger().email, role: "agent", teams: [], lang: "zh" }),
  "add a contact": async () => keyed(world.agent, "POST", "/contacts", { name: "x", email: stranger().email, standing: "requester" }),
  "add a company": async () => keyed(world.agent, "POST", "/companies", { name: unique("c") }),
  "add a project": async () => keyed(world.agent, "POST", "/projects", { name: unique("p"), modules: ["一", "二"] }),
  "add a team": async () => keyed(world.admin, "POST", "/teams", { name: unique("t"), classes: [] }),
};

const uploaded = async () => ok(await world.requester.upload("/attachments", "a.png", picture()), 201).id;

function keyed(who, method, path, body) {
  const key = newKey();
  return (fault) => who.call(method, path, { body, key, fault });
}

function uploadKeyed() {
  const [key, bytes] = [newKey(), picture()];
  return (fault) => world.requester.upload("/attachments", "a.png", bytes, { key, fault });
}

for (const [name, prepare] of Object.entries(WRITES)) {
  test(`S3: ${name}: a failure before the commit changes nothing, and the same request then succeeds`, async () => {
    const send = await prepare();
    const before = await snapshot();
    const failed = await send("before-commit");
    assert.deepEqual([failed.status, failed.body.code], [500, "fault"]);
    assert.deepEqual(await snapshot(), before);
    assert.ok((await send()).status < 300);
  });

  test(`S3: ${name}: an answer lost after the commit is given to the same request, once done`, async () => {
    const send = await prepare();
    const failed = await send("after-commit");
    assert.deepEqual([failed.status, failed.body.code], [500, "fault"]);
    const done = await snapshot();
    const [first, second] = [await send(), await send()];
    assert.ok(first.status < 300, first.text);
    assert.deepEqual([second.status, second.body], [first.status, first.body]);
    assert.deepEqual(await snapshot(), done, "nothing was done twice");
  });
}

test("a fault says that it is ours, in the reader's language, with a number to quote", async () => {
  for (const [lang, words] of [["zh", /没有丢失/], ["en", /Nothing was lost/]]) {
    const answer = await world.requester.post("/tickets", newTicket(), { fault: "before-commit", headers: { "accept-language": lang } });
    assert.match(answer.body.title, words);
    assert.equal(answer.headers.get("x-request-id"), answer.body.request_id);
    // The number is of random letters, and may spell anything.
    const told = answer.text.replaceAll(answer.body.request_id, "");
    assert.doesNotMatch(told, /SQL|D1|sqlite|worker|\.rs/i);
  }
});

test("a version keeps a keyless command from happening twice", async () => {
  const serial = await file(world);
  const start = (fault) => world.agent.post(`/tickets/${serial}/start`, { version: 1, owner: world.ids.agent }, { key: null, fault });
  assert.equal((await start("after-commit")).status, 500);
  assert.equal((await start()).body.code, "ticket_changed");
  assert.equal((await read(world, serial)).events.length, 2);
});

test("a stranger's lost answer still gives the link", async () => {
  const key = newKey();
  const visitor = new Client(world.server, { app: "portal" });
  const draft = draftKey();
  const { id } = ok(await visitor.upload(`/portal/${world.slug}/attachments`, "a.png", picture(), { draft }), 201);
  const form = newTicket({ contact: stranger(), attachments: [id] });
  const send = (fault) => visitor.post(`/portal/${world.slug}/tickets`, form, { key, fault, headers: { "x-draft-key": draft } });
  assert.equal((await send("after-commit")).status, 500);
  assert.match(ok(await send(), 201).link, /#/);
});
