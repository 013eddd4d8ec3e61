// schemathesis tries the API against its own description: no 5xx, no undocumented answer, for three kinds of caller.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { schemathesis } from "../../scripts/setup/test-tools.mjs";
import { ticketIn, openWorld } from "./lib/world.mjs";

const EXAMPLES = 12;
const SECONDS_MAX = 90;
// CPython 3.11 keeps one recursion counter of its parser for all threads: two of schemathesis' workers in one process
// may fail with a SystemError. The callers run side by side instead, a process each.
const WORKERS = 1;
const CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance";

let world, folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "liandan-schemathesis-"));
  world = await openWorld();
  for (const status of ["todo", "in_progress", "verifying", "closed"]) await ticketIn(world, status);
});
after(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

describe("schemathesis", { concurrency: true }, () => {
  for (const [caller, who] of [["a member", "lead"], ["a customer", "requester"], ["a stranger", "stranger"]]) {
    test(`R36: schemathesis as ${caller}: no 5xx and no undocumented answer`, async (t) => {
      const { app, cookie } = world[who];
      const headers = [`origin: ${world.url}`, `x-liandan-app: ${app}`, ...(cookie ? [`cookie: ${cookie}`] : [])];
      const args = ["run", `${world.url}/api/v1/openapi.json`, "--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--exclude-operation-id", "close_session", "--max-examples", EXAMPLES, "--max-time", SECONDS_MAX, "--seed", 7, "--workers", WORKERS, "--generation-database", "none", "--suppress-health-check", "all", "--warnings", "off", "--no-color", "--continue-on-failure"];
      const { code, text } = await run(schemathesis, [...args, ...headers.flatMap((h) => ["--header", h])].map(String));
      for (const line of text.match(/^.*(passed|Operations|cases).*$/gim)?.slice(-4) ?? []) t.diagnostic(line.trim());
      assert.equal(code, 0, text.slice(-12_000));
    });
  }
});

function run(program, args) {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
    child.on("close", (code) => done({ code, text }));
  });
}
