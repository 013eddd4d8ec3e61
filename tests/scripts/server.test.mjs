// The local server itself: what is written survives, and nobody opens the same files twice.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ok } from "../api/lib/expect.mjs";
import { newTicket, picture } from "../api/lib/forms.mjs";
import { openWorld } from "../api/lib/world.mjs";
import { beginning } from "../../scripts/server/processes.mjs";
import { startServer } from "../lib/server.mjs";

test("data survives kill -9 and a restart on the same port", async () => {
  const server = await startServer();
  try {
    await server.sql("CREATE TABLE kept(value INTEGER)");
    await server.batch([["INSERT INTO kept VALUES (?)", 1], ["INSERT INTO kept VALUES (?)", 2]]);
    await server.files.put("key", "内容");
    await server.kill9();
    await assert.rejects(fetch(server.url));
    await server.restart();
    assert.deepEqual(await server.sql("SELECT value FROM kept ORDER BY value"), [{ value: 1 }, { value: 2 }]);
    assert.equal((await server.files.get("key")).toString(), "内容");
    assert.ok((await fetch(server.url)).status < 500);
  } finally {
    await server.stop();
  }
  await assert.rejects(fetch(server.url));
});

test("a second server over the same data is refused", async () => {
  const server = await startServer();
  try {
    await assert.rejects(startServer({ dataDir: server.dataDir }), /already runs over/);
  } finally {
    await server.stop();
  }
});

test("the worker of a server that was killed alone is ended by the next start", async () => {
  const first = await startServer();
  const claim = join(first.dataDir, "server.json");
  const orphan = await first.workerdPid();
  process.kill(JSON.parse(readFileSync(claim, "utf8")).server.pid, "SIGKILL");
  const second = await startServer({ dataDir: first.dataDir });
  try {
    assert.notEqual(await second.workerdPid(), orphan);
    assert.equal(await beginning(orphan), undefined);
  } finally {
    await second.stop();
    await first.stop();
  }
});

test("a claim whose process numbers have others now stops nobody", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "liandan-claim-"));
  const bystander = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: ["pipe", "ignore", "ignore"] });
  try {
    const named = { pid: bystander.pid, began: "in an earlier life" };
    writeFileSync(join(dataDir, "server.json"), JSON.stringify({ server: named, workerd: named }));
    await (await startServer({ dataDir })).stop();
    assert.equal(bystander.exitCode ?? bystander.signalCode, null, "and nobody else's process is ended");
  } finally {
    bystander.kill();
    await rm(dataDir, { recursive: true, force: true });
  }
});

test("on Linux a server needs no program beside its own, not even ps", { skip: process.platform !== "linux" }, async () => {
  const { PATH } = process.env;
  process.env.PATH = "/nowhere";
  try {
    const server = await startServer();
    assert.ok((await server.workerdPid()) > 0);
    await assert.rejects(startServer({ dataDir: server.dataDir }), /already runs over/);
    await server.stop();
  } finally {
    process.env.PATH = PATH;
  }
});

test("every migration is applied once", async () => {
  const server = await startServer();
  try {
    const applied = "SELECT name FROM d1_migrations ORDER BY id";
    const before = await server.sql(applied);
    await server.restart();
    assert.deepEqual(await server.sql(applied), before);
  } finally {
    await server.stop();
  }
});

test("a file that was stored under its hash is found under its id after the migration", async () => {
  const world = await openWorld();
  const { server, requester } = world;
  try {
    const bytes = picture();
    const { id } = ok(await requester.upload("/attachments", "旧.png", bytes), 201);
    const { id: waiting } = ok(await requester.upload("/attachments", "等.png", bytes), 201);
    ok(await requester.post("/tickets", newTicket({ attachments: [id] })), 201);
    const [{ workspace_id: workspace, sha256 }] = await server.sql("SELECT workspace_id, sha256 FROM attachments WHERE id = ?", id);
    // As it was before: one content for both.
    await server.files.put(`files/${workspace}/${sha256}`, bytes);
    for (const each of [id, waiting]) await server.files.delete(`files/${workspace}/${each}`);
    await server.batch([
      ["CREATE INDEX attachments_by_content ON attachments (workspace_id, sha256)"],
      ["DROP INDEX audit_by_actor"],
      ["DELETE FROM d1_migrations WHERE name = '0004_files_and_sign_ins.sql'"],
    ]);
    await server.restart();
    const { attachments } = ok(await requester.get("/tickets/1")).ticket;
    assert.equal(attachments.length, 1);
    assert.deepEqual((await requester.get(`/attachments/${attachments[0].id}`)).bytes, bytes);
  } finally {
    await world.close();
  }
});
