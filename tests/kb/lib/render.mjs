// Renders Markdown with the code that worker and browser run, compiled for this machine.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { root } from "../../../scripts/lib/paths.mjs";

/** For each text `{ html, again }`: the article, and what sanitising its HTML once more gives. */
export async function render(texts) {
  const lines = await example("kb_render", texts.map((text) => JSON.stringify(text)).join("\n"));
  const answers = lines.map((line) => JSON.parse(line));
  assert.equal(answers.length, texts.length);
  return answers;
}

/** Runs an example of `shared` and gives the lines that it prints. */
export async function example(name, input) {
  const child = spawn("cargo", ["run", "--quiet", "-p", "shared", "--example", name], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk) => (text += chunk));
  child.stdin.end(`${input}\n`);
  const code = await new Promise((done) => child.on("close", done));
  assert.equal(code, 0, `the example ${name} failed`);
  return text.trimEnd().split("\n");
}
