// Figures that a test or a benchmark has measured, for `npm run -s figures`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { figures } from "./paths.mjs";

/** Replaces what was recorded under `topic` by these numbers: { "api.max_d1_queries": 7 }. */
export function recordFigures(topic, values) {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isFinite(value)) throw new TypeError(`The figure ${name} is no number: ${value}`);
  }
  mkdirSync(figures, { recursive: true });
  writeFileSync(join(figures, `${topic}.json`), JSON.stringify(values, null, 2));
}
