// The OpenAPI document: written by a program of the worker's own crate, so that it says what the worker does, and kept as
// a file of the site, so that the worker need not carry what writes it.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { dist, inRoot, root } from "../lib/paths.mjs";
import { Refusal, step } from "../lib/run.mjs";
import { replaceFolder, scratchFolder } from "./files.mjs";
import { hashOf, isCurrent, setCurrent } from "./inputs.mjs";

const SOURCES = ["Cargo.toml", "Cargo.lock", "worker", "shared", "scripts/build/document.mjs"];

/** Where the documents lie: `https` and `http`, for sites with and without TLS. */
export const documentFolder = join(dist, "parts", "document");

/** Writes the documents where their sources changed. The program is compiled as the Rust tests are, which need nearly all of it too. */
export async function buildDocument({ profile }) {
  const hash = hashOf(profile, SOURCES);
  if (isCurrent("document", hash)) return;
  const staging = scratchFolder("document");
  await step("Writing the API's description …", () => write(staging));
  replaceFolder(staging, documentFolder);
  setCurrent("document", hash);
}

// Its words are shown when it fails only: the worker is compiled beside it, and cargo tells of that.
async function write(folder) {
  const silent = promisify(execFile);
  try {
    await silent("cargo", ["build", "--quiet", "-p", "worker-liandan", "--features", "document", "--bin", "document"], { cwd: root });
    await silent(inRoot("target", "debug", "document"), [folder]);
  } catch (error) {
    throw new Refusal(`${error.stderr ?? error}\nThe API's description could not be written; the reason is above.`);
  }
}
