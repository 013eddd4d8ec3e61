// What a machine must bring along. Each missing thing is one sentence with its fix.
import { Refusal, which } from "../lib/run.mjs";

const NODE_MAJOR_MIN = 20;

const PROGRAMS = [
  ["git", "Git is missing: install it with your system's package manager (Debian: `apt-get install git`)."],
  ["npm", "npm is missing: install Node.js with npm (Debian: `apt-get install nodejs npm`)."],
  ["cargo", "Rust is missing: install it with rustup (https://rustup.rs), or where that is blocked with `apt-get install rustc-web cargo-web`, then open a new shell."],
  ["rustc", "The Rust compiler is missing although cargo is there: install Rust with rustup (https://rustup.rs)."],
];

/** Refuses with the first thing that is missing. */
export function checkPrerequisites() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < NODE_MAJOR_MIN) {
    throw new Refusal(`Node.js ${process.versions.node} is too old: version ${NODE_MAJOR_MIN} or newer is needed to begin.`);
  }
  for (const [program, fix] of PROGRAMS) {
    if (!which(program)) throw new Refusal(fix);
  }
  if (!which("cc")) {
    throw new Refusal("A C compiler, which Rust links with, is missing: install one (Debian: `apt-get install gcc libc6-dev`; macOS: `xcode-select --install`).");
  }
}
