// `npm run -s figures`: one `name value` a line, measured from the last build and the last test or
// benchmark runs. Those write dist/figures/<topic>.json, each a flat object of name → number.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { partFolder, PROGRAMS } from "./build/app.mjs";
import { profileOf } from "./build/inputs.mjs";
import { RELEASE } from "./build/profiles.mjs";
import { figures, site } from "./lib/paths.mjs";
import { main, Refusal } from "./lib/run.mjs";
import { workerModules } from "./server/options.mjs";

await main(async () => {
  if ([...PROGRAMS, "worker", "site"].some((part) => profileOf(part) !== RELEASE.name)) {
    throw new Refusal("The last build was no whole release build: run `npm run build` first.");
  }
  const all = { ...programFigures(), "portal.first_load.br_bytes": firstLoad("portal.html"), "worker.gz_bytes": workerGzip(), ...recorded() };
  for (const [name, value] of Object.entries(all)) console.log(`${name} ${value}`);
  if (!("api.max_d1_queries" in all)) console.error("api.max_d1_queries is not measured yet: `npm test` or `npm run bench` does it.");
});

function programFigures() {
  const sizes = PROGRAMS.map((program) => {
    const { wasm } = JSON.parse(readFileSync(join(partFolder(program), "part.json"), "utf8"));
    return [`${program}.wasm.br_bytes`, brotliBytes(`assets/${wasm}`)];
  });
  return Object.fromEntries(sizes);
}

/** The page itself and every file of this site that it names. */
function firstLoad(page) {
  const html = readFileSync(join(site, page), "utf8");
  const named = [...html.matchAll(/(?:href|src)="\/([^"#?]+)"/g)].map((match) => match[1]);
  const files = new Set([page, ...named.filter((name) => existsSync(join(site, name)))]);
  return [...files].reduce((sum, name) => sum + brotliBytes(name), 0);
}

/** What travels: the compressed twin where there is one. */
function brotliBytes(name) {
  const twin = join(site, `${name}.br`);
  return statSync(existsSync(twin) ? twin : join(site, name)).size;
}

function workerGzip() {
  return workerModules().reduce((sum, { path }) => sum + gzipSync(readFileSync(path), { level: 9 }).length, 0);
}

/** Where two topics have one figure, the tests' (api) stands before the benchmark's (bench): they ask for more routes. */
function recorded() {
  if (!existsSync(figures)) return {};
  const files = readdirSync(figures).filter((name) => name.endsWith(".json")).sort().reverse();
  return Object.assign({}, ...files.map((name) => JSON.parse(readFileSync(join(figures, name), "utf8"))));
}
