// Due times that the SLA engine reckons in a second, compiled for this machine as it is for release.
import { output, Refusal } from "../lib/run.mjs";

/** One figure: `sla.due_times_per_s`. */
export async function measureSla() {
  const printed = await output("cargo", ["run", "--quiet", "--release", "-p", "shared", "--example", "sla_bench"]);
  if (!/^\d+$/.test(printed ?? "")) throw new Refusal("The SLA benchmark did not run: `cargo run --release -p shared --example sla_bench` says why.");
  return { "sla.due_times_per_s": Number(printed) };
}
