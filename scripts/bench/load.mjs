// Sends requests over a fixed number of kept-alive connections and times each of them.
import { Agent, request } from "node:http";

/**
 * Runs `count` requests over `connections` sockets. `make(index)` gives `{ method, path, headers, body }`.
 * Resolves to `{ seconds, latencies, queries }`: latencies in milliseconds, sorted; the most D1 queries that one of them
 * cost, undefined where the server does not say. An unexpected status is an error:
 * a benchmark of refusals would be a fast one.
 */
export async function load({ origin, connections, count, make, expect }) {
  const { hostname, port } = new URL(origin);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies = [];
  let next = 0;
  let most;
  const worker = async () => {
    while (next < count) {
      const wanted = make(next++);
      const begun = performance.now();
      const { status, text, queries } = await send({ agent, hostname, port, ...wanted });
      latencies.push(performance.now() - begun);
      if (queries !== undefined) most = Math.max(most ?? 0, Number(queries));
      if (status !== expect) throw new Error(`${wanted.method ?? "GET"} ${wanted.path} answered ${status}: ${text.slice(0, 300)}`);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  return { seconds, latencies, queries: most };
}

function send({ agent, hostname, port, method = "GET", path, headers = {}, body }) {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const sent = request({ agent, hostname, port, method, path, headers: { ...headers, ...length } }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => resolve({ status: answer.statusCode, queries: answer.headers["x-d1-queries"], text: Buffer.concat(chunks).toString() }));
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** The value below which the share `q` of the sorted values lies. */
export const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];

/** The middle of some numbers. */
export const median = (numbers) => quantile([...numbers].sort((a, b) => a - b), 0.5);
