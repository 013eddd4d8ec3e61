// Deploy after deploy of the same site, each under other names: a door in front of the server that puts a word into the
// name of every hashed file, and answers 404 to the names of the deploys before.
import { createServer, request } from "node:http";

/** Opens it: `url`, `deploy(word, { broken })`, `asked()` (how many pages were asked for), `close()`. */
export async function deployments(target) {
  let now = { word: "first", broken: false };
  let pages = 0;
  const door = createServer((incoming, outgoing) => {
    const named = /^\/assets\/(\w+)~(.+)$/.exec(incoming.url);
    if (incoming.url.startsWith("/assets/") && (named?.[1] !== now.word || (now.broken && incoming.url.endsWith(".css")))) {
      outgoing.writeHead(404, { "cache-control": "no-store" }).end();
      return;
    }
    if (incoming.url.startsWith("/p/")) pages += 1;
    const headers = { ...incoming.headers, host: new URL(target).host, "accept-encoding": "identity" };
    const path = named ? `/assets/${named[2]}` : incoming.url;
    const passed = request(`${target}${path}`, { method: incoming.method, headers }, (answer) => pass(answer, outgoing, now.word, path));
    incoming.pipe(passed);
  });
  await new Promise((done) => door.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${door.address().port}`,
    deploy: (word, { broken = false } = {}) => (now = { word, broken }),
    asked: () => pages,
    close: () => new Promise((done) => door.close(done) && door.closeAllConnections()),
  };
}

/** Pages and scripts name other files, so the names in them are those of this deploy. */
async function pass(answer, outgoing, word, path) {
  const chunks = await answer.toArray();
  const body = Buffer.concat(chunks);
  const names = path.startsWith("/p/") || /^\/assets\/.*\.js$/.test(path);
  const content = names ? Buffer.from(body.toString("utf8").replaceAll("/assets/", `/assets/${word}~`)) : body;
  const headers = { ...answer.headers };
  delete headers["content-length"];
  delete headers["transfer-encoding"];
  outgoing.writeHead(answer.statusCode, headers).end(content);
}
