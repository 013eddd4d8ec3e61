// What Miniflare is to run: the bindings of wrangler.toml over local stores.
import { existsSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { inRoot, workerDist } from "../lib/paths.mjs";
import { Refusal } from "../lib/run.mjs";

const WORKER_NAME = "liandan";
// The local stores keep their names when the deployed ones' ids are filled in.
const LOCAL_DATABASE = "liandan";
const LOCAL_FILES = "liandan-files";

/**
 * Options for Miniflare. Requests go straight to the worker's own socket at `port`: Miniflare's entry
 * worker would cost several times what the application does, and the two that stand before a worker with
 * assets (they leave everything to it: `run_worker_first`) as much again. Only a named entrypoint is spared those.
 */
export async function miniflareOptions({ port, dataDir, vars, beside, email }) {
  if (!existsSync(join(workerDist, "index.js"))) throw new Refusal("Nothing is built yet: run `npm run build` first.");
  const [{ unstable_getMiniflareWorkerOptions: readWrangler }, miniflare] = await Promise.all([import("wrangler"), import("miniflare")]);
  const { workerOptions } = readWrangler(inRoot("wrangler.toml"));
  delete workerOptions.modulesRules;
  return miniflare.convertV4MiniflareOptions({
    host: "127.0.0.1",
    port: 0,
    cf: false,
    log: new miniflare.Log(miniflare.LogLevel.WARN),
    resourcePersistencePath: dataDir,
    telemetry: { enabled: false },
    workers: [
      {
        ...workerOptions,
        name: WORKER_NAME,
        rootPath: workerDist,
        modules: [main(), ...workerModules()],
        bindings: { ...workerOptions.bindings, ENVIRONMENT: "development", PUBLIC_ORIGIN: `http://127.0.0.1:${port}`, ...vars },
        d1Databases: { DB: LOCAL_DATABASE },
        kvNamespaces: { FILES: LOCAL_FILES },
        ...(email ? { email: { send_email: [email] } } : {}),
        unsafeDirectSockets: [{ host: "127.0.0.1", port, entrypoint: STRAIGHT }],
      },
      ...beside.map((worker) => ({ compatibilityDate: workerOptions.compatibilityDate, d1Databases: { DB: LOCAL_DATABASE }, ...worker })),
    ],
  });
}

/** The name under which the main module's handler is exported once more. */
const STRAIGHT = "straight";
const MAIN = `export { default, default as ${STRAIGHT} } from "./index.js";\n`;

const TYPES = { ".js": "ESModule", ".mjs": "ESModule", ".wasm": "CompiledWasm" };

const main = () => ({ type: "ESModule", path: join(workerDist, "main.js"), contents: MAIN });

/** All modules of the bundle. */
export function workerModules() {
  const files = readdirSync(workerDist).filter((name) => extname(name) in TYPES);
  return files.map((name) => ({ type: TYPES[extname(name)], path: join(workerDist, name) }));
}
