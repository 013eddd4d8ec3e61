// Everything that `npm start` serves, built where it changed.
import { buildApp, PROGRAMS } from "./app.mjs";
import { RELEASE } from "./profiles.mjs";
import { buildSite } from "./site.mjs";
import { buildWorker } from "./worker.mjs";

/** Builds app, worker and site; `programs` leaves out what is not looked at. */
export async function build({ profile = RELEASE, programs = PROGRAMS } = {}) {
  await buildApp({ profile, programs });
  await buildWorker({ profile });
  await buildSite({ profile });
}
