// `npm test`: sets up, then every check and test there is. The last line is the sum.
import { useOwnNode } from "./lib/node.mjs";
import { main } from "./lib/run.mjs";
import { setUpTests } from "./setup/index.mjs";

await main(async () => {
  await setUpTests();
  await useOwnNode();
  const { runSuites } = await import("./test/suites.mjs");
  process.exitCode = await runSuites();
});
