// What networks do: hold something up, and lose answers on their way back.

/** Holds up requests to `url`, until `release()`; `reached` is kept once the first one is on its way. */
export async function hold(page, url, { method } = {}) {
  let release;
  const open = new Promise((done) => (release = done));
  let arrive;
  const reached = new Promise((done) => (arrive = done));
  await page.route(url, async (route) => {
    if (method && route.request().method() !== method) return route.fallback();
    arrive();
    await open;
    return route.continue();
  });
  return { reached, release };
}

/** The next request to `url` reaches the server, whose answer does not come back. `lost()` is how many did so. */
export async function loseAnswer(page, url) {
  let count = 0;
  await page.route(url, async (route) => {
    count += 1;
    await route.fetch();
    await route.abort("connectionreset");
  }, { times: 1 });
  return { lost: () => count };
}
