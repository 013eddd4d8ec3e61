// `npm run sla [-- --cases 1000000 --seed 7]`: the SLA clocks against the oracle, on as many cases as wanted.
import { parseArgs } from "node:util";
import { main } from "./lib/run.mjs";
import { compareWithOracle } from "./sla/compare.mjs";

await main(async () => {
  const { values } = parseArgs({ options: { cases: { type: "string", default: "100000" }, seed: { type: "string", default: "1" } } });
  process.exitCode = await compareWithOracle(values);
});
