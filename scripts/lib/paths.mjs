// Where things are. Everything a command writes lies in an ignored folder of the checkout, or in the
// cache, which all checkouts of this machine share.
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));
export const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "liandan");

/** What the last build made. `site` is what the ASSETS binding serves, `site/assets` has hashed names. */
export const dist = join(root, "dist");
export const site = join(dist, "site");
export const workerDist = join(dist, "worker");
export const figures = join(dist, "figures");

/** The local databases and files of `npm start`. */
export const data = join(root, ".data");
export const migrations = join(root, "worker", "migrations");

export const bin = (name) => join(root, "node_modules", ".bin", name);
export const inRoot = (...parts) => join(root, ...parts);
