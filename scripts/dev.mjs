// `npm run dev`: builds the quick profile, serves it, and does both again whenever a source file changes.
import { existsSync, watch } from "node:fs";
import { build } from "./build/index.mjs";
import { QUICK } from "./build/profiles.mjs";
import { useOwnNode } from "./lib/node.mjs";
import { inRoot } from "./lib/paths.mjs";
import { main, Refusal, say } from "./lib/run.mjs";
import { openServer } from "./server/open.mjs";
import { setUpBuild } from "./setup/index.mjs";

const WATCHED = ["app", "shared", "worker", "public"].filter((folder) => existsSync(inRoot(folder)));
// Editors write several files at once: wait until they are done.
const QUIET_MS = 200;

await main(async () => {
  await setUpBuild();
  await useOwnNode();
  const port = Number(process.env.PORT || 8787);
  let server;
  for (;;) {
    const changed = nextChange();
    if (await builds()) {
      await server?.stop();
      server = await openServer({ port });
      say(`Served at ${server.url}; waiting for a change (Ctrl-C stops).`);
    }
    await changed;
  }
});

async function builds() {
  try {
    await build({ profile: QUICK });
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(`${error.message} What was built before goes on being served.`);
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
