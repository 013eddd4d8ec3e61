// The test of this suite: a server for each Playwright worker, a workspace for each test, and people with browsers.
// A browser that shows a dialog, logs an error or violates the page's own security policy fails its test.
import { expect, test as base } from "@playwright/test";
import { openWorld } from "../../api/lib/world.mjs";
import { startServer } from "../../lib/server.mjs";
import { DESKTOP, Person } from "./person.mjs";

export { expect };

export const test = base.extend({
  server: [
    async ({}, use) => {
      const server = await startServer({ vars: { FAULT_INJECTION: "on" } });
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],

  /** A workspace with people of every kind; see tests/api/lib/world.mjs. */
  world: async ({ server }, use) => {
    const world = await openWorld({ server });
    await use(world);
  },

  /** `open(client, { … })` gives a person's page: signed in as the client of `world`, or a stranger without one. */
  open: async ({ browser, server, serviceWorkers }, use) => {
    const people = [];
    await use(async (client, options = {}) => {
      const person = await Person.arrive(browser, server, client, { ...DESKTOP, serviceWorkers, ...options });
      people.push(person);
      return person;
    });
    const trouble = people.flatMap((person) => person.trouble);
    for (const person of people) await person.leave();
    expect(trouble, "dialogs, errors and violations in the browser").toEqual([]);
  },
});
