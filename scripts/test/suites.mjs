// The suites in their order, cheap ones first, and the sum of what they counted.
import { build } from "../build/index.mjs";
import { Refusal, say } from "../lib/run.mjs";
import { browserSuite } from "./browser.mjs";
import { formatCheck, lintCheck, rustSuite } from "./cargo.mjs";
import { nodeSuite, nodeSuites } from "./node.mjs";

const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** Runs everything and prints the sum; gives the exit code. A broken build leaves out what needs it, and counts as failed. */
export async function runSuites() {
  const results = [await named("formatting", formatCheck), await named("lints", lintCheck), await named("Rust tests", rustSuite)];
  const built = await named("build", buildCheck);
  results.push(built);
  if (built.failed === 0) {
    for (const folder of nodeSuites()) results.push(await named(`tests/${folder}`, () => nodeSuite(folder)));
    results.push(await named("tests/e2e", browserSuite));
  }
  const sum = results.reduce(add, NOTHING);
  console.log(line(sum));
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}

async function named(name, suite) {
  say(`${name} …`);
  const result = { ...NOTHING, ...(await suite()) };
  say(`${name}: ${line(result)}`);
  return result;
}

async function buildCheck() {
  try {
    await build();
    return { passed: 1 };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    return { failed: 1 };
  }
}

const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped });

const line = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
