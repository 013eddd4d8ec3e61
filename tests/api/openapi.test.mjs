// The API's own description (R36): complete, valid, and true to what is served.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { ok } from "./lib/expect.mjs";
import { describe } from "./lib/openapi.mjs";
import { openWorld } from "./lib/world.mjs";

let world, document, operations;
before(async () => {
  world = await openWorld();
  ({ document, operations } = await describe(world.server));
});
after(() => world.close());

test("the document is OpenAPI 3.1 and says where it stands", () => {
  assert.match(document.openapi, /^3\.1\./);
  assert.ok(document.info.title && document.info.version);
  assert.ok(operations.length >= 40, `${operations.length} operations`);
});

test("the document has one address, and names the cookies of this site", async () => {
  for (const path of ["/openapi/http", "/openapi/https", "/openapi/"]) assert.equal((await fetch(`${world.url}${path}`)).status, 404, path);
  const { desk, portal } = document.components.securitySchemes;
  assert.deepEqual([desk.name, portal.name], ["ld_desk", "ld_portal"]);
});

test("every operation has its own id, a sentence, and every status it answers with", () => {
  const ids = operations.map((o) => o.id);
  assert.equal(new Set(ids).size, ids.length);
  for (const { id, operation, method } of operations) {
    assert.match(id, /^[a-z]+(_[a-z]+)+$/);
    assert.ok(operation.summary || operation.description, id);
    const statuses = Object.keys(operation.responses);
    assert.ok(statuses.some((s) => s.startsWith("2")), id);
    if (method !== "GET") assert.ok(statuses.includes("403"), `${id} can be refused as foreign`);
    for (const status of statuses.filter((s) => s >= "400")) assert.ok(operation.responses[status].content?.["application/problem+json"], `${id} ${status}`);
  }
});

test("every route of the URL table is described", () => {
  const table = readFileSync(new URL("../../worker/src/router.rs", import.meta.url), "utf8");
  const routes = [...table.matchAll(/(?:Route::new|change!)\(\s*(\w+),\s*"([^"]+)",\s*"([^"]+)"/g)];
  const described = new Set(operations.map((o) => `${o.method} ${o.path} ${o.id}`));
  assert.equal(routes.length, operations.length);
  for (const [, method, path, id] of routes) assert.ok(described.has(`${method.toUpperCase()} ${path} ${id}`), `${method} ${path}`);
});

test("every reference leads somewhere, and requests take no unknown fields", () => {
  const text = JSON.stringify(document);
  for (const [, ref] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
    const target = ref.replace(/^#\//, "").split("/").reduce((at, part) => at?.[decodeURIComponent(part)], document);
    assert.ok(target, ref);
  }
  for (const { id, operation } of operations) {
    const schema = operation.requestBody?.content?.["application/json"]?.schema;
    if (!schema) continue;
    const found = schema.$ref ? schema.$ref.replace(/^#\//, "").split("/").reduce((at, part) => at[part], document) : schema;
    assert.equal(found.additionalProperties, false, id);
  }
});

test("an address that is not described does not exist", async () => {
  for (const path of ["/users", "/tickets/1/events", "/admin", "/openapi", "/debug", "/tickets/", "//tickets", "/tickets/1/../../session", "/Tickets"]) {
    const answer = await world.admin.get(path);
    assert.ok([404, 200].includes(answer.status), path);
    if (path !== "/tickets/1/../../session") assert.equal(answer.status, 404, path);
  }
  ok(await world.admin.get("/session"));
});
