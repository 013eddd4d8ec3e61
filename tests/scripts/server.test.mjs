// The local server itself: what is written survives, and nobody opens the same files twice.
import assert from "node:assert/strict";
import { test } from "node:test";
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
