// Formatting, lints and tests of the Rust crates.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/paths.mjs";
import { exitCode, output } from "../lib/run.mjs";

const BROWSER_AND_WORKER = ["--workspace", "--exclude", "shared", "--target", "wasm32-unknown-unknown"];
const DOCUMENT = ["-p", "worker-liandan", "--features", "document", "--target", "wasm32-unknown-unknown"];
const LINT_RUNS = [["-p", "shared", "--all-features", "--all-targets"], BROWSER_AND_WORKER, DOCUMENT];

export const formatCheck = () => checked([["fmt", "--all", "--check"]]);

/** Clippy as each crate is really compiled: `shared` natively with its tests, the others for wasm32, the worker also with its document. */
export const lintCheck = () => checked(LINT_RUNS.map((args) => ["clippy", "--quiet", ...args, "--", "-D", "warnings"]));

async function checked(runs) {
  let failed = 0;
  for (const args of runs) {
    if ((await exitCode("cargo", args, { stdio: "inherit" })) !== 0) failed += 1;
  }
  return { passed: runs.length - failed, failed };
}

/** The tests of every crate that has some, run natively. */
export async function rustSuite() {
  const packages = await packagesWithTests();
  if (packages.length === 0) return { failed: 1 };
  const { code, text } = await shown("cargo", ["test", "--all-features", "--no-fail-fast", ...packages.flatMap((name) => ["-p", name])]);
  const results = [...text.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gm)];
  const count = (index) => results.reduce((sum, match) => sum + Number(match[index]), 0);
  // A crate that does not compile has no results at all.
  const failed = count(2) === 0 && (code !== 0 || count(1) === 0) ? 1 : count(2);
  return { passed: count(1), failed, skipped: count(3) };
}

async function packagesWithTests() {
  const metadata = JSON.parse(await output("cargo", ["metadata", "--no-deps", "--format-version", "1"]));
  return metadata.packages.filter(({ manifest_path: manifest }) => hasTests(join(manifest, ".."))).map(({ name }) => name);
}

const hasTests = (folder) => readdirSync(folder, { recursive: true }).some((file) => file.endsWith(".rs") && /#\[test\]/.test(readFileSync(join(folder, file), "utf8")));

function shown(command, args) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
      process.stdout.write(chunk);
    });
    child.on("close", (code) => done({ code, text }));
  });
}
