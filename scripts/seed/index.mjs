// Fills a database with what a firm has after some weeks, or after a busy year.
import { chance } from "./random.mjs";
import { check } from "./check.mjs";
import { demoTickets, yearOfTickets } from "./demo.mjs";
import { invent } from "./invent.mjs";
import { COMPANIES, MEMBERS, SLUG } from "./people.mjs";
import { addPhotos } from "./photos.mjs";
import { createWorkspace } from "./workspace.mjs";
import { readWorld } from "./world.mjs";
import { write } from "./fill.mjs";

const SEED = 1;
/** Photos on each open fault of the demo. */
const PHOTOS = 2;

/** Makes the demo workspace where there is no workspace at all; true if it did. */
export async function seedIfEmpty(stores) {
  const { found } = await stores.db.prepare("SELECT count(*) AS found FROM workspaces").first();
  if (found > 0) return false;
  await seedDemo(stores, { seed: SEED });
  await reckonClocks(stores);
  await check(stores.db);
  return true;
}

/** Adds a year of `count` tickets to the workspace `slug`, which is made if it is the demo and not there. */
export async function seedYear(stores, { count, seed = SEED, slug = SLUG, now = Date.now() }) {
  const { db } = stores;
  if (slug === SLUG && !(await readWorld(db, SLUG))) await seedDemo(stores, { seed, now });
  const world = await readWorld(db, slug);
  if (!world) return false;
  const random = chance(seed + world.workspace.last_serial);
  await tell(db, random, world, now, yearOfTickets(random, count, now));
  await reckonClocks(stores);
  await check(db);
  return true;
}

/** How to sign in, for whoever has just started the server. */
export function signInLines(url) {
  const code = `any code is in ${url}/dev/mailbox`;
  const customer = COMPANIES[0].contacts[0];
  return [
    `demo team  ${url}/desk/sign-in   ${MEMBERS.slice(0, 3).map(({ email, role }) => `${email} (${role})`).join(", ")}; ${code}`,
    `customers  ${url}/p/${SLUG}   no account needed, or ${customer.email}`,
  ];
}

/** The clocks of new rows are the server's to reckon: its cron does it, some hundred tickets at a time. */
async function reckonClocks({ db, runScheduled }) {
  const left = () => db.prepare("SELECT count(*) AS n FROM tickets WHERE next_notice_at = 0").first("n");
  for (let before = Infinity, now = await left(); now > 0 && now < before; before = now, now = await left()) await runScheduled();
}

async function seedDemo(stores, { seed, now = Date.now() }) {
  const { db } = stores;
  const random = chance(seed);
  await createWorkspace(db, random, now);
  const world = await readWorld(db, SLUG);
  const byKey = new Map(COMPANIES.flatMap(({ contacts }) => contacts).map(({ key, email }) => [key, world.requesters.find((one) => one.email === email)]));
  const lives = await tell(db, random, world, now, demoTickets(now).map(({ key, ...plan }) => ({ ...plan, requester: byKey.get(key) })));
  const photographed = lives.filter(({ ticket }) => ticket.class === "fault" && ticket.status !== "closed");
  await addPhotos(stores, random, world, photographed, PHOTOS);
}

async function tell(db, random, world, now, plans) {
  const first = world.workspace.last_serial + 1;
  const lives = plans.map((plan, index) => invent(random, world, { requester: random.pick(world.requesters), ...plan, serial: first + index, now }));
  await breathe();
  await write(db, random, world, lives);
  return lives;
}

/** Inventing keeps the event loop for seconds: connections that were closed meanwhile are noticed before the next use. */
export const breathe = () => new Promise((done) => setTimeout(done));
