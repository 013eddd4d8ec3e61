// Somebody who takes messages by HTTP on 127.0.0.1, in the place of the vendors of robots or of a mail provider, and
// answers as the test says.
import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";

/** What each vendor says of a message that it took. */
const TAKEN = { "/cgi-bin/": { errcode: 0, errmsg: "ok" }, "/robot/": { errcode: 0, errmsg: "ok" }, "/open-apis/": { code: 0, msg: "success", data: {} }, "/mail": {} };

/** `calls` are the requests so far: `{ path, query, headers, body }`. `answers.set(word, answer)` decides for paths with that word. */
export async function startVendor() {
  const calls = [];
  const answers = new Map();
  const arrivals = new EventEmitter();
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url, "http://vendor");
    calls.push({ path: url.pathname, query: url.searchParams, headers: request.headers, text: Buffer.concat(chunks).toString("utf8") });
    const [, answer] = [...answers].find(([word]) => request.url.includes(word)) ?? [];
    if (answer === NEVER) return;
    const { status = 200, body, headers = {} } = answer ?? {};
    response.writeHead(status, { "content-type": "application/json", ...headers });
    arrivals.emit("call");
    response.end(typeof body === "string" ? body : JSON.stringify(body ?? Object.entries(TAKEN).find(([start]) => url.pathname.startsWith(start))[1]));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const to = (word) => calls.filter(({ path, query }) => `${path}?${query}`.includes(word)).map((call) => ({ ...call, body: JSON.parse(call.text) }));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    calls,
    answers,
    /** The messages that went to an address with this word in it. */
    to,
    /** Waits until there is a call like this. */
    async arrived(isIt) {
      while (!calls.some(isIt)) await once(arrivals, "call");
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** The answer of somebody who takes the message and says nothing. */
export const NEVER = Symbol("never");
