// A life as rows of worker/migrations/0002_tickets.sql.
import { expand } from "./expand.mjs";
import { DAY, INTERNAL } from "./life.mjs";

/** Rows of a table, in the order of `columns`, to be written by insert.mjs. */
export const COLUMNS = {
  tickets: [
    "workspace_id", "serial", "version", "status", "class", "priority", "priority_confirmed", "gate", "waiting_on", "team_id", "owner_id",
    "requester_id", "company_id", "project_id", "module_id", "reopen_count", "created_at", "updated_at", "title", "impact", "impact_note",
    "urgency", "proposed", "wanted_by", "channel", "waiting_since", "close_code", "closed_at", "duplicate_of", "rating_score", "rating_at",
    "rating_owner", "first_response_at", "first_resolved_at", "resolved_at", "reminded_at", "due_at", "minutes", "public_id", "details",
    "waiting_reason", "rating_comment", "root_cause", "solution", "next_notice_at", "approval", "initiation", "open_subtasks",
  ],
  events: ["id", "workspace_id", "serial", "version", "at", "actor_kind", "actor_id", "kind", "internal", "what"],
  messages: ["workspace_id", "serial", "version", "kind", "internal", "actor_kind", "actor_id", "at", "text", "attendees", "decisions", "minutes"],
  subtasks: ["workspace_id", "serial", "number", "title", "member_id", "due", "done_at"],
  ticket_collaborators: ["workspace_id", "serial", "member_id", "version"],
  texts: ["rowid", "scope", "body"],
};

export function ticketRow(workspace, ticket, publicId) {
  const t = ticket;
  return [
    workspace.id, t.serial, t.version, t.status, t.class, t.priority, Number(t.priority_confirmed), t.gate, t.waiting?.on ?? null, t.team, t.owner,
    t.requester, t.company, t.project, t.module, t.reopen_count, t.created_at, t.updated_at, t.title, t.impact, t.impact_note,
    t.urgency, t.proposed, t.wanted_by, t.channel, t.waiting?.since ?? null, t.closing?.code ?? null, t.closing?.at ?? null,
    t.closing?.duplicate_of ?? null, t.rating?.score ?? null, t.rating?.at ?? null, t.rating?.owner ?? null, t.first_response_at,
    t.first_resolved_at, t.resolved_at, t.reminded_at, dueAt(workspace, t), t.minutes, publicId, JSON.stringify(t.details),
    t.waiting?.reason ?? null, t.rating?.comment ?? null, t.solution?.root_cause ?? null, t.solution?.text ?? null,
    // The sweep reckons the clocks of what is open.
    t.status === "closed" ? null : 0,
    json(t.approval), json(t.initiation), t.subtasks.filter((subtask) => subtask.done_at === null).length,
  ];
}

const json = (record) => record && JSON.stringify(record);

/** When the timer looks at a ticket: to remind, to close, or to give up a request for approval. */
function dueAt(workspace, { status, resolved_at, reminded_at, approval }) {
  if (status !== "verifying") return approval?.state === "pending" ? approval.expires_at : null;
  return resolved_at + (reminded_at === null ? workspace.reminder_days : workspace.silence_days) * DAY;
}

export function eventRow(workspace, serial, id, { version, at, by, what }) {
  return [id, workspace.id, serial, version, at, by.who, by.id ?? null, what.kind, Number(isInternal(what)), JSON.stringify(what)];
}

const isInternal = (what) => /^(collaborator_|sub_task_|initiated$)/.test(what.kind) || (what.kind === "said" && INTERNAL.has(what.message_kind));

export function messageRow(workspace, serial, m) {
  return [workspace.id, serial, m.version, m.kind, Number(INTERNAL.has(m.kind)), m.by.who, m.by.id, m.at, m.text, m.attendees, m.decisions, m.minutes];
}

/** Whoever has a sub-task helps; the first one invited them. */
export const collaboratorRows = (workspace, serial, events) =>
  events
    .filter(({ what }) => what.kind === "sub_task_added")
    .filter(({ what }, place, all) => all.findIndex((other) => other.what.member === what.member) === place)
    .map(({ version, what }) => [workspace.id, serial, what.member, version]);

export const subtaskRows = (workspace, { serial, subtasks }) => subtasks.map((s) => [workspace.id, serial, s.number, s.title, s.member, s.due, s.done_at]);

/** What full-text search finds: the filing, each message and each solution, under their events' ids. */
export function textRows(workspace, life, { version, what }, id) {
  const text = findable(life, version, what);
  return text === undefined ? [] : [[id, scope(workspace, life.ticket, what), expand(text)]];
}

function findable({ ticket, messages }, version, what) {
  if (what.kind === "filed") return [ticket.title, ...ticket.details.map((detail) => detail.text)].join("\n");
  if (what.kind === "sub_task_added") return what.title;
  if (what.kind === "proposed") return `${what.solution}\n${what.root_cause}`;
  const message = messages.find((one) => one.version === version);
  return message && [message.text, message.attendees, message.decisions].filter(Boolean).join("\n");
}

/** Words that say who may find it, as in worker/src/store/ticket/text.rs. */
const scope = (workspace, { requester, company }, what) =>
  [`w${workspace.id}`, ...(isInternal(what) ? [] : [`r${requester}`, ...(company ? [`c${company}`] : [])])].join(" ");
