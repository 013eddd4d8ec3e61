// R28: the search index of a large knowledge base is small enough to be downloaded by a phone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { indexBytes } from "../../scripts/bench/kb.mjs";

const INDEX_BR_BYTES_MAX = 400_000;

test("R28: the index of 2,000 articles is at most 400 KB compressed", async () => {
  const bytes = await indexBytes();
  assert.ok(bytes > 0 && bytes <= INDEX_BR_BYTES_MAX, `${bytes} bytes`);
});
