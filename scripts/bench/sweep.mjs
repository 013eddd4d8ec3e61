// What a run of the clock reads where many tickets are open and few are due.

const OPEN = 100_000;
const DUE = 200;
/** Rows of one statement: D1 stops one that takes too long. */
const PART = 10_000;

/** `sweep.rows_read_per_due` and `sweep.ms`, with 100,000 open tickets of which 200 are due. */
export async function measureSweep({ db, runScheduled }) {
  await multiply(db);
  // What is due by itself is given first, so that the run that is measured finds the 200 and nothing else.
  for (let before = Infinity, now = await due(db); now > 0 && now < before; before = now, now = await due(db)) await runScheduled();
  const moment = Date.now();
  await db
    .prepare("UPDATE tickets SET next_notice_at = ?1 WHERE id IN (SELECT id FROM tickets WHERE status <> 'closed' AND clocks IS NOT NULL ORDER BY id DESC LIMIT ?2)")
    .bind(moment - 1, DUE)
    .run();
  const begun = performance.now();
  await runScheduled(moment);
  const ms = performance.now() - begun;
  const { tickets, rows_read: rows } = await db.prepare("SELECT tickets, rows_read FROM sweeps ORDER BY id DESC LIMIT 1").first();
  if (tickets !== DUE) throw new Error(`the sweep looked at ${tickets} tickets, not at ${DUE}`);
  return { "sweep.rows_read_per_due": Math.round((100 * rows) / tickets) / 100, "sweep.ms": Math.round(ms) };
}

const due = (db) => db.prepare("SELECT count(*) AS n FROM tickets WHERE next_notice_at <= ?").bind(Date.now()).first("n");

/** Copies of open tickets under new numbers, whose notices lie far ahead. */
async function multiply(db) {
  const { results } = await db.prepare("SELECT name FROM pragma_table_info('tickets')").all();
  const own = new Set(["id", "serial", "public_id", "next_notice_at"]);
  const columns = results.map(({ name }) => name).filter((name) => !own.has(name)).join(", ");
  const open = () => db.prepare("SELECT count(*) AS n FROM tickets WHERE status <> 'closed'").first("n");
  for (let there = await open(); there < OPEN; there = await open()) {
    await db
      .prepare(
        `INSERT INTO tickets (serial, public_id, next_notice_at, ${columns})
        SELECT (SELECT max(serial) FROM tickets s WHERE s.workspace_id = t.workspace_id) + row_number() OVER (PARTITION BY workspace_id ORDER BY id),
          lower(hex(randomblob(10))), 9000000000000, ${columns}
        FROM tickets t WHERE status <> 'closed' AND clocks IS NOT NULL LIMIT ?`,
      )
      .bind(Math.min(PART, OPEN - there))
      .run();
  }
}
