// S10: the SLA clocks of `shared` against an oracle that was written from the law alone, minute by minute, in another language.
import assert from "node:assert/strict";
import { test } from "node:test";
import { compareWithOracle } from "../../scripts/sla/compare.mjs";

const CASES = 100_000;

test(`R13 R14 S10: ${CASES.toLocaleString("en")} tickets are due when an independent oracle says so, to the millisecond`, async () => {
  assert.equal(await compareWithOracle({ cases: CASES, seed: "1" }), 0);
});
