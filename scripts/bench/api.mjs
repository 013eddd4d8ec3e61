// Requests a second, latencies and processor time of the API, beside a bare worker on the same stores in the same run.
import { cpuMs } from "./cpu.mjs";
import { load, median, quantile } from "./load.mjs";

const ROUNDS = 3;

/**
 * Measures scenarios `{ name, origin, count, make, expect }` at 1 and 16 connections. Each is run in several rounds, one
 * after the other and then all again, so that a busy moment of the machine does not fall on one alone; medians are kept.
 * Gives flat figures: `api.<name>.c<connections>.{rps,p50_ms,p99_ms,cpu_ms}`, and `api.max_d1_queries` of all of them.
 */
export async function measureApi(scenarios, pid) {
  const samples = new Map();
  for (const scenario of scenarios) await load({ ...scenario, connections: 4, count: Math.min(40, scenario.count) });
  for (let round = 0; round < ROUNDS; round++) {
    for (const scenario of scenarios) {
      for (const connections of [1, 16]) {
        const key = `api.${scenario.name}.c${connections}`;
        const seen = samples.get(key) ?? samples.set(key, []).get(key);
        seen.push(await once(scenario, connections, pid));
      }
    }
  }
  const queries = [...samples.values()].flat().map((sample) => sample.queries ?? 0);
  const figures = { "api.max_d1_queries": Math.max(...queries) };
  for (const [key, seen] of samples) {
    for (const figure of Object.keys(seen[0]).filter((name) => name !== "queries")) figures[`${key}.${figure}`] = round2(median(seen.map((s) => s[figure])));
  }
  return figures;
}

async function once(scenario, connections, pid) {
  const before = cpuMs(pid);
  const { seconds, latencies, queries } = await load({ ...scenario, connections });
  const after = cpuMs(pid);
  return {
    rps: latencies.length / seconds,
    p50_ms: quantile(latencies, 0.5),
    p99_ms: quantile(latencies, 0.99),
    queries,
    ...(before === undefined ? {} : { cpu_ms: (after - before) / latencies.length }),
  };
}

/** Processor time of each route against the bare platform of the same run: `ratio.<name>.c<connections>`. */
export function ratios(figures) {
  const against = { open_ticket: "bare_read", list: "bare_read", board: "bare_read", file_ticket: "bare_insert" };
  const out = {};
  for (const [name, bare] of Object.entries(against)) {
    for (const connections of [1, 16]) {
      const [ours, theirs] = [name, bare].map((n) => figures[`api.${n}.c${connections}.cpu_ms`]);
      if (ours && theirs) out[`ratio.${name}.c${connections}`] = round2(ours / theirs);
    }
  }
  return out;
}

const round2 = (value) => Math.round(value * 100) / 100;
