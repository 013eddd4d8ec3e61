// Processor time of another process, as the operating system accounts it.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = existsSync("/proc/self/stat") ? Number(execFileSync("getconf", ["CLK_TCK"])) : 0;

/** User and system time so far of a process and all its threads, in milliseconds; `undefined` where there is no /proc. */
export function cpuMs(pid) {
  if (!TICKS_PER_SECOND) return undefined;
  // The command's name may hold spaces: fields are counted from behind its closing parenthesis.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
  const USER = 11;
  const SYSTEM = 12;
  return ((Number(fields[USER]) + Number(fields[SYSTEM])) * 1000) / TICKS_PER_SECOND;
}
