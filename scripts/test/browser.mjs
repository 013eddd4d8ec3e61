// The end-to-end tests in tests/e2e, by Playwright in the machine's own Chromium.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bin, dist, inRoot } from "../lib/paths.mjs";
import { exitCode } from "../lib/run.mjs";
import { browser } from "../setup/test-tools.mjs";

const FOLDER = "tests/e2e";

/** Runs the suite; a flaky test is a failed one. */
export async function browserSuite() {
  if (!existsSync(inRoot(FOLDER))) return {};
  const report = join(dist, "reports", "e2e.json");
  mkdirSync(join(dist, "reports"), { recursive: true });
  rmSync(report, { force: true });
  const code = await exitCode(bin("playwright"), ["test", "--config", FOLDER, "--reporter", "list,json"], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { CHROMIUM: browser(), PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  const stats = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")).stats : { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed: failed === 0 && (code !== 0 || stats.expected === 0) ? 1 : failed, skipped: stats.skipped };
}
