// Writes invented lives into a workspace.
import { insert } from "./insert.mjs";
import { collaboratorRows, eventRow, messageRow, subtaskRows, textRows, ticketRow } from "./rows.mjs";

/** Adds the tickets, whose serials follow on the workspace's last one. Nothing else may write meanwhile. */
export async function write(db, random, { workspace }, lives) {
  const events = lives.flatMap((life) => life.events.map((event) => ({ life, event }))).sort((a, b) => a.event.at - b.event.at);
  const { last } = await db.prepare("SELECT coalesce(max(id), 0) AS last FROM events").first();
  const numbered = events.map(({ life, event }, index) => ({ life, event, id: last + 1 + index }));
  await insert(db, "tickets", lives.map(({ ticket }) => ticketRow(workspace, ticket, random.id(22))));
  await insert(db, "events", numbered.map(({ life, event, id }) => eventRow(workspace, life.ticket.serial, id, event)));
  await insert(db, "messages", lives.flatMap(({ ticket, messages }) => messages.map((message) => messageRow(workspace, ticket.serial, message))));
  await insert(db, "subtasks", lives.flatMap(({ ticket }) => subtaskRows(workspace, ticket)));
  await insert(db, "ticket_collaborators", lives.flatMap(({ ticket, events }) => collaboratorRows(workspace, ticket.serial, events)));
  await insert(db, "texts", numbered.flatMap(({ life, event, id }) => textRows(workspace, life, event, id)));
}
