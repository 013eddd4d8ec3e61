// `npm run dev [-- --data FOLDER]`: what `npm start` does with the quick profile, and again whenever a source file changes.
import { watch } from "node:fs";
import { parseArgs } from "node:util";
import { build } from "./build/index.mjs";
import { QUICK } from "./build/profiles.mjs";
import { useOwnNode } from "./lib/node.mjs";
import { inRoot } from "./lib/paths.mjs";
import { main, Refusal, say } from "./lib/run.mjs";
import { openForPeople, printAddresses, signalled } from "./server/serve.mjs";
import { setUpBuild } from "./setup/index.mjs";

const WATCHED = ["app", "shared", "worker", "public"];
// Editors write several files at once: wait until they are done.
const QUIET_MS = 200;

await main(async () => {
  await setUpBuild();
  await useOwnNode();
  const { values } = parseArgs({ options: { data: { type: "string" } } });
  let server;
  let ended = new Promise(() => {});
  for (;;) {
    const changed = nextChange();
    const again = server !== undefined;
    if (await builds()) {
      await server?.stop();
      server = await openForPeople({ dataDir: values.data });
      ended = signalled().then(() => "ended");
      if (again) say(`Served anew at ${server.url}: reload the page.`);
      else await printAddresses(server.url);
    } else if (again) {
      say("What was built before goes on being served.");
    }
    say("Waiting for a change.");
    if ((await Promise.race([ended, changed])) === "ended") break;
  }
  await server.stop();
  process.exit(0);
});

async function builds() {
  try {
    await build({ profile: QUICK });
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.message);
    return false;
  }
}

/** Resolves once something changed and nothing more did for a moment. */
function nextChange() {
  return new Promise((done) => {
    let timer;
    const watchers = WATCHED.map((folder) =>
      watch(inRoot(folder), { recursive: true }, () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          for (const watcher of watchers) watcher.close();
          done();
        }, QUIET_MS);
      }),
    );
  });
}
