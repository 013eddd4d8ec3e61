// The API as it describes itself.
import { API } from "./client.mjs";

const METHODS = ["get", "post", "put", "patch", "delete"];

/** `{ document, operations: [{ id, method, path, operation, params }] }`, with paths below /api/v1. */
export async function describe(server) {
  const document = await (await fetch(`${server.url}${API}/openapi.json`)).json();
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method) => ({
      id: item[method].operationId,
      method: method.toUpperCase(),
      path: path.replace(API, ""),
      operation: item[method],
      params: [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]),
    })),
  );
  return { document, operations };
}

/** The names of a request's fields that hold an identifier, as the schema says. */
export function references(document, operation) {
  const schema = operation.requestBody?.content?.["application/json"]?.schema;
  return schema ? [...new Set(idFields(document, schema))] : [];
}

function* idFields(document, schema) {
  const found = resolve(document, schema);
  for (const [name, property] of Object.entries(found.properties ?? {})) {
    if (/\/\w+Id"/.test(JSON.stringify(property))) yield name;
  }
}

function resolve(document, schema) {
  return schema.$ref ? schema.$ref.replace(/^#\//, "").split("/").reduce((at, part) => at[part], document) : schema;
}
