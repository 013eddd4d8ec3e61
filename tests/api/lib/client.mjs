// A person's browser, as far as the API sees one. Every answer of every test passes the checks below.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

export const API = "/api/v1";
/** D1 queries that any request may cost; one that meets another writer of the same ticket decides again, and may cost more. */
export const QUERIES_MAX = 12;
const QUERIES_CONTENDED_MAX = 24;
/** What this process's requests have cost at most: `METHOD /path` (numbers and ids left out) → D1 queries. */
export const spent = new Map();

export class Client {
  /** `app` is "desk" or "portal"; a client without a cookie is a stranger. `address` is what the network says of it. */
  constructor(server, { app = "desk", lang = "en", cookie, address } = {}) {
    Object.assign(this, { server, app, lang, cookie, address });
  }

  get = (path, options) => this.call("GET", path, options);
  post = (path, body, options) => this.call("POST", path, { body, ...options });
  put = (path, body, options) => this.call("PUT", path, { body, ...options });
  patch = (path, body, options) => this.call("PATCH", path, { body, ...options });
  delete = (path, body, options) => this.call("DELETE", path, { body, ...options });

  /** Uploads a file; `draft` is a stranger's draft key. */
  upload(path, name, bytes, { type = "application/octet-stream", draft, ...options } = {}) {
    const headers = { "content-type": type, "x-file-name": encodeURIComponent(name), ...(draft ? { "x-draft-key": draft } : {}), ...options.headers };
    return this.call("POST", path, { ...options, raw: bytes, headers });
  }

  /** Sends a request below /api/v1. A `POST` gets a fresh idempotency key unless `key` names one or is null. `contended`: others write the same ticket. */
  async call(method, path, { body, raw, key, headers = {}, fault, contended = false } = {}) {
    const sent = { "accept-language": this.lang, "x-liandan-app": this.app, origin: this.server.url };
    if (this.cookie) sent.cookie = this.cookie;
    if (this.address) sent["cf-connecting-ip"] = this.address;
    if (body !== undefined) sent["content-type"] = "application/json";
    if (method === "POST" && key === undefined) key = newKey();
    if (key) sent["idempotency-key"] = key;
    if (fault) sent["x-fault"] = fault;
    for (const [name, value] of Object.entries(headers)) {
      if (value === null) delete sent[name];
      else sent[name] = value;
    }
    const response = await fetch(this.server.url + API + path, {
      method,
      headers: sent,
      redirect: "manual",
      body: raw ?? (typeof body === "string" ? body : body && JSON.stringify(body)),
    });
    const answer = await read(response);
    const route = `${method} ${path.split("?")[0].replace(/\/[^/]*\d[^/]*/g, "/…")}`;
    spent.set(route, Math.max(answer.queries, spent.get(route) ?? 0));
    checkAlways(`${method} ${path}`, answer, { fault, queriesMax: contended ? QUERIES_CONTENDED_MAX : QUERIES_MAX });
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith("ld_"));
    if (cookie) this.cookie = cookie.split(";")[0];
    return answer;
  }
}

export const newKey = () => randomUUID();

async function read(response) {
  const bytes = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get("content-type") ?? "";
  const text = bytes.toString("utf8");
  const body = /json/.test(type) && text !== "" ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, type, bytes, text, body, queries: Number(response.headers.get("x-d1-queries")), rowsRead: Number(response.headers.get("x-d1-rows-read")) };
}

/** What holds for every answer, whatever is asked. */
function checkAlways(request, { status, headers, type, body, text, queries }, { fault, queriesMax }) {
  if (!fault) assert.ok(status < 500, `${request} → ${status} ${text}`);
  assert.equal(headers.get("x-content-type-options"), "nosniff", request);
  assert.equal(headers.get("referrer-policy"), "no-referrer", request);
  assert.ok(headers.get("content-security-policy"), request);
  assert.ok(queries <= queriesMax, `${request} cost ${queries} D1 queries`);
  if (status < 400) return;
  assert.match(type, /^application\/problem\+json/, `${request} → ${status} ${text}`);
  assert.equal(body.status, status, request);
  for (const name of ["type", "title", "code", "request_id"]) assert.equal(typeof body[name], "string", `${request}: ${name} of ${text}`);
}
