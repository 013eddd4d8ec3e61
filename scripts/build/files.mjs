// Small helpers for the files that go out: names by content, and compressed twins.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { dist } from "../lib/paths.mjs";

const HASH_CHARS = 10;
const own = join(dist, ".scratch", String(process.pid));
const COMPRESSIBLE = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest"]);

/** `portal.wasm` → `portal-1a2b3c4d5e.wasm`: a changed file is another file, so browsers may keep it for ever. */
export function hashedName(name, content) {
  const extension = extname(name);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, HASH_CHARS);
  return `${name.slice(0, -extension.length)}-${hash}${extension}`;
}

/** Writes `<path>.br` beside a file of a type that shrinks. */
export function writeBrotli(path, quality) {
  if (!COMPRESSIBLE.has(extname(path))) return;
  const content = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
}

/** An empty folder to work in; it goes when the process ends, and two builds at once do not meet in it. */
export function scratchFolder(name) {
  if (!existsSync(own)) process.once("exit", () => rmSync(own, { recursive: true, force: true }));
  const folder = join(own, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Puts a finished folder in the place of the old one, so that nobody serves half a build. */
export function replaceFolder(finished, place) {
  const old = `${place}.old`;
  rmSync(old, { recursive: true, force: true });
  mkdirSync(dirname(place), { recursive: true });
  if (existsSync(place)) renameSync(place, old);
  renameSync(finished, place);
  rmSync(old, { recursive: true, force: true });
}
