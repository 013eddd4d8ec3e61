// A ticket's life told through commands. Mirrors shared/src/ticket/event.rs: each command leaves one event,
// and the ticket after it is what that event makes of it. Commands here are only ever given where they may be.
import { tagsOf } from "./rules.mjs";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const GATES = { question: "open", fault: "open", change: "approval", request: "initiation" };
const MATRIX = {
  company: { stopped: "p1", slow: "p1", small: "p2" },
  department: { stopped: "p1", slow: "p2", small: "p3" },
  person: { stopped: "p2", slow: "p3", small: "p3" },
};
export const INTERNAL = new Set(["note", "email", "call", "meeting"]);

export const member = (id) => ({ who: "member", id });
export const contact = (id) => ({ who: "contact", id });
export const timer = { who: "timer" };

/** A ticket filed `at` by `by`; `facts` are what the form asks for and what was routed. */
export function file(facts, by, at) {
  const priority = MATRIX[facts.impact][facts.urgency];
  const ticket = {
    impact_note: null, wanted_by: null, project: null, module: null, owner: null, follow_up_of: null,
    ...facts,
    version: 0, status: "todo", gate: GATES[facts.class], proposed: priority, priority, priority_confirmed: false,
    collaborators: [], waiting: null, approval: null, initiation: null, subtasks: [], solution: null, closing: null, rating: null, reopen_count: 0, minutes: 0,
    created_at: at, updated_at: at, first_response_at: null, first_resolved_at: null, resolved_at: null, reminded_at: null,
  };
  const life = new Life(ticket);
  const tags = tagsOf([ticket.title, ...ticket.details.map(({ text }) => text)]);
  life.happen(at, by, { kind: "filed", class: ticket.class, priority, team: ticket.team, owner: null, rule: null, tags });
  return life;
}

class Life {
  constructor(ticket) {
    this.ticket = ticket;
    this.events = [];
    this.messages = [];
  }

  /** Appends the event; its version is the ticket's version after it. */
  happen(at, by, what) {
    const { ticket } = this;
    ticket.version += 1;
    ticket.updated_at = at;
    this.events.push({ version: ticket.version, at, by, what });
  }

  assign(at, by, team, owner) {
    Object.assign(this.ticket, { team, owner });
    this.happen(at, by, { kind: "assigned", team, owner });
  }

  prioritise(at, by, to) {
    const from = this.ticket.priority;
    Object.assign(this.ticket, { priority: to, priority_confirmed: true });
    this.happen(at, by, { kind: "prioritised", from, to });
  }

  /** Asks the leads to approve a change. */
  askApproval(at, by, reason, expires_at) {
    const { ticket } = this;
    const approver = { who: "leads" };
    this.happen(at, by, { kind: "approval_requested", approver, reason, expires_at });
    ticket.waiting = { on: "approval", reason, since: at };
    ticket.approval = { request: ticket.version, approver, reason, asked_by: by.id, expires_at, state: "pending", comment: null };
  }

  approve(at, by, comment) {
    Object.assign(this.ticket.approval, { state: "approved", comment });
    this.ticket.gate = "open";
    this.endWait("approval");
    this.happen(at, by, { kind: "approval_decided", approved: true, comment });
  }

  initiate(at, by, decision, value, effort_days) {
    const project = this.ticket.project;
    this.ticket.initiation = { decision, value, effort_days, project, at };
    if (decision === "go") this.ticket.gate = "open";
    this.happen(at, by, { kind: "initiated", decision, value, effort_days, project });
  }

  /** Gives a part of the work to a member, who helps from then on; gives its number. */
  giveSubTask(at, by, title, helper, due) {
    const { ticket } = this;
    if (!ticket.collaborators.includes(helper)) ticket.collaborators.push(helper);
    this.happen(at, by, { kind: "sub_task_added", title, member: helper, due });
    ticket.subtasks.push({ number: ticket.version, title, member: helper, due, done_at: null });
    return ticket.version;
  }

  finishSubTask(at, by, number) {
    this.ticket.subtasks.find((subtask) => subtask.number === number).done_at = at;
    this.happen(at, by, { kind: "sub_task_finished", number });
  }

  start(at, by, owner) {
    Object.assign(this.ticket, { owner, status: "in_progress" });
    this.happen(at, by, { kind: "started", owner });
  }

  wait(at, by, on, reason) {
    this.ticket.waiting = { on, reason, since: at };
    this.happen(at, by, { kind: "waited", on, reason });
  }

  resume(at, by) {
    this.ticket.waiting = null;
    this.happen(at, by, { kind: "resumed" });
  }

  say(at, by, { kind, text, minutes = 0, attendees = null, decisions = null }) {
    const { ticket } = this;
    const version = ticket.version + 1;
    let answers = "nothing";
    if (by.who === "contact" && ticket.waiting?.on === "customer") {
      answers = "customer_wait";
      ticket.waiting = null;
    } else if (by.who === "member" && !INTERNAL.has(kind) && ticket.first_response_at === null) {
      answers = "first";
      ticket.first_response_at = at;
    }
    ticket.minutes += minutes;
    this.happen(at, by, { kind: "said", message_kind: kind, message: `${ticket.serial}-${version}`, minutes, answers });
    this.messages.push({ version, kind, by, at, text, minutes, attendees, decisions });
  }

  propose(at, by, text, rootCause) {
    const { ticket } = this;
    Object.assign(ticket, { status: "verifying", waiting: null, solution: { text, root_cause: rootCause }, resolved_at: at, reminded_at: null });
    ticket.first_resolved_at ??= at;
    this.happen(at, by, { kind: "proposed", solution: text, root_cause: rootCause });
  }

  accept(at, by) {
    this.close(at, "confirmed");
    this.happen(at, by, { kind: "accepted" });
  }

  /** The reason is told in the conversation too, under the same event. */
  refuse(at, by, reason) {
    const { ticket } = this;
    Object.assign(ticket, { status: "in_progress", closing: null, rating: null, reopen_count: ticket.reopen_count + 1 });
    this.happen(at, by, { kind: "refused", reason });
    this.messages.push({ version: ticket.version, kind: "reply", by, at, text: reason, minutes: 0, attendees: null, decisions: null });
  }

  remind(at) {
    this.ticket.reminded_at = at;
    this.happen(at, timer, { kind: "reminded" });
  }

  closeSilent(at) {
    this.close(at, "silence");
    this.happen(at, timer, { kind: "closed", code: "silence", reason: null, duplicate_of: null });
  }

  closeEarly(at, by, code, { reason = null, duplicateOf = null } = {}) {
    this.close(at, code, duplicateOf);
    this.happen(at, by, { kind: "closed", code, reason, duplicate_of: duplicateOf });
  }

  rate(at, by, score, comment) {
    this.ticket.rating = { score, comment, at, owner: this.ticket.owner };
    this.happen(at, by, { kind: "rated", score, comment });
  }

  close(at, code, duplicateOf = null) {
    Object.assign(this.ticket, { status: "closed", waiting: null, rating: null, closing: { code, duplicate_of: duplicateOf, at } });
  }

  endWait(on) {
    if (this.ticket.waiting?.on === on) this.ticket.waiting = null;
  }
}
