// What whoever knows an address learns of its person: nothing. And what a link opens: one ticket, for whoever has it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client } from "./lib/client.mjs";
import { ok, refused } from "./lib/expect.mjs";
import { newTicket, picture, stranger } from "./lib/forms.mjs";
import { command, file, openWorld, read, signIn, ticketIn } from "./lib/world.mjs";

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

const visit = () => new Client(world.server, { app: "portal" });
const parts = (link) => ({ public_id: link.split("/t/")[1].split("#")[0], secret: link.split("#")[1] });
const say = (who, serial, text) => who.post(`/tickets/${serial}/messages`, { kind: "reply", text });

/** Files without an account and opens the link. */
async function fileAs(contact, form = {}) {
  const filed = ok(await visit().post(`/portal/${world.slug}/tickets`, newTicket({ contact, ...form })), 201);
  const guest = visit();
  const session = ok(await guest.post("/ticket-links", parts(filed.link)));
  return { filed, guest, session };
}

test("who types a known address reads their own words everywhere, and nothing that the firm knows of the person", async () => {
  const known = { name: `requester ${world.slug}`, id: world.ids.requester, company: world.ids.factory, firm: `factory ${world.slug}` };
  const typed = { name: "冒名顶替", email: world.at("requester"), phone: "138 1111 2222" };
  const { filed, guest, session } = await fileAs(typed);
  const { serial } = filed;
  assert.deepEqual([session.contact.name, session.contact.only], [typed.name, serial]);
  const answer = await say(guest, serial, "我是他");
  assert.equal(ok(answer, 201).message.author, typed.name);
  ok(await say(world.requester, serial, "我才是"), 201);
  ok(await say(world.agent, serial, "在看"), 201);
  const again = ok(await guest.post("/tickets", newTicket()), 201);
  const onward = visit();
  const answers = [
    answer,
    await guest.get("/session"),
    await guest.get("/tickets"),
    await guest.get(`/tickets/${serial}`),
    await guest.get(`/tickets/${serial}/messages?before=${serial}-9`),
    await guest.get(`/portal/${world.slug}`),
    await onward.post("/ticket-links", parts(again.link)),
    await onward.get(`/tickets/${again.serial}`),
  ];
  for (const { status, text } of answers) {
    assert.ok(status < 300, text);
    for (const [what, word] of Object.entries(known)) assert.ok(!text.includes(word), `${what} in ${text}`);
  }
  const page = ok(answers[3]);
  const { id } = session.contact;
  assert.deepEqual([page.ticket.requester.name, page.ticket.requester.id], [typed.name, id]);
  assert.deepEqual(page.messages.map((m) => m.author), [typed.name, typed.name, `agent ${world.slug}`]);
  assert.deepEqual(page.messages.map((m) => m.by.id), [id, id, world.ids.agent]);
  assert.deepEqual(page.people.filter((p) => p.id === id), [{ id, name: typed.name }]);
  assert.equal(ok(answers[7]).ticket.requester.name, typed.name, "a ticket filed from a link goes by the same name");
});

test("the team sees the person and, where it differs, what was typed; the person sees themselves", async () => {
  const typed = { name: "赵工的同事", email: world.at("requester"), phone: "139 0000 0000" };
  const { filed, guest } = await fileAs(typed);
  const person = `requester ${world.slug}`;
  const { requester } = (await read(world, filed.serial)).ticket;
  assert.deepEqual([requester.name, requester.id, requester.filed_as], [person, world.ids.requester, { name: typed.name, phone: typed.phone }]);
  for (const who of [world.requester, world.manager]) {
    const { ticket } = ok(await who.get(`/tickets/${filed.serial}`));
    assert.deepEqual([ticket.requester.name, ticket.requester.filed_as ?? null], [person, null]);
  }
  assert.ok(!ok(await guest.get(`/tickets/${filed.serial}`)).ticket.requester.filed_as);
  const fresh = stranger();
  const { filed: own } = await fileAs(fresh);
  assert.equal((await read(world, own.serial)).ticket.requester.filed_as ?? null, null, "who is new is who they say they are");
});

test("a link of a ticket that was not filed by a stranger calls its requester by the name the firm has", async () => {
  const serial = await file(world);
  const { link } = ok(await world.agent.post(`/tickets/${serial}/link`));
  const guest = visit();
  assert.equal(ok(await guest.post("/ticket-links", parts(link))).contact.name, `requester ${world.slug}`);
});

test("a removed person's address is answered like one that nobody knows, and opens nothing of the old person", async () => {
  const email = stranger().email;
  const add = () => world.admin.post("/contacts", { name: "离职员工", email, standing: "manager", company: world.ids.factory });
  const { id } = ok(await add(), 201);
  const old = ok(await world.agent.post("/tickets", newTicket({ requester: id })), 201).serial;
  ok(await world.admin.patch(`/contacts/${id}`, { active: false }));
  const shape = async (contact) => {
    const answer = await visit().post(`/portal/${world.slug}/tickets`, newTicket({ contact }));
    return [answer.status, Object.keys(answer.body).sort(), answer.queries];
  };
  const unknown = await shape(stranger());
  assert.deepEqual(await shape({ name: "某人", email }), unknown);
  assert.deepEqual(await shape({ name: "某人", email: world.at("neighbour") }), unknown, "nor does a known one differ");
  const back = await signIn(world.server, { email, portal: world.slug });
  refused(await back.get(`/tickets/${old}`), 404, "not_found");
  assert.deepEqual([ok(await back.get("/session")).contact.standing, ok(await back.get("/tickets")).tickets.length], ["requester", 1]);
  const { requester } = (await read(world, old)).ticket;
  assert.deepEqual([requester.name, requester.email], ["离职员工", email], "old tickets keep whom they were filed by");
  refused(await world.admin.patch(`/contacts/${id}`, { active: true }), 409, "email_taken", "active");
  refused(await add(), 409, "email_taken", "email");
});

test("a removed person who comes back has the same address and the same tickets", async () => {
  const contact = { name: "又回来了", email: stranger().email, standing: "requester" };
  const { id } = ok(await world.admin.post("/contacts", contact), 201);
  const serial = ok(await world.agent.post("/tickets", newTicket({ requester: id })), 201).serial;
  ok(await world.admin.patch(`/contacts/${id}`, { active: false }));
  assert.equal(ok(await world.admin.get(`/contacts?q=${contact.email}`)).contacts[0].email, contact.email);
  assert.equal(ok(await world.admin.patch(`/contacts/${id}`, { active: true })).email, contact.email);
  const back = await signIn(world.server, { email: contact.email, portal: world.slug });
  ok(await back.get(`/tickets/${serial}`));
});

test("two links of one contact do not see each other's uploads", async () => {
  const contact = stranger();
  const [one, two] = [await fileAs(contact), await fileAs(contact)];
  const { id } = ok(await one.guest.upload("/attachments", "工资.png", picture()), 201);
  refused(await two.guest.get(`/attachments/${id}`), 404, "not_found");
  refused(await two.guest.delete(`/attachments/${id}`), 404, "not_found");
  refused(await two.guest.post(`/tickets/${two.filed.serial}/messages`, { kind: "reply", text: "x", attachments: [id] }), 422, "attachment_unknown", "attachments");
  ok(await one.guest.post(`/tickets/${one.filed.serial}/messages`, { kind: "reply", text: "x", attachments: [id] }), 201);
});

test("another link in the same browser ends the session of the first; a full session is left alone", async () => {
  const [one, two] = [await fileAs(stranger()), await fileAs(stranger())];
  const { cookie } = one.guest;
  assert.equal(ok(await one.guest.post("/ticket-links", parts(two.filed.link))).contact.only, two.filed.serial);
  assert.notEqual(one.guest.cookie, cookie);
  refused(await new Client(world.server, { app: "portal", cookie }).get("/session"), 401, "sign_in_required");
  ok(await two.guest.get("/session"));
  const person = await signIn(world.server, { email: world.at("neighbour"), portal: world.slug });
  const own = person.cookie;
  ok(await person.post("/ticket-links", parts(two.filed.link)));
  ok(await new Client(world.server, { app: "portal", cookie: own }).get("/session"));
});

test("giving out a requester's link is on record, with who did it", async () => {
  const serial = await file(world);
  const before = Date.now();
  ok(await world.lead.post(`/tickets/${serial}/link`));
  const rows = await world.server.sql("SELECT actor, subject FROM audit WHERE action = 'renew_link' AND at >= ?", before);
  assert.deepEqual(rows, [{ actor: `member:${world.ids.lead}`, subject: String(serial) }]);
  refused(await world.requester.post(`/tickets/${serial}/link`), 403, "not_allowed");
  const [{ n }] = await world.server.sql("SELECT count(*) AS n FROM audit WHERE action = 'renew_link' AND subject = ?", String(serial));
  assert.equal(n, 1);
});

test("S4: a ticket's references name no ticket that its reader may not see", async () => {
  const theirs = await file(world, {}, world.rival);
  const own = await file(world);
  const duplicate = async (of) => {
    const serial = await file(world);
    ok(await command(world, world.agent, "POST", serial, "closure", { code: "duplicate", duplicate_of: of }));
    return serial;
  };
  const [hidden, shown] = [await duplicate(theirs), await duplicate(own)];
  const seen = async (who, serial) => {
    const { ticket, events } = ok(await who.get(`/tickets/${serial}`));
    return [ticket.closing.duplicate_of ?? null, events.at(-1).what.duplicate_of ?? null];
  };
  for (const who of [world.requester, world.manager]) {
    assert.deepEqual(await seen(who, hidden), [null, null]);
    assert.deepEqual(await seen(who, shown), [own, own]);
  }
  assert.deepEqual(await seen(world.agent, hidden), [theirs, theirs]);
  const { link } = ok(await world.agent.post(`/tickets/${shown}/link`));
  const guest = visit();
  ok(await guest.post("/ticket-links", parts(link)));
  assert.deepEqual(await seen(guest, shown), [null, null], "a link opens one ticket and names no other");
});

test("S4: a follow-up names the ticket it goes on from to who may see that one", async () => {
  const closed = await ticketIn(world, "closed");
  const contact = stranger();
  const { serial } = ok(await world.agent.post("/tickets", newTicket({ contact, follow_up_of: closed })), 201);
  const customer = await signIn(world.server, { email: contact.email, portal: world.slug });
  const answer = ok(await say(customer, serial, "好的"), 201);
  assert.equal(answer.ticket.follow_up_of ?? null, null);
  assert.equal(ok(await customer.get(`/tickets/${serial}`)).ticket.follow_up_of ?? null, null);
  assert.equal((await read(world, serial)).ticket.follow_up_of, closed);
  const own = ok(await world.requester.post("/tickets", newTicket({ follow_up_of: closed })), 201).serial;
  assert.equal(ok(await world.requester.get(`/tickets/${own}`)).ticket.follow_up_of, closed);
  ok(await command(world, world.agent, "PUT", serial, `collaborators/${world.ids.helper}`));
  assert.equal(ok(await world.helper.get(`/tickets/${serial}`)).ticket.follow_up_of ?? null, null, "nor to a helper who was asked to this one alone");
});
