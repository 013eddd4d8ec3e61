// Applies worker/migrations/*.sql as `wrangler d1 migrations apply` does, in the same table, so that a
// local and a deployed database agree on what has been applied.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { migrations } from "../lib/paths.mjs";
import { Refusal } from "../lib/run.mjs";

const TABLE = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/** Brings the database up to date; gives the names that were applied. Each file applies whole or not at all. */
export async function migrate(db) {
  const files = existsSync(migrations) ? readdirSync(migrations).filter((name) => name.endsWith(".sql")).sort() : [];
  await db.prepare(TABLE).run();
  const { results } = await db.prepare("SELECT name FROM d1_migrations").all();
  const applied = new Set(results.map((row) => row.name));
  const missing = files.filter((name) => !applied.has(name));
  if (missing.length === 0) return [];
  const { unstable_splitSqlQuery: split } = await import("wrangler");
  for (const name of missing) {
    const statements = split(readFileSync(join(migrations, name), "utf8")).map((sql) => db.prepare(sql));
    try {
      await db.batch([...statements, db.prepare("INSERT INTO d1_migrations(name) VALUES (?)").bind(name)]);
    } catch (error) {
      throw new Refusal(`The database migration ${name} failed and left nothing behind: ${error.message}`);
    }
  }
  return missing;
}
