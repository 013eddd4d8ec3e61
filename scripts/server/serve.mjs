// The server that a person starts: seeded on the first start, with cron, until Ctrl-C.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { data, inRoot } from "../lib/paths.mjs";
import { say, step } from "../lib/run.mjs";
import { openServer } from "./open.mjs";

const DEFAULT_PORT = 8787;
const CRON_MS = 60_000;

/** Serves until a signal ends it. */
export async function serve({ dataDir = data, port = Number(process.env.PORT || DEFAULT_PORT) } = {}) {
  const server = await openServer({ port, dataDir: resolve(dataDir) });
  if (server.applied.length > 0) say(`Applied ${server.applied.length} database migration(s).`);
  const signIns = await seedFirst(server);
  printAddresses(server.url, signIns);
  const timer = setInterval(() => server.runScheduled().catch((error) => console.error("The cron handler failed:", error)), CRON_MS);
  await signalled();
  clearInterval(timer);
  say("Stopping; the data stays in place.");
  await server.stop();
  process.exit(0);
}

/** Fills an empty database with the demo workspace; gives the lines that say how to sign in. */
async function seedFirst(server) {
  const seedModule = inRoot("scripts", "seed", "index.mjs");
  if (!existsSync(seedModule)) return [];
  const { seedIfEmpty, signInLines } = await import(pathToFileURL(seedModule));
  await step("Looking for data …", () => seedIfEmpty(server));
  return signInLines(server.url);
}

function printAddresses(url, signIns) {
  console.log(`\nLiandan is served at ${url}\n  agents     ${url}/desk\n  mailbox    ${url}/dev/mailbox   (every mail of this local server lands there, sign-in codes too)`);
  for (const line of signIns) console.log(`  ${line}`);
  console.log("Ctrl-C stops it.\n");
}

// Miniflare listens too and would leave at once, before the cleanup here.
const signalled = () =>
  new Promise((done) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.removeAllListeners(signal).once(signal, done);
  });
