// Binaryen's optimiser, as the browser programs and the worker go through it.
import { bin } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";

// One by one, and only what rustc and wasm-bindgen emit: `--all-features` writes modules that no browser accepts yet.
const FEATURES = ["bulk-memory", "bulk-memory-opt", "call-indirect-overlong", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];

/** Takes the module `from` through the passes into the file `to`. `features` are those of this module beside the usual ones. */
export const wasmOpt = (passes, from, to, features = []) =>
  run(bin("wasm-opt"), [...[...FEATURES, ...features].map((feature) => `--enable-${feature}`), ...passes, from, "-o", to]);
