// What runs on this machine. Linux tells it in /proc, which a small container has even where it has no `ps`.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { output } from "../lib/run.mjs";

const HAS_PROC = existsSync("/proc/self/stat");

/**
 * When a process began, as text to be compared; undefined where none of this number runs. Numbers are given anew, after
 * a restart of a container even the same ones: number and beginning together name one process and no later one.
 */
export async function beginning(pid) {
  if (!HAS_PROC) return (await output("ps", ["-p", String(pid), "-o", "lstart="])) || undefined;
  const seen = stat(pid);
  return seen && `${read("/proc/sys/kernel/random/boot_id")?.trim()} ${seen.began}`;
}

/** The processes that `parent` has started: number and program, the newest last. */
export async function childrenOf(parent) {
  if (!HAS_PROC) {
    const lines = ((await output("ps", ["-A", "-o", "pid=,ppid=,comm="])) ?? "").split("\n").map((line) => line.trim().split(/\s+/));
    return lines.filter(([, ppid]) => Number(ppid) === parent).map(([pid, , ...program]) => ({ pid: Number(pid), program: program.join(" ") }));
  }
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(stat).filter((seen) => seen?.parent === parent);
  return all.sort((a, b) => a.began - b.began).map(({ pid, program }) => ({ pid, program }));
}

/** One process; one that has ended and only waits for its parent to notice does not count. */
function stat(pid) {
  // The program's name may hold spaces and parentheses: fields are counted from behind its last one.
  const [, number, program, rest] = read(`/proc/${pid}/stat`)?.match(/^(\d+) \((.*)\) (.*)$/s) ?? [];
  if (rest === undefined) return undefined;
  const fields = rest.split(" ");
  const [STATE, PARENT, BEGAN] = [0, 1, 19];
  return fields[STATE] === "Z" ? undefined : { pid: Number(number), program, parent: Number(fields[PARENT]), began: Number(fields[BEGAN]) };
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
