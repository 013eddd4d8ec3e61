// `npm run bench [-- --skip-phone] [-- --tickets 10000]`: how much a request costs the server, how a slow phone
// sees the first screens, and how fast due times are reckoned. Everything is measured here and now; figures go to dist/figures/bench.json.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { useOwnNode } from "./lib/node.mjs";
import { main, say, step } from "./lib/run.mjs";
import { setUpTests } from "./setup/index.mjs";

await main(async () => {
  await setUpTests();
  await useOwnNode();
  const { values } = parseArgs({ options: { tickets: { type: "string", default: "10000" }, "skip-phone": { type: "boolean" }, "skip-api": { type: "boolean" } } });
  const { build } = await import("./build/index.mjs");
  await build();
  const dataDir = await mkdtemp(join(tmpdir(), "liandan-bench-"));
  const { openBench } = await import("./bench/server.mjs");
  const bench = await step(`Making a workspace with ${values.tickets} tickets …`, () => openBench({ dataDir, tickets: Number(values.tickets) }));
  try {
    const { recordFigures } = await import("./lib/record.mjs");
    const { measureApi, ratios } = await import("./bench/api.mjs");
    const { scenarios } = await import("./bench/scenarios.mjs");
    const { measurePhone } = await import("./bench/screens.mjs");
    const { measureSweep } = await import("./bench/sweep.mjs");
    const { measureSla } = await import("./bench/sla.mjs");
    const { measureKb } = await import("./bench/kb.mjs");
    const sla = await step("Measuring the SLA engine …", measureSla);
    const kb = await step("Measuring search in articles …", measureKb);
    const api = values["skip-api"] ? {} : await step("Measuring the API …", () => measureApi(scenarios(bench), bench.workerdPid));
    const phone = values["skip-phone"] ? {} : await step("Measuring the phone: 4 × slower processor, 1.6 Mbit/s, 150 ms …", () => measurePhone(bench));
    // The last, because it fills the workspace.
    const sweep = await step("Measuring the sweep of 100,000 open tickets …", () => measureSweep(bench));
    const figures = { ...sla, ...kb, ...api, ...ratios(api), ...phone, ...sweep };
    recordFigures("bench", figures);
    for (const [name, value] of Object.entries(figures)) console.log(`${name} ${value}`);
  } finally {
    await bench.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
  say("Figures are in dist/figures/bench.json; `npm run -s figures` prints them with the others.");
});
