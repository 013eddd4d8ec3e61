// The folder that the ASSETS binding serves: the pages, hashed assets, compressed twins.
//
// Each program has a page; some pages need none. Agents' programs share one in `public/`: what is shown until they run is the same.
//
// A page names what it needs in double braces: {{js}} and {{wasm}} are its own program's,
// a name with a dot is a file of `public/`, for instance {{css/portal.css}}: bundled if it is CSS or
// JavaScript, and served under a name that has its hash. Other names the worker fills per request.
//
// The API's description lies here too, under names without an ending: the API gives it, no address of a page does.
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { inRoot, site } from "../lib/paths.mjs";
import { Refusal, say, step } from "../lib/run.mjs";
import { partFolder, PROGRAMS } from "./app.mjs";
import { documentFolder } from "./document.mjs";
import { hashedName, replaceFolder, scratchFolder, writeBrotli } from "./files.mjs";
import { hashOf, isCurrent, setCurrent } from "./inputs.mjs";

const PUBLIC = "public";
/** Which page of `public/` a program is served in. */
const PAGES = { portal: "portal.html", desk: "desk.html", settings: "desk.html", knowledge: "desk.html" };
/** Pages that need no program: their own script does all. */
const PLAIN_PAGES = ["approval.html", "kb.html"];
const PLACEHOLDER = /\{\{(js|wasm|[\w/-]+\.[\w./-]+)\}\}/g;
// What the worker fills in for each visitor.
const AT_RUN_TIME = new Set(["boot", "lang"]);
const BUNDLED = new Set([".css", ".js"]);

/** Assembles the site from `public/` and the programs that are built. */
export async function buildSite({ profile }) {
  const parts = Object.fromEntries(PROGRAMS.filter((program) => existsSync(partFolder(program))).map((program) => [program, readPart(program)]));
  const hash = hashOf(profile, [PUBLIC, "scripts/build"], [JSON.stringify(parts), readDocument()]);
  if (isCurrent("site", hash)) return;
  await step("Assembling pages and styles …", () => assemble(parts, profile));
  setCurrent("site", hash);
}

const readPart = (program) => JSON.parse(readFileSync(join(partFolder(program), "part.json"), "utf8"));

const readDocument = () => (existsSync(documentFolder) ? readFileSync(join(documentFolder, "https"), "utf8") : "");

async function assemble(parts, profile) {
  const staging = scratchFolder("site");
  const assets = join(staging, "assets");
  mkdirSync(assets, { recursive: true });
  for (const program of Object.keys(parts)) {
    cpSync(partFolder(program), assets, { recursive: true, filter: (path) => basename(path) !== "part.json" });
  }
  const hashed = new Map();
  for (const [program, template] of Object.entries(PAGES)) {
    const page = `${program}.html`;
    const own = parts[program];
    const text = readFileSync(inRoot(PUBLIC, template), "utf8");
    if (!own) {
      say(`${page} is left out: its program has not been built yet.`);
      continue;
    }
    await writePage(page, text, { own, hashed, assets, profile, staging });
  }
  for (const page of PLAIN_PAGES) await writePage(page, readFileSync(inRoot(PUBLIC, page), "utf8"), { hashed, assets, profile, staging });
  copyPlainFiles(staging, profile, hashed);
  if (existsSync(documentFolder)) cpSync(documentFolder, join(staging, "openapi"), { recursive: true });
  replaceFolder(staging, site);
}

async function writePage(page, text, context) {
  const path = join(context.staging, page);
  writeFileSync(path, await fill(text, page, context));
  writeBrotli(path, context.profile.brotliQuality);
}

async function fill(text, page, context) {
  let filled = "";
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    filled += text.slice(end, match.index) + (await urlOf(match[1], page, context));
    end = match.index + match[0].length;
  }
  return filled + text.slice(end);
}

async function urlOf(name, page, { own, hashed, assets, profile }) {
  if (AT_RUN_TIME.has(name)) return `{{${name}}}`;
  if (name === "js" || name === "wasm") return `/assets/${own[name]}`;
  if (!hashed.has(name)) hashed.set(name, await writeHashed(name, page, assets, profile));
  return `/assets/${hashed.get(name)}`;
}

async function writeHashed(name, page, assets, profile) {
  const source = inRoot(PUBLIC, name);
  if (!existsSync(source)) throw new Refusal(`public/${page} asks for {{${name}}}, but there is no public/${name}.`);
  const content = BUNDLED.has(extname(name)) ? await bundle(source) : readFileSync(source);
  const fileName = hashedName(basename(name), content);
  writeFileSync(join(assets, fileName), content);
  writeBrotli(join(assets, fileName), profile.brotliQuality);
  return fileName;
}

async function bundle(source) {
  const { build } = await import("esbuild");
  const result = await build({
    entryPoints: [source],
    bundle: true,
    minify: true,
    format: "iife",
    // Small icons live inside the style sheet: each file of its own would cost the phone a round trip.
    loader: { ".svg": "dataurl" },
    target: ["chrome111", "firefox113", "safari16.4"],
    write: false,
    logLevel: "error",
  });
  return result.outputFiles[0].contents;
}

/** Icons, the service worker and the like keep their names, unless a page asked for them by hash. */
function copyPlainFiles(staging, profile, hashed) {
  for (const entry of readdirSync(inRoot(PUBLIC), { withFileTypes: true })) {
    if (!entry.isFile() || extname(entry.name) === ".html" || hashed.has(entry.name)) continue;
    copyFileSync(inRoot(PUBLIC, entry.name), join(staging, entry.name));
    writeBrotli(join(staging, entry.name), profile.brotliQuality);
  }
}
