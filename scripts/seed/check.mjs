// Looks for contradictions in a database: what the schema cannot say by itself.
import { Refusal } from "../lib/run.mjs";

/** Each query counts rows that must not exist. */
const CONTRADICTIONS = {
  "tickets whose version is not their number of events": `
    SELECT count(*) AS found FROM tickets t
    WHERE t.version <> (SELECT count(*) FROM events e WHERE e.workspace_id = t.workspace_id AND e.serial = t.serial)
       OR t.version <> (SELECT max(version) FROM events e WHERE e.workspace_id = t.workspace_id AND e.serial = t.serial)`,
  "tickets that do not begin with their filing": `
    SELECT count(*) AS found FROM events WHERE (version = 1) <> (kind = 'filed')`,
  "tickets that changed at another time than their last event": `
    SELECT count(*) AS found FROM tickets t JOIN events e USING (workspace_id, serial, version) WHERE e.at <> t.updated_at`,
  "messages without an event that says them": `
    SELECT count(*) AS found FROM messages m JOIN events e USING (workspace_id, serial, version)
    WHERE e.kind NOT IN ('said', 'refused', 'reopened') OR e.internal <> m.internal`,
  "events that say a message that is not there": `
    SELECT count(*) AS found FROM events e WHERE e.kind IN ('said', 'refused', 'reopened')
    AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.workspace_id = e.workspace_id AND m.serial = e.serial AND m.version = e.version)`,
  "workspaces whose serials have gaps": `
    SELECT count(*) AS found FROM workspaces w
    WHERE w.last_serial <> (SELECT count(*) FROM tickets t WHERE t.workspace_id = w.id)
       OR w.last_serial <> (SELECT coalesce(max(serial), 0) FROM tickets t WHERE t.workspace_id = w.id)`,
  "columns whose count is wrong": `
    SELECT count(*) AS found FROM ticket_counts c
    WHERE c.tickets <> (SELECT count(*) FROM tickets t WHERE t.workspace_id = c.workspace_id AND t.team_id = c.team_id AND t.status = c.status)`,
  "tickets in a column that is not counted": `
    SELECT count(*) AS found FROM tickets t
    WHERE NOT EXISTS (SELECT 1 FROM ticket_counts c WHERE c.workspace_id = t.workspace_id AND c.team_id = t.team_id AND c.status = t.status)`,
  "tickets with other tags than they were filed with": `
    SELECT count(*) AS found FROM events e, json_each(e.what, '$.tags') f WHERE e.kind = 'filed' AND NOT EXISTS (
      SELECT 1 FROM ticket_tags g WHERE g.workspace_id = e.workspace_id AND g.serial = e.serial AND g.tag_id = f.value ->> 'tag')`,
  "cards with other tags than their tickets": `
    SELECT count(*) AS found FROM tickets t WHERE
      json_array_length(t.tag_ids) <> (SELECT count(*) FROM ticket_tags g WHERE g.workspace_id = t.workspace_id AND g.serial = t.serial AND g.removed = 0)
      OR EXISTS (SELECT 1 FROM json_each(t.tag_ids) c WHERE NOT EXISTS (SELECT 1 FROM ticket_tags g
        WHERE g.workspace_id = t.workspace_id AND g.serial = t.serial AND g.tag_id = c.value AND g.removed = 0))`,
  "tags whose count is wrong": `
    SELECT count(*) AS found FROM tag_counts c WHERE
      (c.matched, c.removed, c.added) <> (SELECT sum(by_rule), sum(by_rule * removed), sum((1 - by_rule) * (1 - removed))
        FROM ticket_tags g WHERE g.workspace_id = c.workspace_id AND g.tag_id = c.tag_id)`,
  "tickets with other minutes than their messages": `
    SELECT count(*) AS found FROM tickets t
    WHERE t.minutes <> (SELECT coalesce(sum(minutes), 0) FROM messages m WHERE m.workspace_id = t.workspace_id AND m.serial = t.serial)`,
  "filings, messages and solutions that cannot be searched for": `
    SELECT count(*) AS found FROM events e
    WHERE e.kind IN ('filed', 'said', 'refused', 'reopened', 'proposed') AND NOT EXISTS (SELECT 1 FROM texts_docsize d WHERE d.id = e.id)`,
};

/** Refuses with the first contradictions found. */
export async function check(db) {
  const names = Object.keys(CONTRADICTIONS);
  const results = await db.batch(names.map((name) => db.prepare(CONTRADICTIONS[name])));
  const found = results.map(({ results: [row] }, index) => ({ name: names[index], count: row.found })).filter(({ count }) => count > 0);
  const { results: broken } = await db.prepare("PRAGMA foreign_key_check").all();
  if (broken.length > 0) found.push({ name: "rows that refer to nothing", count: broken.length });
  if (found.length > 0) throw new Refusal(`The database contradicts itself: ${found.map(({ name, count }) => `${count} ${name}`).join("; ")}.`);
}
