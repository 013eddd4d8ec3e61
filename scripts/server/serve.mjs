// The server that a person starts: seeded on the first start, with cron, until Ctrl-C.
import { resolve } from "node:path";
import { data } from "../lib/paths.mjs";
import { say, step } from "../lib/run.mjs";
import { openServer } from "./open.mjs";

const DEFAULT_PORT = 8787;
const CRON_MS = 60_000;

/** Serves until a signal ends it. */
export async function serve(options) {
  const server = await openForPeople(options);
  await printAddresses(server.url);
  await signalled();
  say("Stopping; the data stays in place.");
  await server.stop();
  process.exit(0);
}

/** Opens the server as a person wants it: an empty database gets the demo workspace, and the cron handler is called. */
export async function openForPeople({ dataDir = data, port = Number(process.env.PORT || DEFAULT_PORT) } = {}) {
  const server = await openServer({ port, dataDir: resolve(dataDir) });
  if (server.applied.length > 0) say(`Applied ${server.applied.length} database migration(s).`);
  const { seedIfEmpty } = await seed();
  if (await step("Looking for data …", () => seedIfEmpty(server))) say("There was none: the demo workspace was made.");
  const timer = setInterval(() => server.runScheduled().catch((error) => console.error("The cron handler failed:", error)), CRON_MS);
  return {
    url: server.url,
    async stop() {
      clearInterval(timer);
      await server.stop();
    },
  };
}

// Loaded late: it wants the checkout's own Node, under which a command goes on once packages are installed.
const seed = () => import("../seed/index.mjs");

/** Where everything is, and how to sign in. */
export async function printAddresses(url) {
  const { signInLines } = await seed();
  console.log(`\nLiandan is served at ${url}\n  agents     ${url}/desk\n  mailbox    ${url}/dev/mailbox   (every mail of this local server lands there, sign-in codes too)`);
  for (const line of signInLines(url)) console.log(`  ${line}`);
  console.log("Ctrl-C stops it.\n");
}

/** Resolves at Ctrl-C. To be called once a server is open: Miniflare listens too and would leave at once, before the cleanup here. */
export const signalled = () =>
  new Promise((done) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.removeAllListeners(signal).once(signal, done);
  });
