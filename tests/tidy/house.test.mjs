// The dependency law and the house rules that a compiler does not check.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const LINES_MAX = 400;
// The whole URL table stands on one page, however many rows it has.
const LONG_BY_DESIGN = ["worker/src/router.rs"];
const git = (...args) => execFileSync("git", args, { encoding: "utf8" }).split("\n").filter(Boolean);
const tracked = (...patterns) => git("ls-files", "--cached", "--others", "--exclude-standard", "--", ...patterns);
const metadata = JSON.parse(execFileSync("cargo", ["metadata", "--format-version=1", "--no-deps"], { encoding: "utf8", maxBuffer: 1 << 26 }));
const dependenciesOf = (name) =>
  metadata.packages
    .find((p) => p.name === name)
    .dependencies.filter((d) => d.kind === null)
    .map((d) => d.name);

test("the domain depends on nothing but data formats", () => {
  assert.deepEqual(dependenciesOf("shared").sort(), ["form_urlencoded", "pulldown-cmark", "schemars", "serde"]);
});

test("app and worker meet in shared only", () => {
  assert.ok(dependenciesOf("app").includes("shared"));
  assert.ok(dependenciesOf("worker-liandan").includes("shared"));
  assert.ok(!dependenciesOf("app").some((d) => ["worker", "worker-liandan", "schemars"].includes(d)));
  assert.ok(!dependenciesOf("worker-liandan").some((d) => ["app", "leptos", "web-sys", "gloo-net"].includes(d)));
});

test("the domain has no clock, no chance, no HTTP, no SQL and no DOM", () => {
  const forbidden = /SystemTime|Instant::now|Date::now|js_sys|web_sys|worker::|getrandom|std::(net|fs|env)|\bSELECT\b|\bINSERT\b/;
  for (const file of tracked("shared/src/*.rs")) {
    const line = readFileSync(file, "utf8").split("\n").find((l) => !l.trimStart().startsWith("//") && forbidden.test(l));
    assert.equal(line, undefined, `${file}: ${line}`);
  }
});

test("SQL is written in the store, and D1 is touched in one folder", () => {
  for (const file of tracked("worker/src/*.rs").filter((f) => !/\/(store|db)\//.test(f))) {
    const text = readFileSync(file, "utf8");
    assert.doesNotMatch(text, /"\s*(SELECT|INSERT|UPDATE|DELETE)\s/, file);
    assert.doesNotMatch(text, /\.prepare\(/, file);
  }
});

test("a statement that joins or limits takes its arguments in expressions: D1 plans it once, and not at each call", () => {
  for (const file of tracked("worker/src/*.rs")) {
    for (const [literal] of readFileSync(file, "utf8").matchAll(/"(?:[^"\\]|\\.)*"/gs)) {
      if (/\bJOIN\b/.test(literal)) assert.doesNotMatch(literal, /[^<>]=\s*\?(?!\d*(\|\||\+))/, file);
      assert.doesNotMatch(literal, /\bLIMIT \?/, file);
    }
  }
});

test("every file does one thing: none is long", () => {
  for (const file of tracked("*.rs", "*.mjs")) {
    const lines = readFileSync(file, "utf8").split("\n").length;
    assert.ok(lines <= LINES_MAX || LONG_BY_DESIGN.includes(file), `${file} has ${lines} lines`);
  }
});

test("each number of a requirement is explained in tests/README.md, and none is explained that is not used", () => {
  const explained = [...readFileSync("tests/README.md", "utf8").matchAll(/^\| ([RS]\d+) \|/gm)].map((match) => match[1]);
  const used = tracked("*.rs", "*.mjs").flatMap((file) => readFileSync(file, "utf8").match(/\b[RS]\d{1,2}\b/g) ?? []);
  assert.deepEqual(explained, [...new Set(explained)]);
  assert.deepEqual([...new Set(used)].sort(), [...explained].sort());
});

test("nothing committed names a registry's host or leaves work for later", () => {
  for (const file of tracked(":!*.lock", ":!package-lock.json", ":!tests/tidy", ":!*.png", ":!*.jpg", ":!*.webp", ":!*.pdf")) {
    const text = readFileSync(file, "utf8");
    assert.doesNotMatch(text, /index\.crates\.io|static\.crates\.io|registry\.npmjs\.org|files\.pythonhosted\.org|deb\.debian\.org/, file);
    assert.doesNotMatch(text, /\b(TODO|FIXME|XXX|HACK)\b|todo!\(|unimplemented!\(/, file);
  }
});
