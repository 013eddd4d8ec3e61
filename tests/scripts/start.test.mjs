// What a person sees who starts the server: a workspace to look at, and how to get into it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { signIn } from "../api/lib/world.mjs";

const SERVE = fileURLToPath(new URL("../../scripts/serve.mjs", import.meta.url));

const children = [];
after(() => children.forEach((child) => child.kill("SIGTERM")));

/** Starts it as `npm start` does after building; gives what it says until it is ready, and ends it. */
async function started(dataDir) {
  const child = spawn(process.execPath, [SERVE, "--data", dataDir], { env: { ...process.env, PORT: "0" }, stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const exited = once(child, "exit");
  let text = "";
  await new Promise((ready, fail) => {
    child.stdout.on("data", (chunk) => {
      text += chunk;
      if (text.includes("Ctrl-C stops it.")) ready();
    });
    exited.then(() => fail(new Error(`It ended by itself: ${text}`)));
  });
  return {
    text,
    url: text.match(/served at (http:\S+)/)[1],
    async end() {
      child.kill("SIGTERM");
      return exited;
    },
  };
}

test("R41: the first start makes the demo and says how to sign in; the next one keeps what is there", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "liandan-start-"));
  try {
    const first = await started(dataDir);
    assert.match(first.text, /the demo workspace was made/);
    const [member] = first.text.match(/\S+@\S+(?= \(admin\))/);
    const [customer] = first.text.match(/(?<=no account needed, or )\S+/);
    const server = { url: first.url };
    const admin = await signIn(server, { email: member });
    await signIn(server, { email: customer, portal: first.text.match(/\/p\/([\w-]+)/)[1] });
    const { serial } = (await admin.get("/tickets")).body.tickets[0];
    assert.deepEqual(await first.end(), [0, null]);

    const second = await started(dataDir);
    assert.doesNotMatch(second.text, /was made/);
    admin.server = { url: second.url };
    assert.equal((await admin.get(`/tickets/${serial}`)).status, 200, "data and session are still there");
    assert.deepEqual(await second.end(), [0, null]);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
