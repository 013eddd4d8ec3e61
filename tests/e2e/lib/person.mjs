// A person in front of a browser.

export const DESKTOP = { viewport: { width: 1440, height: 900 }, locale: "en-US" };
export const PHONE = { viewport: { width: 390, height: 844 }, locale: "zh-CN", hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/** A refusal is an answer: the browser logs it, and nothing is wrong. */
const REFUSAL = /^Failed to load resource: the server responded with a status of 4\d\d/;

export class Person {
  /** Opens a browser of its own; `client` lends its session. */
  static async arrive(browser, server, client, { lang, ...options } = {}) {
    const context = await browser.newContext({ baseURL: server.url, ...options });
    if (client?.cookie) await lend(context, server.url, client);
    // As if chosen on this device before.
    if (lang) await context.addInitScript((word) => localStorage.getItem("ld.lang") ?? localStorage.setItem("ld.lang", word), lang);
    return new Person(context, await context.newPage(), server.url);
  }

  constructor(context, page, home) {
    Object.assign(this, { context, page, home, trouble: [], expected: [REFUSAL] });
    this.watch(page);
  }

  /** Has signed in meanwhile: with the session of `client`. */
  lend(client) {
    return lend(this.context, this.home, client);
  }

  /** Notes what goes wrong in a tab. */
  watch(page) {
    page.on("dialog", async (dialog) => {
      this.note(`dialog: ${dialog.message()}`);
      await dialog.dismiss();
    });
    page.on("pageerror", (error) => this.note(`error: ${error.stack ?? error.message}`));
    page.on("console", (message) => message.type() === "error" && this.note(message.text()));
    page.on("crash", () => this.note("the page crashed"));
  }

  /** From here on, errors of this kind belong to the test. */
  expects(pattern) {
    this.expected.push(pattern);
  }

  note(text) {
    if (!this.expected.some((pattern) => pattern.test(text))) this.trouble.push(text);
  }

  async leave() {
    await this.context.close();
  }
}

function lend(context, url, { cookie }) {
  const [name, ...value] = cookie.split("=");
  return context.addCookies([{ name, value: value.join("="), url, httpOnly: true, sameSite: "Lax" }]);
}

/** What a browser logs where the network, or the server, is away. */
export const NETWORK = /net::ERR_|Failed to fetch|NetworkError/;

/** What makes a page scroll sideways: what reaches beyond its edge and is not clipped, none on a good page. */
export const overflow = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const clipped = (element) => element !== null && (getComputedStyle(element).overflowX !== "visible" || clipped(element.parentElement));
    const beyond = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > clientWidth + 1 && !clipped(element.parentElement));
    return [`${scrollWidth} > ${clientWidth}`, ...beyond.slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class")}`)];
  });
