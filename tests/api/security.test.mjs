// Headers, cross-site requests, rate limits, and a start that is not safe.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startServer } from "../lib/server.mjs";
import { Client } from "./lib/client.mjs";
import { ok, refused } from "./lib/expect.mjs";
import { newTicket, stranger } from "./lib/forms.mjs";
import { file, openWorld, read, signIn } from "./lib/world.mjs";

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

const fetchPage = (path, options) => fetch(world.url + path, { redirect: "manual", ...options });

test("every page and every answer carries the security headers", async () => {
  for (const path of ["/", "/desk", "/desk/board", `/p/${world.slug}`, `/p/${world.slug}/new`, "/t/abc", "/p/nobody-here", "/nothing.js", "/api/v1/session", "/api/v1/nothing", "/dev/mailbox"]) {
    const { headers, status } = await fetchPage(path);
    assert.ok(status < 500, path);
    const policy = headers.get("content-security-policy");
    assert.ok(policy, path);
    assert.match(policy, /default-src 'none'/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy.match(/script-src[^;]*/)?.[0] ?? "", /unsafe-inline|'unsafe-eval'|\*|https?:/, path);
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(headers.get("referrer-policy"), "no-referrer", path);
    assert.equal(headers.get("cross-origin-opener-policy"), "same-origin", path);
    assert.equal(headers.get("server"), null, path);
  }
});

test("pages have no inline script, and what the worker puts into them cannot break out", async () => {
  const name = "</script><script>alert(1)</script>";
  const own = await openWorld({ server: world.server });
  await own.server.sql("UPDATE workspaces SET name = ? WHERE slug = ?", name, own.slug);
  const html = await (await fetchPage(`/p/${own.slug}`)).text();
  assert.ok(!html.includes(name), "escaped");
  assert.deepEqual([...html.matchAll(/<script(?![^>]*\b(src|type="application\/json")=?)[^>]*>/g)].map((m) => m[0]), []);
  const boot = html.match(/<script type="application\/json" id="boot">(.*?)<\/script>/s)[1];
  assert.equal(JSON.parse(boot).name, name);
});

test("writes from another site, or from nowhere, are refused before anything happens", async () => {
  const serial = await file(world);
  const foreign = [
    { origin: "https://evil.test" }, { origin: "null" }, { origin: `${world.url}.evil.test` }, { origin: world.url.replace("http", "https") },
    { origin: null }, { origin: null, "sec-fetch-site": "cross-site" }, { origin: null, "sec-fetch-site": "same-site" },
  ];
  for (const headers of foreign) {
    refused(await world.agent.post(`/tickets/${serial}/start`, { version: 1, owner: world.ids.agent }, { headers }), 403, "origin_foreign");
    refused(await world.agent.upload("/attachments", "a.png", Buffer.from("x"), { headers }), 403, "origin_foreign");
    refused(await world.agent.delete("/session", undefined, { headers }), 403, "origin_foreign");
    refused(await new Client(world.server).post("/sign-in", { email: world.at("agent"), lang: "zh" }, { headers }), 403, "origin_foreign");
  }
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]) {
    refused(await world.agent.call("POST", `/tickets/${serial}/start`, { raw: JSON.stringify({ version: 1 }), headers: { "content-type": type } }), 415, "content_type_unsupported");
  }
  assert.equal((await read(world, serial)).ticket.version, 1);
});

test("reading changes nothing, and other methods are refused with those that exist", async () => {
  const serial = await file(world);
  for (const path of ["start", "acceptance", "closure", "link", "clearance"]) refused(await world.agent.get(`/tickets/${serial}/${path}`), 405, "method_not_allowed");
  const answer = await world.agent.call("PATCH", "/tickets", { body: {} });
  refused(answer, 405, "method_not_allowed");
  assert.match(answer.headers.get("allow"), /GET/);
  for (const method of ["TRACE", "PROPFIND"]) {
    const raw = await fetchPage("/api/v1/tickets", { method }).catch(() => ({ status: 405 }));
    assert.ok(raw.status >= 400 && raw.status < 500, method);
  }
  const head = await fetchPage("/api/v1/session", { method: "HEAD", headers: { cookie: world.agent.cookie } });
  assert.deepEqual([head.status, await head.text()], [200, ""]);
});

test("no answer allows another site to read it", async () => {
  for (const origin of ["https://evil.test", "null"]) {
    for (const method of ["GET", "OPTIONS"]) {
      const { headers } = await fetchPage("/api/v1/session", { method, headers: { origin, cookie: world.agent.cookie, "access-control-request-method": "POST" } });
      for (const name of ["access-control-allow-origin", "access-control-allow-credentials"]) assert.equal(headers.get(name), null);
    }
  }
});

test("private answers are not kept by caches, hashed files are for ever", async () => {
  assert.match((await world.agent.get("/session")).headers.get("cache-control"), /no-store/);
  const html = await (await fetchPage("/desk")).text();
  const [script] = html.match(/\/assets\/[^"]+\.js/);
  const asset = await fetchPage(script, { headers: { "accept-encoding": "br" } });
  assert.match(asset.headers.get("cache-control"), /immutable/);
  assert.match(asset.headers.get("content-type"), /javascript/);
});

test("a local server compresses what Cloudflare's edge would: large answers, for who takes it, and once", async () => {
  const coding = async (path, accepted) => (await fetchPage(path, { headers: { "accept-encoding": accepted } })).headers.get("content-encoding");
  assert.equal(await coding("/api/v1/openapi.json", "gzip"), "gzip");
  assert.equal(await coding("/api/v1/openapi.json", "gzip;q=0, identity"), null);
  assert.equal(await coding("/api/v1/nothing", "gzip"), null, "too small to be worth it");
  assert.equal(await coding("/sw.js", "gzip, br"), "br");
  for (let i = 0; i < 8; i++) await file(world, {});
  const headers = { cookie: world.agent.cookie, "x-liandan-app": "desk", "accept-encoding": "gzip" };
  for (const path of ["/board", "/tickets"]) {
    const answer = await fetchPage(`/api/v1${path}`, { headers });
    assert.equal(answer.headers.get("content-encoding"), "gzip", path);
    assert.ok(JSON.stringify(await answer.json()).includes('"serial"'), path);
  }
  const whole = await (await fetchPage("/api/v1/openapi.json", { headers: { "accept-encoding": "identity" } })).text();
  assert.equal(await (await fetchPage("/api/v1/openapi.json")).text(), whole);
});

test("links in mails and answers come from the installation's address, never from the Host header", async () => {
  const filed = ok(await new Client(world.server, { app: "portal" }).post(`/portal/${world.slug}/tickets`, newTicket({ contact: stranger() }), { headers: { "x-forwarded-host": "evil.test" } }), 201);
  assert.ok(!filed.link.includes("evil"));
  assert.ok(!(await (await fetch(`${world.url}/dev/mailbox.json`)).text()).includes("evil.test"));
});

test("cookies that are not ours are no session", async () => {
  for (const cookie of ["ld_desk=", "ld_desk=x", `ld_desk=${"a".repeat(5_000)}`, "ld_desk=' OR 1=1 --", `ld_portal=${world.agent.cookie.split("=")[1]}`.replace("ld_portal", "ld_other"), "=;;="]) {
    refused(await new Client(world.server, { cookie }).get("/tickets"), 401, "sign_in_required");
  }
  const [, token] = world.requester.cookie.split("=");
  const asMember = await new Client(world.server, { app: "desk", cookie: `ld_desk=${token}` }).get("/board");
  assert.ok([401, 403].includes(asMember.status), "a customer's session is no member's, whatever its cookie is called");
});

test("idle and old sessions end", async () => {
  for (const [column, days] of [["seen_at", 14], ["created_at", 90]]) {
    const client = await signIn(world.server, { email: world.at("lead") });
    ok(await client.get("/session"));
    const [{ token_hash }] = await world.server.sql("SELECT token_hash FROM sessions WHERE member_id = ? ORDER BY created_at DESC LIMIT 1", world.ids.lead);
    await world.server.sql(`UPDATE sessions SET ${column} = ? WHERE token_hash = ?`, Date.now() - days * 86_400_000 - 60_000, token_hash);
    refused(await client.get("/session"), 401, "sign_in_required");
  }
});

test("the mailbox, the figures and injected faults exist in a development start only", async () => {
  const secret = "x".repeat(40);
  const vars = { ENVIRONMENT: "production", PUBLIC_ORIGIN: "https://tickets.example.com", APP_SECRET: secret, FAULT_INJECTION: "on" };
  const server = await startServer({ vars });
  try {
    for (const path of ["/dev/mailbox", "/dev/mailbox.json"]) assert.equal((await fetch(server.url + path)).status, 404);
    const answer = await fetch(`${server.url}/api/v1/sign-in`, { method: "POST", headers: { "content-type": "application/json", origin: vars.PUBLIC_ORIGIN, "x-fault": "before-commit" }, body: JSON.stringify({ email: "a@b.cn", lang: "zh" }) });
    assert.equal(answer.status, 202);
    assert.equal(answer.headers.get("x-d1-queries"), null);
    assert.match(answer.headers.get("strict-transport-security"), /max-age=\d{7,}/);
  } finally {
    await server.stop();
  }
});

test("a production start with development secrets is refused in a plain sentence", async () => {
  const https = "https://tickets.example.com";
  for (const vars of [{ ENVIRONMENT: "production", PUBLIC_ORIGIN: "http://tickets.example.com", APP_SECRET: "x".repeat(40) }, { ENVIRONMENT: "", PUBLIC_ORIGIN: https, APP_SECRET: "development-secret-that-production-refuses" }]) {
    const server = await startServer({ vars });
    try {
      const answer = await fetch(`${server.url}/api/v1/session`);
      assert.equal(answer.status, 503);
      assert.match(await answer.text(), /APP_SECRET|PUBLIC_ORIGIN/);
    } finally {
      await server.stop();
    }
  }
});

test("what costs mail or guesses secrets is limited, and says when to come again", async () => {
  const server = await startServer({ vars: { RATE_LIMITS: "strict" } });
  try {
    const own = { server, client: () => new Client(server) };
    const until429 = async (most, ask) => {
      for (let i = 0; i < most; i++) {
        const answer = await ask(i);
        if (answer.status !== 429) continue;
        refused(answer, 429, "too_many_requests");
        assert.ok(Number(answer.headers.get("retry-after")) > 0);
        return i;
      }
      assert.fail(`never limited in ${most}`);
    };
    const email = stranger().email;
    assert.ok((await until429(60, () => own.client().post("/sign-in", { email, lang: "zh" }))) >= 2, "a person who mistypes is not locked out at once");
    await until429(400, (i) => own.client().post("/sign-in", { email: `${i}-${email}`, lang: "zh" }));
    await until429(400, (i) => own.client().post("/ticket-links", { public_id: `p${i}`, secret: "x".repeat(32) }));
  } finally {
    await server.stop();
  }
});
