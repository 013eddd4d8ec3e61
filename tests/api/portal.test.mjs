// What strangers can do: see the portal, file a ticket (R5), and come back by its link.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, newKey } from "./lib/client.mjs";
import { ok, refused, withoutId } from "./lib/expect.mjs";
import { draftKey, newTicket, picture, stranger, unique } from "./lib/forms.mjs";
import { mailsTo } from "./lib/mailbox.mjs";
import { command, file, openWorld, read, signIn } from "./lib/world.mjs";

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

const visit = () => new Client(world.server, { app: "portal" });
const portal = (path) => `/portal/${world.slug}${path}`;

async function byLink(link) {
  const [, public_id, secret] = link.match(/\/t\/([^#]+)#(.+)$/);
  const visitor = visit();
  ok(await visitor.post("/ticket-links", { public_id, secret }));
  return visitor;
}

async function fileAsStranger(form = {}, contact = stranger()) {
  const visitor = visit();
  const filed = ok(await visitor.post(portal("/tickets"), newTicket({ contact, ...form })), 201);
  return { visitor, filed, contact };
}

test("the portal says whose it is and shows a stranger no project", async () => {
  ok(await world.admin.post("/projects", { name: unique("MES"), company: world.ids.factory, modules: ["扫码"] }), 201);
  const view = ok(await visit().get(`/portal/${world.slug}`));
  assert.equal(view.slug, world.slug);
  assert.deepEqual([view.contact, view.projects], [null, []]);
  const mine = ok(await world.requester.get(`/portal/${world.slug}`));
  assert.equal(mine.projects.length, 1);
  assert.deepEqual(ok(await world.rival.get(`/portal/${world.slug}`)).projects, [], "another company's project is not shown");
  refused(await visit().get("/portal/nobody-here"), 404, "not_found");
});

test("R5: a stranger files a fault with photos and gets a link to that ticket alone", async () => {
  const draft = draftKey();
  const visitor = visit();
  const photo = picture();
  const attachment = ok(await visitor.upload(portal("/attachments"), "屏幕.png", photo, { draft }), 201);
  assert.deepEqual([attachment.name, attachment.media_type, attachment.bytes], ["屏幕.png", "image/png", photo.length]);
  const form = newTicket({ contact: stranger(), attachments: [attachment.id] });
  const filed = ok(await visitor.post(portal("/tickets"), form, { headers: { "x-draft-key": draft } }), 201);
  assert.match(filed.link, /\/t\/[\w-]+#[\w-]{20,}$/);
  const guest = await byLink(filed.link);
  const { ticket } = ok(await guest.get(`/tickets/${filed.serial}`));
  assert.deepEqual([ticket.channel, ticket.attachments.length], ["portal", 1]);
  assert.deepEqual((await guest.get(`/attachments/${attachment.id}`)).bytes, photo);
  assert.equal(ok(await guest.get("/session")).contact.only, filed.serial);
});

test("R5: a repeated filing is the same ticket with the same link, and another body under its key is refused", async () => {
  const key = newKey();
  const form = newTicket({ contact: stranger() });
  const first = await visit().post(portal("/tickets"), form, { key });
  const again = await visit().post(portal("/tickets"), form, { key });
  assert.deepEqual([again.status, again.body], [201, first.body]);
  refused(await visit().post(portal("/tickets"), { ...form, title: "另一张" }, { key }), 422, "idempotency_key_reused");
  refused(await visit().post(portal("/tickets"), form, { key: null }), 400, "idempotency_key_invalid");
  refused(await visit().post(portal("/tickets"), form, { key: "short" }), 400, "idempotency_key_invalid");
});

test("a stranger must say who they are, and may not choose what belongs to the firm", async () => {
  refused(await visit().post(portal("/tickets"), newTicket()), 422, "field_required", "contact");
  const bad = [
    [{ contact: { name: "周强", email: "no" } }, "email_invalid", "contact.email"],
    [{ contact: { ...stranger(), role: "manager" } }, "field_unknown", "contact.role"],
    [{ contact: stranger(), priority: "p0" }, "field_unknown", "priority"],
    [{ contact: stranger(), owner: world.ids.agent }, "field_unknown", "owner"],
  ];
  for (const [form, code, field] of bad) refused(await visit().post(portal("/tickets"), newTicket(form)), 422, code, field);
  const someone = await visit().post(portal("/tickets"), newTicket({ contact: stranger(), requester: world.ids.requester }));
  assert.ok(someone.status >= 400, "nobody files in another's name");
});

test("a stranger under a known address sees nothing of that person and gets no more rights", async () => {
  const serial = await file(world);
  const { filed } = await fileAsStranger({}, { name: "冒名", email: world.at("requester") });
  const guest = await byLink(filed.link);
  refused(await guest.get(`/tickets/${serial}`), 404, "not_found");
  assert.deepEqual(ok(await guest.get("/tickets")).tickets.map((t) => t.serial), [filed.serial]);
  const { name } = ok(await world.requester.get("/session")).contact;
  assert.equal(name, `requester ${world.slug}`, "the known person keeps their name");
});

test("the link's session sees its own ticket and no other of the same person", async () => {
  const contact = stranger();
  const { filed: first } = await fileAsStranger({}, contact);
  const { filed: second } = await fileAsStranger({}, contact);
  const guest = await byLink(first.link);
  refused(await guest.get(`/tickets/${second.serial}`), 404, "not_found");
  refused(await guest.post(`/tickets/${second.serial}/messages`, { kind: "reply", text: "hi" }), 404, "not_found");
  assert.deepEqual(ok(await guest.get("/tickets")).tickets.map((t) => t.serial), [first.serial]);
});

test("R25: the link's holder replies, verifies and rates without signing in", async () => {
  const { filed } = await fileAsStranger();
  const guest = await byLink(filed.link);
  ok(await guest.post(`/tickets/${filed.serial}/messages`, { kind: "reply", text: "补充：2 号线也一样" }), 201);
  ok(await command(world, world.agent, "POST", filed.serial, "start", { owner: world.ids.agent }));
  ok(await command(world, world.agent, "POST", filed.serial, "solution", { solution: "好了", root_cause: "驱动" }));
  ok(await command(world, guest, "POST", filed.serial, "acceptance"));
  const { ticket } = ok(await command(world, guest, "PUT", filed.serial, "rating", { score: 5 }));
  assert.equal(ticket.rating.score, 5);
});

test("a wrong, old or malformed link is refused in the same words", async () => {
  const { filed } = await fileAsStranger();
  const [, public_id, secret] = filed.link.match(/\/t\/([^#]+)#(.+)$/);
  const flipped = (secret[0] === "A" ? "B" : "A") + secret.slice(1);
  const exchange = (form) => visit().post("/ticket-links", form);
  const wrong = await exchange({ public_id, secret: flipped });
  refused(wrong, 404, "link_invalid");
  for (const form of [{ public_id: "nothing", secret }, { public_id, secret: "x" }]) assert.deepEqual(withoutId(await exchange(form)), withoutId(wrong));
  const guest = await byLink(filed.link);
  const fresh = ok(await world.agent.post(`/tickets/${filed.serial}/link`, {}));
  assert.deepEqual(withoutId(await exchange({ public_id, secret })), withoutId(wrong), "the old link is revoked");
  refused(await guest.get(`/tickets/${filed.serial}`), 401, "sign_in_required");
  await byLink(fresh.link);
});

test("the link's secret is not stored", async () => {
  const { filed } = await fileAsStranger();
  const secret = filed.link.split("#")[1];
  const tables = await world.server.sql("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%' AND name NOT IN ('idempotency', 'outbox')");
  for (const { name } of tables) assert.ok(!JSON.stringify(await world.server.sql(`SELECT * FROM "${name}"`)).includes(secret), name);
});

test("the confirmation mail never repeats the ticket's text, so that nobody relays spam through it", async () => {
  const canary = unique("buy-cheap-pills");
  const { contact } = await fileAsStranger({ title: canary, details: [{ key: "actual", text: `http://${canary}.test` }] }, { ...stranger(), name: canary });
  const mails = await mailsTo(world.server, contact.email);
  assert.equal(mails.length, 1);
  assert.ok(!JSON.stringify(mails).includes(canary));
});

test("a removed contact can neither sign in, nor use their link, nor file under their address unnoticed", async () => {
  const { filed, contact } = await fileAsStranger();
  const guest = await byLink(filed.link);
  const { requester } = (await read(world, filed.serial)).ticket;
  ok(await world.admin.patch(`/contacts/${requester.id}`, { active: false }));
  refused(await guest.get(`/tickets/${filed.serial}`), 401, "sign_in_required");
  const [, public_id, secret] = filed.link.match(/\/t\/([^#]+)#(.+)$/);
  refused(await visit().post("/ticket-links", { public_id, secret }), 404, "link_invalid");
  await assert.rejects(signIn(world.server, { email: contact.email, portal: world.slug }));
});
