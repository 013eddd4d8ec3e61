// Two servers over the same SQLite files would damage them, so the one that runs says so in its data
// folder. After a `kill -9` its workerd lives on, holding port and files: the next start ends it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { output, Refusal } from "../lib/run.mjs";

const STOP_MS = 5_000;
const POLL_MS = 50;

/** Claims the folder for this process, which must be the only one. */
export async function claimData(dataDir) {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "server.json");
  const { server, workerd } = read(file) ?? {};
  if (server && server !== process.pid && (await commandOf(server)).includes("node")) {
    throw new Refusal(`A server (process ${server}) already runs over ${dataDir}: stop it first.`);
  }
  if (workerd && (await commandOf(workerd)).includes("workerd")) await end(workerd);
  writeFileSync(file, JSON.stringify({ server: process.pid }));
  return {
    /** To be called once workerd runs; gives its process id. */
    async note() {
      const running = await workerdOf(process.pid);
      writeFileSync(file, JSON.stringify({ server: process.pid, workerd: running }));
      return running;
    },
    release: () => rmSync(file, { force: true }),
  };
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

const commandOf = async (pid) => (await output("ps", ["-p", String(pid), "-o", "command="])) ?? "";

async function workerdOf(parent) {
  const lines = ((await output("ps", ["-A", "-o", "pid=,ppid=,command="])) ?? "").split("\n");
  const own = lines.map((line) => line.trim().split(/\s+/)).filter(([, ppid, command]) => Number(ppid) === parent && command?.includes("workerd"));
  // The newest: Miniflare replaces its workerd when options change.
  return own.length > 0 ? Number(own.at(-1)[0]) : undefined;
}

async function end(pid) {
  process.kill(pid, "SIGKILL");
  for (let waited = 0; waited < STOP_MS; waited += POLL_MS) {
    if (!(await commandOf(pid)).includes("workerd")) return;
    await sleep(POLL_MS);
  }
  throw new Refusal(`The server's old process ${pid} does not end: stop it by hand (\`kill -9 ${pid}\`), then start again.`);
}
