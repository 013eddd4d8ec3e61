// npm packages, exactly those of the lock file.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "../lib/paths.mjs";
import { run, step } from "../lib/run.mjs";

const STAMP = inRoot("node_modules", ".liandan-lock");

/** Installs when package.json or the lock file changed since the last time, or on another platform. */
export async function installPackages() {
  const wanted = fingerprint();
  if (readStamp() === wanted) return;
  await step("Installing npm packages (wrangler, Miniflare, esbuild, binaryen, Playwright and their own Node) …", () =>
    run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
      onFailure: "npm could not install the packages: check the network and the registry npm is set to, then start again.",
    }),
  );
  writeFileSync(STAMP, wanted);
}

function fingerprint() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  for (const file of ["package.json", "package-lock.json"]) hash.update(readFileSync(inRoot(file)));
  return hash.digest("hex");
}

function readStamp() {
  try {
    return readFileSync(STAMP, "utf8");
  } catch {
    return undefined;
  }
}
