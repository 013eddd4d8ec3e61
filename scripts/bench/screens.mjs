// The screens a phone waits for.
import { median } from "./load.mjs";
import { phone } from "./phone.mjs";

const RUNS = 5;

/** Medians over several fresh browsers: `phone.<screen>.<first|repeat>.{usable_ms,paint_ms,shift,blocking_ms,bytes}`. */
export async function measurePhone({ url, slug, token }) {
  const desk = [{ name: "ld_desk", value: token, url }];
  return {
    ...(await screen("form", { url: `${url}/p/${slug}/new`, usable: "form input:not([disabled])" })),
    ...(await screen("board", { url: `${url}/desk/board`, usable: ".board .slip", cookies: desk })),
  };
}

async function screen(name, options) {
  const runs = [];
  for (let run = 0; run < RUNS; run++) runs.push(await phone(options));
  const figures = {};
  for (const visit of ["first", "repeat"]) {
    for (const [key, unit, digits] of [["usable", "_ms", 0], ["paint", "_ms", 0], ["shift", "", 4], ["blocking", "_ms", 0], ["bytes", "", 0]]) {
      figures[`phone.${name}.${visit}.${key}${unit}`] = Number(median(runs.map((r) => r[visit][key])).toFixed(digits));
    }
  }
  return figures;
}
