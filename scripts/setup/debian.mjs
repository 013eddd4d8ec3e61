// Packages of the system's, installed where this may be done.
import { Refusal, run, step, which } from "../lib/run.mjs";

/** Installs Debian packages. `needed` begins the sentence of a refusal; `why` explains the wait. */
export async function installDebian(packages, { needed, why }) {
  const command = `apt-get install ${packages.join(" ")}`;
  if (!which("apt-get")) throw new Refusal(`${needed}: install what Debian calls ${packages.join(", ")}.`);
  if (process.getuid?.() !== 0) throw new Refusal(`${needed}: run \`sudo ${command}\`, then start again.`);
  await step(`Installing ${packages.join(", ")} (${why}) …`, async () => {
    await run("apt-get", ["update", "-qq"]);
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], {
      env: { DEBIAN_FRONTEND: "noninteractive" },
      onFailure: `Debian's packages could not be installed: try \`${command}\` by hand to see why.`,
    });
  });
}
