// Two servers over the same SQLite files would damage them, so the one that runs says so in its data
// folder. After a `kill -9` its workerd lives on, holding port and files: the next start ends it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "../lib/run.mjs";
import { beginning, childrenOf } from "./processes.mjs";

const STOP_MS = 5_000;
const POLL_MS = 50;

/** Claims the folder for this process, which must be the only one. */
export async function claimData(dataDir) {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "server.json");
  const { server, workerd } = read(file) ?? {};
  if (server?.pid !== process.pid && (await runs(server))) {
    throw new Refusal(`A server (process ${server.pid}) already runs over ${dataDir}: stop it first.`);
  }
  if (await runs(workerd)) await end(workerd);
  const self = await named(process.pid);
  writeFileSync(file, JSON.stringify({ server: self }));
  return {
    /** To be called once workerd runs; gives its process id. */
    async note() {
      // The newest: Miniflare replaces its workerd when options change.
      const running = (await childrenOf(process.pid)).filter(({ program }) => program.includes("workerd")).at(-1)?.pid;
      writeFileSync(file, JSON.stringify({ server: self, workerd: running && (await named(running)) }));
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

const named = async (pid) => ({ pid, began: await beginning(pid) });

const runs = async (process_) => process_?.began !== undefined && (await beginning(process_.pid)) === process_.began;

async function end(workerd) {
  process.kill(workerd.pid, "SIGKILL");
  for (let waited = 0; waited < STOP_MS; waited += POLL_MS) {
    if (!(await runs(workerd))) return;
    await sleep(POLL_MS);
  }
  throw new Refusal(`The server's old process ${workerd.pid} does not end: stop it by hand (\`kill -9 ${workerd.pid}\`), then start again.`);
}
