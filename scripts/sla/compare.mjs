// The comparison of the SLA clocks with the oracle in tests/sla. Python brings the oracle's zone data from the system.
import { Refusal, exitCode, run, which } from "../lib/run.mjs";
import { inRoot } from "../lib/paths.mjs";

const PROGRAM = "sla_cases";

/** Compares that many cases of a seed, with what disagrees on the terminal; gives the exit code. */
export async function compareWithOracle({ cases, seed }) {
  if (!which("python3")) throw new Refusal("Python 3 is missing: install it with your system's package manager (Debian: `apt-get install python3 tzdata`).");
  await run("cargo", ["build", "--quiet", "-p", "shared", "--example", PROGRAM]);
  const program = inRoot("target", "debug", "examples", PROGRAM);
  const args = ["-B", inRoot("tests", "sla", "compare.py"), "--program", program, "--cases", String(cases), "--seed", seed];
  return exitCode("python3", args, { stdio: ["ignore", "inherit", "inherit"] });
}
