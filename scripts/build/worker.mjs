// The Worker, by worker-build: `dist/worker/index.js` and the WebAssembly module beside it.
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { bin, inRoot, workerDist } from "../lib/paths.mjs";
import { Refusal, run, step } from "../lib/run.mjs";
import { tools } from "../setup/cargo-tools.mjs";
import { replaceFolder, scratchFolder } from "./files.mjs";
import { hashOf, isCurrent, setCurrent } from "./inputs.mjs";

const SOURCES = ["Cargo.toml", "Cargo.lock", ".cargo", "worker", "shared", "package-lock.json", "scripts/build/worker.mjs"];

/** Builds the Worker where its sources changed. */
export async function buildWorker({ profile }) {
  const hash = hashOf(profile, SOURCES, [tools.workerBuild]);
  if (isCurrent("worker", hash)) return;
  const staging = scratchFolder("worker");
  await step(`Compiling the worker (${profile.name}; cargo says how far it is) …`, () =>
    run(tools.workerBuild, [...profile.workerFlags, "--out-dir", relative(inRoot("worker"), staging)], {
      cwd: inRoot("worker"),
      // Without these worker-build would download the three programs.
      env: { WASM_BINDGEN_BIN: tools.wasmBindgen, WASM_OPT_BIN: bin("wasm-opt"), ESBUILD_BIN: bin("esbuild") },
      onFailure: "The worker does not compile; the compiler's words are above.",
    }),
  );
  if (!existsSync(join(staging, "index.js"))) throw new Refusal("worker-build ended without a bundle; its words are above.");
  replaceFolder(staging, workerDist);
  setCurrent("worker", hash);
}
