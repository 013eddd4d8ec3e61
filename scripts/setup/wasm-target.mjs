// The standard library for wasm32. rustup's server is the normal way; where it is blocked, Debian's
// own packages are the second (debian-rust.mjs).
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { inRoot } from "../lib/paths.mjs";
import { output, exitCode, Refusal, say, step, which } from "../lib/run.mjs";
import { buildDebianTarget, debianRust } from "./debian-rust.mjs";

const TARGET = "wasm32-unknown-unknown";

/** Makes sure that `cargo build --target wasm32-unknown-unknown` works in this process and its children. */
export async function installWasmTarget() {
  const [ready, outdated] = await Promise.all([hasTarget(), outdatedRust()]);
  if (ready && !outdated) return;
  const debian = debianRust();
  if (debian) return useCompiler(debian);
  if (outdated && !mayInstall()) throw new Refusal(outdated);
  if (outdated) {
    say(`${outdated} Debian's packages are taken instead.`);
  } else if (which("rustup")) {
    const code = await step(`Adding Rust's ${TARGET} target by rustup (the browser and the worker run it) …`, () =>
      exitCode("rustup", ["target", "add", TARGET], { stdio: "inherit" }),
    );
    if (code === 0 && (await hasTarget())) return;
    say("rustup could not fetch the target; trying the second way, with Debian's Rust packages.");
  }
  if (!mayInstall()) {
    throw new Refusal(
      `Rust's ${TARGET} target is missing and could not be added: run \`rustup target add ${TARGET}\` where its server can be reached, or start this command once as root on Debian.`,
    );
  }
  useCompiler(await buildDebianTarget());
  if (!(await hasTarget())) throw new Refusal(`Rust's ${TARGET} target is still missing after building it; see the lines above.`);
}

const mayInstall = () => which("apt-get") !== undefined && process.getuid?.() === 0;

/** The sentence for a compiler that is older than Cargo.toml asks for, or does not run. */
async function outdatedRust() {
  const needed = readFileSync(inRoot("Cargo.toml"), "utf8").match(/^rust-version = "(\d+\.\d+)/m)[1];
  const found = (await output("rustc", ["--version"]))?.match(/^rustc (\d+\.\d+)/)?.[1];
  if (found === undefined) return `The Rust compiler does not run: choose one with \`rustup default stable\` (version ${needed} or newer).`;
  const [[major, minor], [majorNeeded, minorNeeded]] = [found, needed].map((version) => version.split(".").map(Number));
  if (major > majorNeeded || (major === majorNeeded && minor >= minorNeeded)) return undefined;
  return `Rust ${found} is too old: version ${needed} or newer is needed; \`rustup update stable\` brings it, or without rustup your system's newer package.`;
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
