// wasm-bindgen and worker-build, compiled once per machine and version into the cache.
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cache } from "../lib/paths.mjs";
import { output, run, step } from "../lib/run.mjs";
import { installDebian } from "./debian.mjs";

// Without its default features wasm-bindgen-cli leaves out the TLS of its test runner, which takes longest to compile.
// wasm-bindgen must be the very version of the crate in Cargo.lock; worker-build that of `worker`.
const TOOLS = {
  wasmBindgen: { crate: "wasm-bindgen-cli", version: "0.2.130", bin: "wasm-bindgen", flags: ["--no-default-features"] },
  workerBuild: { crate: "worker-build", version: "0.8.7", bin: "worker-build", flags: [], needsOpenssl: true },
};

const rootOf = ({ bin, version }) => join(cache, "tools", `${bin}-${version}`);
const pathOf = (tool) => join(rootOf(tool), "bin", tool.bin);

/** The absolute paths of the built tools. */
export const tools = { wasmBindgen: pathOf(TOOLS.wasmBindgen), workerBuild: pathOf(TOOLS.workerBuild) };

/** Compiles what is missing, one after the other: cargo alone keeps all cores busy. */
export async function installCargoTools() {
  for (const tool of Object.values(TOOLS)) {
    if (!existsSync(pathOf(tool))) await install(tool);
  }
}

/** What a crate's TLS is compiled against on Linux. `OPENSSL_DIR` names one that pkg-config does not know. */
async function installOpenssl() {
  if (process.platform !== "linux" || process.env.OPENSSL_DIR) return;
  if ((await output("pkg-config", ["--exists", "openssl"])) !== undefined) return;
  await installDebian(["pkg-config", "libssl-dev"], { needed: "Compiling worker-build needs OpenSSL's headers", why: "worker-build is compiled against OpenSSL" });
}

async function install(tool) {
  if (tool.needsOpenssl) await installOpenssl();
  const target = join(cache, "tools", ".target");
  const staging = join(cache, "tools", `.new-${process.pid}-${tool.bin}`);
  mkdirSync(staging, { recursive: true });
  await step(
    `Compiling ${tool.crate} ${tool.version}, once for this machine (a minute or two; a second checkout will find it in ${cache}) …`,
    () =>
      run("cargo", ["install", `${tool.crate}@${tool.version}`, "--bin", tool.bin, ...tool.flags, "--root", staging, "--target-dir", target, "--no-track"], {
        // Unoptimised they run half a second longer on each build, and compile in half the time.
        env: {
          CARGO_PROFILE_RELEASE_OPT_LEVEL: "0",
          CARGO_PROFILE_RELEASE_DEBUG: "0",
          CARGO_PROFILE_RELEASE_LTO: "off",
          CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "16",
        },
        onFailure: `${tool.crate} could not be compiled: cargo's own words are above; what was done is kept, so start again once that is mended.`,
      }),
  );
  // Renamed only when whole, so that a broken install is never taken for a finished one.
  rmSync(rootOf(tool), { recursive: true, force: true });
  renameSync(staging, rootOf(tool));
  if (Object.values(TOOLS).every((each) => existsSync(pathOf(each)))) rmSync(target, { recursive: true, force: true });
}
