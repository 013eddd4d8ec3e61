// End-to-end tests: the real worker, the optimised programs, the machine's own Chromium. Two at a time, each on its
// own server; no test waits for a clock.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "../lib/browser.mjs";

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.mjs",
  outputDir: "../../dist/reports/e2e",
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: { launchOptions, actionTimeout: 15_000, navigationTimeout: 20_000, screenshot: "only-on-failure", trace: "retain-on-failure" },
});
