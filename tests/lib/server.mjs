// A real server for tests: the built worker on Miniflare with real D1 and KV, in a process group of its
// own, so that `kill9` takes workerd too.
import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CHILD = fileURLToPath(new URL("./server-process.mjs", import.meta.url));
const START_MS = 30_000;
// No test calls a vendor of robots: nobody listens here.
const NOBODY = "http://127.0.0.1:9";

/**
 * Starts a server and gives a handle:
 *
 * - `url`, `dataDir`; `workerdPid()` is the process that does the work
 * - `sql(query, ...params)` → rows; `batch([[query, ...params], …])` → rows of each, in one transaction
 * - `files.list(prefix)`, `files.get(key)` (bytes or null), `files.put(key, content)`, `files.delete(key)`
 * - `runScheduled(timeMs)` calls the cron handler
 * - `call(name, options)` runs an exported function of scripts/seed/index.mjs with the server's own D1 and KV
 * - `stop()`, `kill9()`, `restart()` (same port, same data)
 *
 * `email` is a `send_email` binding beside those of wrangler.toml.
 * Without `dataDir` the data lies in a temporary folder that `stop` removes.
 */
export async function startServer({ port = 0, dataDir, vars: own = {}, email } = {}) {
  const vars = { ROBOT_HOST: NOBODY, ...own };
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), "liandan-test-")));
  let child = await spawnServer({ port, dataDir: folder, vars, email });
  const ask = (operation, ...args) => child.ask(operation, args);
  return {
    url: child.url,
    dataDir: folder,
    workerdPid: () => ask("workerdPid"),
    sql: (query, ...params) => ask("sql", query, params),
    batch: (statements) => ask("batch", statements),
    files: {
      list: (prefix = "") => ask("list", prefix),
      get: async (key) => {
        const base64 = await ask("get", key);
        return base64 === null ? null : Buffer.from(base64, "base64");
      },
      put: (key, content) => ask("put", key, Buffer.from(content).toString("base64")),
      delete: (key) => ask("delete", key),
    },
    runScheduled: (timeMs) => ask("scheduled", timeMs),
    call: (name, options) => ask("call", name, options),
    async stop() {
      await child.end("SIGTERM");
      if (dataDir === undefined) await rm(folder, { recursive: true, force: true });
    },
    kill9: () => child.end("SIGKILL"),
    async restart() {
      await child.end("SIGTERM");
      child = await spawnServer({ port: Number(new URL(child.url).port), dataDir: folder, vars, email });
    },
  };
}

async function spawnServer(options) {
  const process_ = fork(CHILD, [JSON.stringify(options)], { detached: true, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const exited = new Promise((done) => process_.once("exit", done));
  const waiting = new Map();
  let next = 0;
  process_.on("message", ({ id, value, error }) => {
    const { done, fail } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (error === undefined) done?.(value);
    else fail?.(new Error(error));
  });
  exited.then(() => {
    for (const { fail } of waiting.values()) fail(new Error("The server process has ended."));
    waiting.clear();
  });
  const ask = (operation, args) =>
    new Promise((done, fail) => {
      const id = next++;
      waiting.set(id, { done, fail });
      process_.send({ id, operation, args }, (error) => error && fail(error));
    });
  const endGroup = (signal) => {
    try {
      process.kill(-process_.pid, signal);
    } catch {
      // It has ended by itself.
    }
  };
  // A test run that is interrupted leaves no server behind.
  const onExit = () => endGroup("SIGKILL");
  process.once("exit", onExit);
  const timeout = setTimeout(() => endGroup("SIGKILL"), START_MS);
  const url = await ask("start", [])
    .catch((error) => {
      endGroup("SIGKILL");
      throw error;
    })
    .finally(() => clearTimeout(timeout));
  return {
    url,
    ask,
    async end(signal) {
      if (signal === "SIGKILL") endGroup(signal);
      else process_.kill(signal);
      await exited;
      process.removeListener("exit", onExit);
    },
  };
}
