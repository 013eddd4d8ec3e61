// The server that is measured: the demo workspace with many tickets, a signed-in lead, and a bare worker beside it.
import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { breathe, seedYear } from "../seed/index.mjs";
import { openServer } from "../server/open.mjs";
import { bareWorker, prepareBare } from "./bare.mjs";
import { makeRuled } from "./rules.mjs";

const SLUG = "demo";

/** Opens it; gives `{ url, bareUrl, workerdPid, token, slug, lastSerial, requester, ruled, stop }`. */
export async function openBench({ dataDir, tickets }) {
  const barePort = await freePort();
  const server = await openServer({
    dataDir,
    beside: [{ name: "bare", modules: true, script: bareWorker, unsafeDirectSockets: [{ host: "127.0.0.1", port: barePort }] }],
  });
  await seedYear(server, { count: tickets });
  await breathe();
  await prepareBare(server.db);
  const { db } = server;
  const workspace = await db.prepare("SELECT id, last_serial FROM workspaces WHERE slug = ?").bind(SLUG).first();
  const lead = await db.prepare("SELECT id FROM members WHERE workspace_id = ? AND role = 'lead' AND active = 1").bind(workspace.id).first();
  const requester = await db.prepare("SELECT id FROM contacts WHERE workspace_id = ? AND active = 1").bind(workspace.id).first();
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  await db.prepare("INSERT INTO sessions (token_hash, workspace_id, member_id, created_at, seen_at) VALUES (?, ?, ?, ?, ?)").bind(hash, workspace.id, lead.id, Date.now(), Date.now()).run();
  return {
    url: server.url,
    bareUrl: `http://127.0.0.1:${barePort}`,
    workerdPid: server.workerdPid,
    token,
    slug: SLUG,
    lastSerial: workspace.last_serial,
    requester: requester.id,
    ruled: await makeRuled(db),
    db,
    runScheduled: server.runScheduled,
    stop: server.stop,
  };
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
