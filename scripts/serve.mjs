// `node scripts/serve.mjs [--data FOLDER]`: serves what is built, on 127.0.0.1:$PORT (8787).
import { parseArgs } from "node:util";
import { useOwnNode } from "./lib/node.mjs";
import { main } from "./lib/run.mjs";
import { serve } from "./server/serve.mjs";

await main(async () => {
  await useOwnNode();
  const { values } = parseArgs({ options: { data: { type: "string" } } });
  await serve({ dataDir: values.data });
});
