// `npm run setup [-- --tests]`: sets this machine up and does nothing else.
import { main, say } from "./lib/run.mjs";
import { setUpBuild, setUpTests } from "./setup/index.mjs";

await main(async () => {
  await (process.argv.includes("--tests") ? setUpTests() : setUpBuild());
  say("Set up.");
});
