// `node scripts/holidays.mjs 2027`: writes China's holidays and make-up workdays of a year into shared/data/holidays, from the npm
// package `chinese-days` (MIT), which follows the State Council's announcements. Run it when a new year has been announced, name
// the file in shared/src/sla/holidays.rs, and compare with the announcement.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inRoot } from "./lib/paths.mjs";
import { main, Refusal, run } from "./lib/run.mjs";

const VERSION = "1.5.7";
// The announcements say which days are worked, not whose hours they have: those of a Monday.
const MAKE_UP_WEEKDAY = 0;

await main(async () => {
  const year = process.argv[2];
  if (!/^20\d\d$/.test(year ?? "")) throw new Refusal("Which year? For example: node scripts/holidays.mjs 2027");
  const folder = await mkdtemp(join(tmpdir(), "liandan-holidays-"));
  try {
    await run("npm", ["pack", `chinese-days@${VERSION}`, "--pack-destination", folder, "--loglevel=error"]);
    await run("tar", ["xzf", join(folder, `chinese-days-${VERSION}.tgz`), "-C", folder]);
    const announced = JSON.parse(await readFile(join(folder, "package", "dist", "years", `${year}.json`), "utf8").catch(() => refuse(year)));
    const target = inRoot("shared", "data", "holidays", `cn-${year}.json`);
    await writeFile(target, text(Number(year), announced));
    console.log(`Wrote ${target}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

function refuse(year) {
  throw new Refusal(`chinese-days ${VERSION} does not know ${year}: name a newer version in this script, or wait for the announcement.`);
}

/** One day a line, so that a correction is one line too. */
function text(year, { holidays, workdays }) {
  const days = [...entries(holidays, null), ...entries(workdays, MAKE_UP_WEEKDAY)].sort((a, b) => a.date.localeCompare(b.date));
  const head = { region: "cn", year, source: `chinese-days ${VERSION} (MIT, see LICENSE), after the State Council's announcement` };
  return `${JSON.stringify(head).slice(0, -1)},"days":[\n${days.map((day) => JSON.stringify(day)).join(",\n")}\n]}\n`;
}

/** `"2026-10-01": "National Day,国庆节,3"`. */
function entries(days, weekday) {
  return Object.entries(days).map(([date, names]) => {
    const [en, zh] = names.split(",");
    return { date, zh, en, weekday };
  });
}
