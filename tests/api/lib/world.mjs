// A workspace with people of every kind, made through the API as its users would.
import { startServer } from "../../lib/server.mjs";
import { Client } from "./client.mjs";
import { ok } from "./expect.mjs";
import { newTicket, unique } from "./forms.mjs";
import { codeFor } from "./mailbox.mjs";

/** A server with one workspace in it. `server` of another world puts a second workspace beside the first. */
export async function openWorld({ server, ...options } = {}) {
  const own = server ?? (await startServer(options));
  try {
    return await peopled(own, server === undefined);
  } catch (error) {
    if (server === undefined) await own.stop();
    throw error;
  }
}

async function peopled(server, owned) {
  const slug = unique("acme").toLowerCase();
  const at = (name) => `${name}@${slug}.test`;
  const admin = await createWorkspace(server, { slug, email: at("admin") });
  const { teams } = ok(await admin.get("/directory"));
  const team = (kind) => teams.find((t) => t.classes.includes(kind)).id;
  const world = { server, url: server.url, slug, at, admin, teams, team, ids: {}, close: () => owned && server.stop() };

  world.ids.admin = ok(await admin.get("/session")).member.id;
  for (const [name, role] of [["lead", "lead"], ["agent", "agent"], ["colleague", "agent"], ["helper", "collaborator"]]) {
    const form = { name: `${name} ${slug}`, email: at(name), role, teams: teams.map((t) => t.id), lang: "en" };
    world.ids[name] = ok(await admin.post("/members", form), 201).id;
    world[name] = await signIn(server, { email: at(name) });
  }
  for (const company of ["factory", "mill"]) world.ids[company] = ok(await admin.post("/companies", { name: `${company} ${slug}` }), 201).id;
  for (const [name, standing, company] of [["requester", "requester", "factory"], ["manager", "manager", "factory"], ["neighbour", "requester", "factory"], ["rival", "manager", "mill"]]) {
    const form = { name: `${name} ${slug}`, email: at(name), standing, company: world.ids[company] };
    world.ids[name] = ok(await admin.post("/contacts", form), 201).id;
    world[name] = await signIn(server, { email: at(name), portal: slug });
  }
  world.stranger = new Client(server, { app: "portal" });
  return world;
}

/** Creates a workspace and gives its first admin, signed in. */
export async function createWorkspace(server, { slug, email, name = `Firm ${slug}`, yourName = `admin ${slug}` }) {
  const admin = new Client(server);
  const { challenge } = ok(await admin.post("/workspaces", { name, slug, your_name: yourName, email, lang: "en" }), 202);
  ok(await admin.post("/sign-in/code", { challenge, code: await codeFor(server, email) }));
  return admin;
}

/** Signs in by code: a member, or a customer of a portal. */
export async function signIn(server, { email, portal }) {
  const client = new Client(server, { app: portal ? "portal" : "desk" });
  const { challenge } = ok(await client.post("/sign-in", { email, lang: "en", ...(portal ? { portal } : {}) }), 202);
  ok(await client.post("/sign-in/code", { challenge, code: await codeFor(server, email) }));
  return client;
}

/** The requester files a ticket; gives its serial. */
export const file = async (world, form, who = world.requester) => ok(await who.post("/tickets", newTicket(form)), 201).serial;

/** One ticket as the admin sees it. */
export const read = async (world, serial) => ok(await world.admin.get(`/tickets/${serial}`));

/** A command with the version that is current; gives the answer. */
export async function command(world, who, method, serial, name, body = {}) {
  const { version } = (await read(world, serial)).ticket;
  return who.call(method, `/tickets/${serial}/${name}`, { body: { version, ...body } });
}

export const SOLUTION = { solution: "已重装扫码枪驱动", root_cause: "驱动与新固件不兼容" };

/** Files a ticket and brings it to a state by the usual way; the agent owns it. */
export async function ticketIn(world, status, form) {
  const serial = await file(world, form);
  const go = async (who, name, body) => ok(await command(world, who, "POST", serial, name, body));
  if (status === "todo") return serial;
  await go(world.agent, "start", { owner: world.ids.agent });
  if (status === "in_progress") return serial;
  await go(world.agent, "solution", SOLUTION);
  if (status === "closed") await go(world.requester, "acceptance");
  return serial;
}
