// "Has anything changed since the last build?", answered by content in milliseconds, without cargo.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dist, root } from "../lib/paths.mjs";

/** The profile's name and a hash over the names and contents of files and folders of the checkout, and over plain facts. */
export function hashOf(profile, paths, facts = []) {
  const hash = createHash("sha256");
  for (const fact of facts) hash.update(`${fact}\0`);
  for (const path of paths.flatMap(filesUnder).sort()) {
    hash.update(`${path}\0`).update(readFileSync(join(root, path))).update("\0");
  }
  return `${profile.name} ${hash.digest("hex")}`;
}

/** Whether the part was last built from inputs with this very hash. */
export const isCurrent = (part, hash) => read(stampOf(part)) === hash;

/** To be called when the part has been built whole. */
export function setCurrent(part, hash) {
  mkdirSync(dirname(stampOf(part)), { recursive: true });
  writeFileSync(stampOf(part), hash);
}

/** The name of the profile by which a part was last built. */
export const profileOf = (part) => read(stampOf(part))?.split(" ")[0];

const stampOf = (part) => join(dist, ".inputs", part);

function filesUnder(path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesUnder(`${path}/${name}`));
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
