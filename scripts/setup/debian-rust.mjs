// The second way to a wasm32 target, for machines that cannot reach rustup's server: Debian's own Rust
// and its sources, from which the standard library of the target is compiled once.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cache } from "../lib/paths.mjs";
import { output, run, step } from "../lib/run.mjs";
import { installDebian } from "./debian.mjs";

const TARGET = "wasm32-unknown-unknown";
// Formatter and linter are for `npm test`; lld is what `rust-lld` links to, without the packages saying so.
const PACKAGES = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22", "rustfmt-web", "rust-web-clippy"];
const SYSTEM_BIN = "/usr/bin";

// Only these programs are put in front, so that nothing else of the system's hides what the user has.
const NEEDED = ["rustc", "cargo"];
const PROGRAMS = [...NEEDED, "rustdoc", "rustfmt", "cargo-fmt", "clippy-driver", "cargo-clippy"];
const binFolder = join(cache, "debian-rust", "bin");

/** The compiler that an earlier run prepared, or undefined. */
export function debianRust() {
  return NEEDED.every((name) => existsSync(join(binFolder, name))) ? { binFolder } : undefined;
}

/** Installs Debian's Rust, compiles the target's standard library, and gives the compiler to use from then on. */
export async function buildDebianTarget() {
  await installDebian(PACKAGES, { needed: "The second way to the WebAssembly target needs Debian's Rust", why: "the second way to the WebAssembly target" });
  await step("Compiling the standard library for WebAssembly, once (about a minute) …", compileStandardLibrary);
  rmSync(binFolder, { recursive: true, force: true });
  mkdirSync(binFolder, { recursive: true });
  for (const name of PROGRAMS) {
    if (existsSync(join(SYSTEM_BIN, name))) symlinkSync(join(SYSTEM_BIN, name), join(binFolder, name));
  }
  return { binFolder };
}

async function compileStandardLibrary() {
  const rustc = join(SYSTEM_BIN, "rustc");
  const libraries = await output(rustc, ["--print", "target-libdir", "--target", TARGET]);
  const crate = mkdtempSync(join(tmpdir(), "liandan-std-"));
  try {
    writeEmptyCrate(crate);
    await run(join(SYSTEM_BIN, "cargo"), ["build", "--release", "--target", TARGET, "-Zbuild-std=std,panic_abort,proc_macro,test"], {
      cwd: crate,
      // Bitcode, because link-time optimisation of the app reads it from these libraries too.
      env: { RUSTC: rustc, RUSTC_BOOTSTRAP: "1", RUSTFLAGS: "-Cembed-bitcode=yes", CARGO_TARGET_DIR: join(crate, "target") },
    });
    mkdirSync(libraries, { recursive: true });
    const built = join(crate, "target", TARGET, "release", "deps");
    for (const file of readdirSync(built)) {
      if (file.endsWith(".rlib") && !file.startsWith("libempty")) copyFileSync(join(built, file), join(libraries, file));
    }
  } finally {
    rmSync(crate, { recursive: true, force: true });
  }
}

function writeEmptyCrate(folder) {
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "Cargo.toml"), '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n');
  writeFileSync(join(folder, "src", "lib.rs"), "#![no_std]\n");
}
