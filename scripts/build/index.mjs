// Everything that `npm start` serves, built where it changed.
import { buildApp, PROGRAMS } from "./app.mjs";
import { buildDocument } from "./document.mjs";
import { RELEASE } from "./profiles.mjs";
import { buildSite } from "./site.mjs";
import { buildWorker } from "./worker.mjs";

/** Builds app, worker and site; `programs` leaves out what is not looked at. */
export async function build({ profile = RELEASE, programs = PROGRAMS } = {}) {
  await buildApp({ profile, programs });
  await buildApi({ profile });
  await buildSite({ profile });
}

/** Builds the worker, and its description beside it: putting the worker together keeps one core busy at last. */
export async function buildApi({ profile }) {
  // Where the worker does not compile neither does the other, and once is enough to say so.
  const failed = (await Promise.allSettled([buildWorker({ profile }), buildDocument({ profile })])).find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}
