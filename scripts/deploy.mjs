// `npm run deploy`: builds, migrates the deployed database, and puts the Worker on Cloudflare.
import { build } from "./build/index.mjs";
import { useOwnNode } from "./lib/node.mjs";
import { bin, inRoot } from "./lib/paths.mjs";
import { exitCode, main, output, Refusal, run, step } from "./lib/run.mjs";
import { setUpBuild } from "./setup/index.mjs";

const SETTINGS = ["APP_SECRET", "MAIL_FROM"];
// Not needed where Cloudflare sends the mail.
const PROVIDER = ["MAIL_API_URL", "MAIL_API_KEY"];

await main(async () => {
  await setUpBuild();
  await useOwnNode();
  const config = await readConfig();
  checkConfig(config);
  if ((await exitCode(bin("wrangler"), ["whoami", "--json"])) !== 0) {
    throw new Refusal("wrangler is not signed in: run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID.");
  }
  await checkSettings(config);
  await build();
  await step("Migrating the deployed database …", () => run(bin("wrangler"), ["d1", "migrations", "apply", "DB", "--remote"]));
  await step("Deploying …", () => run(bin("wrangler"), ["deploy"]));
});

async function readConfig() {
  const { unstable_readConfig: read } = await import("wrangler");
  return read({ config: inRoot("wrangler.toml") });
}

/** Refuses the placeholders that wrangler.toml comes with, and what must never be public. */
function checkConfig(config) {
  const isPlaceholder = (id) => /^[0-]*$/.test(id ?? "");
  if (config.d1_databases.some((database) => isPlaceholder(database.database_id))) {
    throw new Refusal("wrangler.toml has no database yet: run `npx wrangler d1 create liandan` and put the id it prints at `database_id`.");
  }
  if (config.kv_namespaces.some((namespace) => isPlaceholder(namespace.id))) {
    throw new Refusal("wrangler.toml has no KV namespace yet: run `npx wrangler kv namespace create FILES` and put the id it prints at `id`.");
  }
  if (config.vars.ENVIRONMENT === "development") {
    throw new Refusal('wrangler.toml says ENVIRONMENT = "development", which shows everybody the mailbox with its sign-in codes: set it to "production".');
  }
  const origin = config.vars.PUBLIC_ORIGIN;
  if (!URL.canParse(origin) || new URL(origin).origin !== origin || new URL(origin).protocol !== "https:" || new URL(origin).hostname.endsWith("example.com")) {
    throw new Refusal("wrangler.toml has no address of yours yet: set PUBLIC_ORIGIN to the https address people will use, without a slash at the end.");
  }
}

/** Refuses a Worker that could not serve or could not send a sign-in code. */
async function checkSettings({ vars, send_email: bindings = [] }) {
  const secrets = JSON.parse((await output(bin("wrangler"), ["secret", "list", "--format", "json"])) ?? "[]").map(({ name }) => name);
  const byCloudflare = bindings.some(({ name }) => name === "EMAIL");
  const missing = [...SETTINGS, ...(byCloudflare ? [] : PROVIDER)].find((name) => !secrets.includes(name) && !vars[name]);
  if (missing) throw new Refusal(`The Worker has no ${missing} yet: run \`npx wrangler secret put ${missing}\`; README.md says what it holds.`);
}
