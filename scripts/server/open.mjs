// One running Liandan in this process: the built worker on Miniflare, its database migrated.
import { createServer } from "node:net";
import { data } from "../lib/paths.mjs";
import { Refusal } from "../lib/run.mjs";
import { claimData } from "./claim.mjs";
import { migrate } from "./migrate.mjs";
import { miniflareOptions } from "./options.mjs";

/**
 * Opens a server on 127.0.0.1 (`port` 0 takes a free one) over the stores in `dataDir`.
 * `vars` are added to the worker's variables; `email` is a `send_email` binding; `beside` are further workers
 * on the same stores (Miniflare's own options), as the benchmark wants them.
 */
export async function openServer({ port = 0, dataDir = data, vars = {}, beside = [], email } = {}) {
  const claim = await claimData(dataDir);
  const { mf, port: realPort } = await listen({ port, dataDir, vars, beside, email });
  const workerdPid = await claim.note();
  const db = await mf.getD1Database("DB");
  const files = await mf.getKVNamespace("FILES");
  const applied = await migrate(db);
  return {
    url: `http://127.0.0.1:${realPort}`,
    mf,
    db,
    files,
    applied,
    workerdPid,
    /** Calls the worker's cron handler, as Cloudflare does by the triggers of wrangler.toml. */
    async runScheduled(time = Date.now()) {
      const worker = await mf.getWorker();
      return worker.scheduled({ cron: "* * * * *", scheduledTime: new Date(time) });
    },
    async stop() {
      await mf.dispose();
      claim.release();
    },
  };
}

/** Starts it. A port that was seen to be free may be another's a moment later: where any will do, another one is tried. */
async function listen({ port, attempts = 5, ...options }) {
  const { Miniflare } = await import("miniflare");
  const claimed = await claimPort(port);
  const mf = new Miniflare(await miniflareOptions({ port: claimed, ...options }));
  try {
    await mf.ready;
    return { mf, port: claimed };
  } catch (error) {
    await mf.dispose();
    if (port !== 0 || attempts === 1 || error.code !== "ERR_ADDRESS_IN_USE") throw error;
    return listen({ port, attempts: attempts - 1, ...options });
  }
}

/** The port to listen on, seen to be free. */
function claimPort(port) {
  return new Promise((done, refuse) => {
    const probe = createServer();
    probe.once("error", () => refuse(new Refusal(`Port ${port} is taken by another program: stop it, or choose another with PORT=8788.`)));
    probe.listen(port, "127.0.0.1", () => {
      const free = probe.address().port;
      probe.close(() => done(free));
    });
  });
}
