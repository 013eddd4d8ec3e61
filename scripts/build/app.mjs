// The browser programs: cargo → wasm-bindgen → wasm-opt, and their JavaScript glue bundled into one
// module that starts itself (the content policy allows no inline script).
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dist, inRoot } from "../lib/paths.mjs";
import { run, step } from "../lib/run.mjs";
import { tools } from "../setup/cargo-tools.mjs";
import { hashedName, replaceFolder, scratchFolder, writeBrotli } from "./files.mjs";
import { hashOf, isCurrent, setCurrent } from "./inputs.mjs";
import { wasmOpt } from "./wasm-opt.mjs";

export const PROGRAMS = ["portal", "desk", "settings", "knowledge"];

const TARGET = "wasm32-unknown-unknown";
const SOURCES = ["Cargo.toml", "Cargo.lock", ".cargo", "app", "shared", "package-lock.json", "scripts/build"];

// Each pass was kept for what it takes off after brotli. Control flow is taken apart and put together anew between two
// rounds (-0.6 %); functions in the order of their names stand beside their likes (-1 %); what has one caller and is not tiny
// stays a function of its own, which compresses better (-0.6 %); locals that share a place, searched for longer, take off a last 0.1 %. Rust keeps its stack in the
// low memory that no pointer's base may lie in.
const WASM_PASSES = ["--low-memory-unused", "--one-caller-inline-max-function-size", "30", "-Oz", "--flatten", "--rereloop", "-Oz", "-Oz", "--merge-locals", "--coalesce-locals-learning", "--reorder-functions-by-name", "--strip-debug", "--strip-producers", "--strip-target-features"];

/** Where the finished files of a program lie: `part.json` names them. */
export const partFolder = (program) => join(dist, "parts", program);

/** Builds the programs whose sources changed. */
export async function buildApp({ profile, programs = PROGRAMS }) {
  const hash = hashOf(profile, SOURCES, [tools.wasmBindgen]);
  const stale = programs.filter((program) => !isCurrent(program, hash));
  if (stale.length === 0) return;
  await step(`Compiling ${stale.join(" and ")} for the browser (${profile.name}; cargo says how far it is) …`, () => compile(stale, profile));
  const why = profile.optimise ? "Making it small for the download (wasm-opt goes over it several times, then brotli) …" : "Binding it to the page …";
  await step(why, () =>
    Promise.all(
      stale.map(async (program) => {
        await finish(program, profile);
        setCurrent(program, hash);
      }),
    ),
  );
}

const compile = (programs, profile) =>
  run("cargo", ["build", "-p", "app", ...programs.flatMap((program) => ["--bin", program]), "--target", TARGET, "--profile", profile.name], {
    onFailure: "The app does not compile; the compiler's words are above.",
  });

async function finish(program, profile) {
  const scratch = scratchFolder(program);
  const staging = scratchFolder(`${program}.part`);
  const compiled = inRoot("target", TARGET, profile.folder, `${program}.wasm`);
  await run(tools.wasmBindgen, ["--target", "web", "--no-typescript", "--remove-producers-section", "--out-dir", scratch, compiled]);
  const wasm = await optimise(join(scratch, `${program}_bg.wasm`), profile);
  const wasmName = hashedName(`${program}.wasm`, readFileSync(wasm));
  copyFileSync(wasm, join(staging, wasmName));
  const script = await bundleGlue(program, scratch, `/assets/${wasmName}`);
  const scriptName = hashedName(`${program}.js`, script);
  writeFileSync(join(staging, scriptName), script);
  for (const name of [wasmName, scriptName]) writeBrotli(join(staging, name), profile.brotliQuality);
  writeFileSync(join(staging, "part.json"), JSON.stringify({ wasm: wasmName, js: scriptName }));
  replaceFolder(staging, partFolder(program));
}

async function optimise(wasm, profile) {
  if (!profile.optimise) return wasm;
  const smaller = wasm.replace(/\.wasm$/, ".opt.wasm");
  await wasmOpt(WASM_PASSES, wasm, smaller);
  return smaller;
}

async function bundleGlue(program, folder, wasmUrl) {
  const { build } = await import("esbuild");
  const result = await build({
    stdin: { contents: startModule(program, wasmUrl), resolveDir: folder },
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  return result.outputFiles[0].contents;
}

// `data-program` on <html> lets the style sheet tell a visitor that the program did not arrive.
const startModule = (program, wasmUrl) => `
import start from "./${program}.js";
const page = document.documentElement;
start({ module_or_path: "${wasmUrl}" }).then(
  () => { page.dataset.program = "started"; },
  (error) => { page.dataset.program = "failed"; console.error(error); },
);
`;
