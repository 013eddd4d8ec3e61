// Everything that a build (and, on request, the tests) needs on this machine. Done steps cost milliseconds.
import { checkPrerequisites } from "./prerequisites.mjs";
import { installCargoTools } from "./cargo-tools.mjs";
import { installPackages } from "./npm.mjs";
import { installTestTools } from "./test-tools.mjs";
import { installWasmTarget } from "./wasm-target.mjs";

/** Sets up what a build needs. Waiting for npm's network and compiling the tools overlap. */
export async function setUpBuild() {
  checkPrerequisites();
  await installWasmTarget();
  await Promise.all([installPackages(), installCargoTools()]);
}

/** Sets up what the tests need beyond a build. */
export async function setUpTests() {
  await setUpBuild();
  await installTestTools();
}
