// The standard library for wasm32. rustup's server is the normal way; where it is blocked, Debian's
// own packages are the second (debian-rust.mjs).
import { existsSync, readdirSync } from "node:fs";
import { output, exitCode, Refusal, say, step, which } from "../lib/run.mjs";
import { buildDebianTarget, debianRust } from "./debian-rust.mjs";

const TARGET = "wasm32-unknown-unknown";

/** Makes sure that `cargo build --target wasm32-unknown-unknown` works in this process and its children. */
export async function installWasmTarget() {
  if (await hasTarget()) return;
  const debian = debianRust();
  if (debian) return useCompiler(debian);
  if (which("rustup")) {
    const code = await step(`Adding Rust's ${TARGET} target by rustup (the browser and the worker run it) …`, () =>
      exitCode("rustup", ["target", "add", TARGET], { stdio: "inherit" }),
    );
    if (code === 0 && (await hasTarget())) return;
    say("rustup could not fetch the target; trying the second way, with Debian's Rust packages.");
  }
  if (!which("apt-get") || process.getuid?.() !== 0) {
    throw new Refusal(
      `Rust's ${TARGET} target is missing and could not be added: run \`rustup target add ${TARGET}\` where its server can be reached, or start this command once as root on Debian.`,
    );
  }
  useCompiler(await buildDebianTarget());
  if (!(await hasTarget())) throw new Refusal(`Rust's ${TARGET} target is still missing after building it; see the lines above.`);
}

async function hasTarget() {
  const folder = await output("rustc", ["--print", "target-libdir", "--target", TARGET]);
  return Boolean(folder) && existsSync(folder) && readdirSync(folder).some((name) => name.startsWith("libcore-"));
}

/** Puts another compiler in front, for this process and all that it starts. */
function useCompiler({ binFolder }) {
  process.env.PATH = `${binFolder}:${process.env.PATH}`;
  delete process.env.RUSTUP_TOOLCHAIN;
}
