// How tests start the machine's own Chromium: quietly, and without asking the network for anything.
import { browser } from "../../scripts/setup/test-tools.mjs";

/** Launch options for Playwright. */
export const launchOptions = {
  executablePath: browser(),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};
