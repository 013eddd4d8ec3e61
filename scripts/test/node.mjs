// Suites for Node's own test runner: tests/<folder>/**/*.test.mjs.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { dist, inRoot } from "../lib/paths.mjs";
import { exitCode } from "../lib/run.mjs";
import { browser, schemathesis } from "../setup/test-tools.mjs";

// Playwright runs these.
const BROWSER_FOLDER = "e2e";

/** The folders of tests/ that hold such tests. */
export function nodeSuites() {
  const folders = readdirSync(inRoot("tests"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).filter((name) => name !== BROWSER_FOLDER && testFiles(inRoot("tests", name)).length > 0);
}

/** Runs the suite in tests/<folder>; one that has files but ran no test has failed. */
export async function nodeSuite(folder) {
  const files = testFiles(inRoot("tests", folder));
  const report = join(dist, "reports", `${folder}.tap`);
  mkdirSync(join(dist, "reports"), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ["--test-reporter=spec", "--test-reporter-destination=stdout", "--test-reporter=tap", `--test-reporter-destination=${report}`];
  const code = await exitCode(process.execPath, ["--test", ...reporters, ...files], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { CHROMIUM: browser(), SCHEMATHESIS: schemathesis },
  });
  const text = existsSync(report) ? readFileSync(report, "utf8") : "";
  const count = (name) => Number(text.match(new RegExp(`^# ${name} (\\d+)$`, "m"))?.[1] ?? 0);
  const passed = count("pass");
  const failed = count("fail") + count("cancelled");
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed, skipped: count("skipped") + count("todo") };
}

function testFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => join(folder, name))
    .sort();
}
