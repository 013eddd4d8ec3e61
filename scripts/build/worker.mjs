// The Worker, by worker-build: `dist/worker/index.js` and the WebAssembly module beside it.
import { existsSync, renameSync } from "node:fs";
import { join, relative } from "node:path";
import { bin, inRoot, workerDist } from "../lib/paths.mjs";
import { Refusal, run, step } from "../lib/run.mjs";
import { tools } from "../setup/cargo-tools.mjs";
import { replaceFolder, scratchFolder } from "./files.mjs";
import { hashOf, isCurrent, setCurrent } from "./inputs.mjs";
import { wasmOpt } from "./wasm-opt.mjs";

// Names of functions, which nobody reads in production, are a tenth of what is deployed. Before they go, they put
// functions beside their likes, which compresses better.
const WASM_PASSES = ["-O", "--low-memory-unused", "--reorder-functions-by-name", "--strip-debug", "--strip-producers"];
const SOURCES = ["Cargo.toml", "Cargo.lock", ".cargo", "worker", "shared", "package-lock.json", "scripts/build/worker.mjs", "scripts/build/wasm-opt.mjs"];

/** Builds the Worker where its sources changed. */
export async function buildWorker({ profile }) {
  const hash = hashOf(profile, SOURCES, [tools.workerBuild]);
  if (isCurrent("worker", hash)) return;
  const staging = scratchFolder("worker");
  await step(`Compiling the worker (${profile.name}; cargo says how far it is) …`, () =>
    run(tools.workerBuild, [...profile.workerFlags, "--no-opt", "--out-dir", relative(inRoot("worker"), staging)], {
      cwd: inRoot("worker"),
      // Without these worker-build would download the two programs.
      env: { WASM_BINDGEN_BIN: tools.wasmBindgen, ESBUILD_BIN: bin("esbuild") },
      onFailure: "The worker does not compile; the compiler's words are above.",
    }),
  );
  if (!existsSync(join(staging, "index.js"))) throw new Refusal("worker-build ended without a bundle; its words are above.");
  if (profile.optimise) await optimise(join(staging, "index_bg.wasm"));
  replaceFolder(staging, workerDist);
  setCurrent("worker", hash);
}

async function optimise(wasm) {
  const smaller = wasm.replace(/\.wasm$/, ".opt.wasm");
  // What worker-build emits uses them; the browser programs do not, and are smaller where they may not.
  await wasmOpt(WASM_PASSES, wasm, smaller, ["exception-handling"]);
  renameSync(smaller, wasm);
}
