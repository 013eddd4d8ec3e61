// A machine that lacks something is told so in one sentence with the fix, before anything is done.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const SETUP = fileURLToPath(new URL("../../scripts/setup.mjs", import.meta.url));
const QUIET = "exit 0";
const HAS_ALL = { git: QUIET, npm: QUIET, cargo: QUIET, cc: QUIET, rustc: 'echo "rustc 9999.0.0 (of a test)"' };

/** What the set-up says on a machine with these programs (name → shell script) and no others. */
function said(programs) {
  const folder = mkdtempSync(join(tmpdir(), "liandan-setup-"));
  try {
    for (const [name, script] of Object.entries(programs)) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(folder, name), 0o755);
    }
    const { status, stderr } = spawnSync(process.execPath, [SETUP], { env: { PATH: folder, HOME: folder, XDG_CACHE_HOME: folder }, encoding: "utf8" });
    assert.equal(status, 1);
    const lines = stderr.trim().split("\n");
    assert.equal(lines.length, 1, stderr);
    return lines[0];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const without = (name) => Object.fromEntries(Object.entries(HAS_ALL).filter(([other]) => other !== name));

test("each program that is missing is named, with the way to get it", () => {
  const sentences = { git: /^Git is missing: .*apt-get install git/, npm: /^npm is missing: install Node\.js/, cargo: /^Rust is missing: .*rustup/, rustc: /^The Rust compiler is missing/, cc: /^A C compiler.* is missing: .*apt-get install gcc/ };
  for (const [name, sentence] of Object.entries(sentences)) assert.match(said(without(name)), sentence);
});

test("a Rust that is too old, or does not run, is told from one that is missing", () => {
  assert.match(said({ ...HAS_ALL, rustc: 'echo "rustc 1.63.0 (of a test)"' }), /^Rust 1\.63 is too old: version 1\.\d+ or newer is needed; `rustup update stable`/);
  assert.match(said({ ...HAS_ALL, rustc: "exit 1" }), /^The Rust compiler does not run: .*`rustup default stable`/);
});

test("where the WebAssembly target can neither be fetched nor built, both ways are named", () => {
  assert.match(said(HAS_ALL), /target is missing and could not be added: run `rustup target add .* or start this command once as root on Debian/);
});

test("where OpenSSL's headers are missing and may not be installed, they are named", { skip: process.platform !== "linux" }, () => {
  const hasTarget = 'case "$1" in --version) echo "rustc 9999.0.0 (of a test)";; *) folder="$HOME/lib"; /bin/mkdir -p "$folder"; : > "$folder/libcore-0.rlib"; echo "$folder";; esac';
  const words = said({ ...HAS_ALL, rustc: hasTarget, "pkg-config": "exit 1" });
  assert.match(words, /^Compiling worker-build needs OpenSSL's headers: install what Debian calls pkg-config, libssl-dev/);
});
