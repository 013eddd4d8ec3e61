// The process behind `startServer`: opens the server and answers its parent over the IPC channel.
import { inRoot } from "../../scripts/lib/paths.mjs";
import { openServer } from "../../scripts/server/open.mjs";

const opening = openServer(JSON.parse(process.argv[2]));

const operations = {
  start: (server) => server.url,
  workerdPid: (server) => server.workerdPid,
  sql: async ({ db }, query, params) => (await db.prepare(query).bind(...params).all()).results,
  batch: async ({ db }, statements) => {
    const results = await db.batch(statements.map(([query, ...params]) => db.prepare(query).bind(...params)));
    return results.map((result) => result.results);
  },
  list: async ({ files }, prefix) => (await files.list({ prefix })).keys.map((key) => key.name),
  get: async ({ files }, key) => {
    const bytes = await files.get(key, "arrayBuffer");
    return bytes === null ? null : Buffer.from(bytes).toString("base64");
  },
  put: ({ files }, key, base64) => files.put(key, Buffer.from(base64, "base64")),
  delete: ({ files }, key) => files.delete(key),
  scheduled: (server, timeMs) => server.runScheduled(timeMs),
  call: async (server, name, options) => (await import(inRoot("scripts", "seed", "index.mjs")))[name](server, options),
};

process.on("message", async ({ id, operation, args }) => {
  try {
    const value = await operations[operation](await opening, ...args);
    process.send({ id, value: value ?? null });
  } catch (error) {
    process.send({ id, error: error.stack ?? String(error) });
  }
});

// A parent that is gone needs no server.
process.on("disconnect", () => process.exit(0));

opening.then(
  (server) => {
    for (const signal of ["SIGINT", "SIGTERM"]) {
      process.removeAllListeners(signal).once(signal, async () => {
        await server.stop();
        process.exit(0);
      });
    }
  },
  // The parent's "start" carries the reason.
  () => {},
);
