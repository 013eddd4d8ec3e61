// What only the tests need: a browser, a Chinese font for its screens, time zones, and schemathesis.
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "../lib/paths.mjs";
import { output, run, say, step, which } from "../lib/run.mjs";
import { installDebian } from "./debian.mjs";

const SCHEMATHESIS = "4.32.5";
const venv = join(cache, "tools", `schemathesis-${SCHEMATHESIS}`);
// Python reads the time zones of the SLA oracle from here.
const ZONE_DATA = "/usr/share/zoneinfo/Asia/Shanghai";
const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];

/** The path of schemathesis' program, once `installTestTools` has run. */
export const schemathesis = join(venv, "bin", "schemathesis");

/** The browser that the tests drive; CHROMIUM names another one. */
export const browser = () => process.env.CHROMIUM || BROWSERS.map(which).find(Boolean);

/** Installs what is missing. */
export async function installTestTools() {
  const packages = await missingPackages();
  if (packages.length > 0) {
    await installDebian(packages, {
      needed: "The tests need a browser, a Chinese font, Python's venv and time zone data",
      why: "the tests drive a real browser and a real API fuzzer",
    });
  }
  await installSchemathesis();
}

async function missingPackages() {
  const packages = [];
  if (!browser()) packages.push("chromium");
  if (which("fc-list") && !(await output("fc-list", [":lang=zh", "family"]))) packages.push("fonts-noto-cjk");
  if (!which("fc-list")) packages.push("fontconfig", "fonts-noto-cjk");
  if (!existsSync(schemathesis) && !(await hasVenv())) packages.push("python3", "python3-venv");
  if (!existsSync(ZONE_DATA)) packages.push("tzdata");
  return packages;
}

const hasVenv = async () => (await output("python3", ["-c", "import venv, ensurepip; print(1)"])) === "1";

async function installSchemathesis() {
  const done = join(venv, ".complete");
  if (existsSync(done)) return;
  rmSync(venv, { recursive: true, force: true });
  await step(`Installing schemathesis ${SCHEMATHESIS}, which tries the API against its own description …`, async () => {
    await run("python3", ["-m", "venv", venv]);
    await run(join(venv, "bin", "pip"), ["install", "--quiet", "--disable-pip-version-check", `schemathesis==${SCHEMATHESIS}`], {
      onFailure: "schemathesis could not be installed: check the network and the package index pip is set to, then start again.",
    });
  });
  writeFileSync(done, "");
  say("The tests' tools are ready.");
}
