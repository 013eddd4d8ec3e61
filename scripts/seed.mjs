// `node scripts/seed.mjs [--tickets 10000] [--if-empty] [--seed 1] [--workspace demo] [--data FOLDER]`: fills a data
// folder over which no server runs. Without arguments it makes the demo workspace where there is none.
import { parseArgs } from "node:util";
import { resolve } from "node:path";
import { useOwnNode } from "./lib/node.mjs";
import { data } from "./lib/paths.mjs";
import { main, Refusal, say, step } from "./lib/run.mjs";
import { openServer } from "./server/open.mjs";

await main(async () => {
  await useOwnNode();
  const { values } = parseArgs({
    options: {
      tickets: { type: "string" },
      "if-empty": { type: "boolean" },
      seed: { type: "string", default: "1" },
      workspace: { type: "string", default: "demo" },
      data: { type: "string", default: data },
    },
  });
  const seed = await import("./seed/index.mjs");
  const server = await openServer({ dataDir: resolve(values.data) });
  try {
    await fill(server, seed, values);
  } finally {
    await server.stop();
  }
});

async function fill(server, { seedIfEmpty, seedYear }, values) {
  if (values.tickets === undefined || values["if-empty"]) {
    const made = await step("Making the demo workspace …", () => seedIfEmpty(server));
    say(made ? "The demo workspace is there." : "There is data already: nothing was added.");
  }
  if (values.tickets === undefined) return;
  const count = whole(values.tickets, "--tickets");
  const seeded = await step(`Adding ${count} tickets to ${values.workspace} …`, () =>
    seedYear(server, { count, seed: whole(values.seed, "--seed"), slug: values.workspace }));
  if (!seeded) throw new Refusal(`There is no workspace ${values.workspace}: name one that exists, or leave --workspace out.`);
  say("Added; no contradictions found.");
}

function whole(text, option) {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Refusal(`${option} takes a whole number from 1, not "${text}".`);
  return value;
}
