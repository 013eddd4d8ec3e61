// wrangler and Miniflare need Node 22; npm's `node` package brings one, so the machine's may be older.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, delimiter } from "node:path";
import { bin } from "./paths.mjs";

const NEEDED = [22, 12];

const isNewEnough = () => {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
};

/**
 * Starts this same command again under the checkout's own Node where the running one is too old, and
 * ends with its exit code. Signals of the terminal reach both; the outer one only waits.
 */
export async function useOwnNode() {
  const own = bin("node");
  if (isNewEnough() || !existsSync(own)) return;
  const env = { ...process.env, PATH: `${dirname(own)}${delimiter}${process.env.PATH ?? ""}` };
  const child = spawn(own, process.argv.slice(1), { stdio: "inherit", env });
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  const [code, signal] = await new Promise((done) => child.on("exit", (...end) => done(end)));
  process.exit(signal ? 1 : code);
}
