// Writes many rows with few statements: one parameter holds them as JSON, because D1 takes a hundred parameters.
import { COLUMNS } from "./rows.mjs";

/** Well under D1's 2 MB for a value. */
const CHUNK_CHARS = 400_000;
const CHUNKS_A_BATCH = 4;

/** Inserts `rows` into `table`; foreign keys are checked row by row, so parents come first. */
export async function insert(db, table, rows) {
  const columns = COLUMNS[table];
  const values = columns.map((_, index) => `json_extract(value, '$[${index}]')`).join(", ");
  const statement = db.prepare(`INSERT INTO ${table} (${columns.join(", ")}) SELECT ${values} FROM json_each(?)`);
  const parts = chunks(rows);
  for (let from = 0; from < parts.length; from += CHUNKS_A_BATCH) {
    await db.batch(parts.slice(from, from + CHUNKS_A_BATCH).map((part) => statement.bind(part)));
  }
}

function chunks(rows) {
  const parts = [];
  let part = [];
  let chars = 0;
  for (const row of rows) {
    const text = JSON.stringify(row);
    if (chars + text.length > CHUNK_CHARS) {
      parts.push(`[${part.join(",")}]`);
      part = [];
      chars = 0;
    }
    part.push(text);
    chars += text.length;
  }
  if (part.length > 0) parts.push(`[${part.join(",")}]`);
  return parts;
}
