// `npm start`: sets up what is missing, builds what changed, serves.
import { build } from "./build/index.mjs";
import { useOwnNode } from "./lib/node.mjs";
import { main } from "./lib/run.mjs";
import { serve } from "./server/serve.mjs";
import { setUpBuild } from "./setup/index.mjs";

await main(async () => {
  await setUpBuild();
  await useOwnNode();
  await build();
  await serve();
});
