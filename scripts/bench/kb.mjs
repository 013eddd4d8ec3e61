// Search in the browser: what its index of 2,000 articles weighs, and how long it looks at a keystroke, compiled for this machine
// as it is for the browser.
import { execFile } from "node:child_process";
import { brotliCompressSync } from "node:zlib";
import { promisify } from "node:util";
import { root } from "../lib/paths.mjs";
import { output, Refusal } from "../lib/run.mjs";

const INDEX_BYTES_MAX = 1 << 26;
const example = (...args) => ["run", "--quiet", ...args, "-p", "shared", "--example", "kb_index"];

/** Two figures: `kb.search_p95_native_us` and `kb.index_br_bytes`. */
export async function measureKb() {
  const printed = await output("cargo", example("--release"));
  if (!/^\d+$/.test(printed ?? "")) throw new Refusal("The search benchmark did not run: `cargo run --release -p shared --example kb_index` says why.");
  return { "kb.search_p95_native_us": Number(printed), "kb.index_br_bytes": await indexBytes() };
}

/** The size of the index as it travels. */
export async function indexBytes() {
  const options = { cwd: root, encoding: "buffer", maxBuffer: INDEX_BYTES_MAX };
  const { stdout } = await promisify(execFile)("cargo", [...example(), "--", "bytes"], options);
  return brotliCompressSync(stdout).length;
}
