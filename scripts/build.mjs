// `npm run build [-- --quick] [-- --only portal|desk|settings|worker|site]`
import { parseArgs } from "node:util";
import { buildApp, PROGRAMS } from "./build/app.mjs";
import { build, buildApi } from "./build/index.mjs";
import { QUICK, RELEASE } from "./build/profiles.mjs";
import { buildSite } from "./build/site.mjs";
import { useOwnNode } from "./lib/node.mjs";
import { main, Refusal, say } from "./lib/run.mjs";
import { setUpBuild } from "./setup/index.mjs";

await main(async () => {
  const { values } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string" } } });
  await setUpBuild();
  await useOwnNode();
  const profile = values.quick ? QUICK : RELEASE;
  if (values.only === undefined) await build({ profile });
  else await buildOnly(values.only, profile);
  say("Built.");
});

async function buildOnly(part, profile) {
  if (PROGRAMS.includes(part)) await buildApp({ profile, programs: [part] });
  else if (part === "worker") await buildApi({ profile });
  else if (part !== "site") throw new Refusal(`--only takes ${PROGRAMS.join(", ")}, worker or site.`);
  await buildSite({ profile });
}
