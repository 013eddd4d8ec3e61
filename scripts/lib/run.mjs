// Starting other programs and talking to the person who waits for them.
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { root } from "./paths.mjs";

/** An error whose message is meant for the person at the keyboard: one sentence, with the fix. */
export class Refusal extends Error {}

const started = performance.now();

/** One line of progress, with the seconds since the command began. */
export function say(text) {
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`[${String(seconds).padStart(4)} s] ${text}`);
}

/** Runs a step that takes long: says why before, and how long it took after. */
export async function step(why, work) {
  say(why);
  const before = performance.now();
  const result = await work();
  const seconds = (performance.now() - before) / 1000;
  if (seconds >= 5) say(`… done in ${seconds.toFixed(0)} s`);
  return result;
}

/** Runs a program to its end with its output shown; a failure refuses with `onFailure`. */
export async function run(command, args, { onFailure, env, cwd = root } = {}) {
  const code = await exitCode(command, args, { env, cwd, stdio: "inherit" });
  if (code !== 0) {
    throw new Refusal(onFailure ?? `\`${command} ${args.join(" ")}\` failed (exit code ${code}); its own words are above.`);
  }
}

/** Runs a program to its end and gives its exit code; one that does not exist gives 127, as in a shell. */
export function exitCode(command, args, options = {}) {
  const { env, ...rest } = options;
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: "ignore", ...rest, env: { ...process.env, ...env } });
    child.on("error", () => done(127));
    child.on("exit", (code) => done(code ?? 1));
  });
}

/** Runs a program and gives what it printed, or undefined where it fails or does not exist. */
export function output(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "ignore"], ...options });
    let text = "";
    child.stdout.on("data", (chunk) => (text += chunk));
    child.on("error", () => done(undefined));
    child.on("close", (code) => done(code === 0 ? text.trim() : undefined));
  });
}

/** The full path of a program on PATH, or undefined. Looking costs microseconds, running it would not. */
export function which(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      continue;
    }
  }
  return undefined;
}

/** The end of every command: a refusal is one clear line, anything else is a fault with its trace. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal) console.error(`\n${error.message}`);
    else console.error(error);
    process.exit(1);
  }
}
