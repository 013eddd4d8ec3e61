// The forty tickets of the demo workspace: every class, every state and every kind of ending at least once.
import { HOUR } from "./life.mjs";

/** [contact, class, how it stands, hours ago, perhaps "major"], oldest first. */
const PLAN = [
  ["customer", "question", "confirmed", 26 * 24], ["xu", "fault", "silent", 25 * 24], ["anna", "fault", "confirmed", 24 * 24], ["zhu", "change", "confirmed", 23 * 24],
  ["huang", "fault", "silent", 22 * 24], ["ma", "question", "answered", 21 * 24], ["james", "question", "answered", 20 * 24], ["customer", "fault", "confirmed_late", 19 * 24],
  ["wu", "request", "rejected", 18 * 24], ["zhu", "fault", "duplicate", 17 * 24], ["xu", "change", "confirmed", 16 * 24], ["customer", "change", "confirmed", 15 * 24],
  ["anna", "request", "confirmed", 14 * 24], ["manager", "question", "withdrawn", 13 * 24], ["ma", "fault", "confirmed_late", 12 * 24], ["huang", "fault", "confirmed", 11 * 24],
  ["zhu", "request", "working", 10 * 24], ["customer", "request", "gated", 9 * 24], ["james", "fault", "waiting_third_party", 8 * 24], ["wu", "fault", "refused", 7 * 24],
  ["xu", "change", "waiting_customer", 6 * 24], ["customer", "fault", "waiting_customer", 5.5 * 24], ["anna", "change", "gated", 5 * 24], ["ma", "fault", "working", 4.5 * 24],
  ["customer", "fault", "confirmed", 4 * 24], ["huang", "question", "queued", 3.5 * 24], ["zhu", "fault", "working", 3 * 24], ["customer", "question", "verifying", 62],
  ["james", "change", "verifying", 54], ["manager", "fault", "verifying", 47], ["wu", "change", "gated", 40], ["xu", "fault", "working", 33],
  ["anna", "fault", "working", 28], ["customer", "fault", "working", 22, "major"], ["ma", "question", "queued", 16], ["zhu", "change", "new", 9],
  ["huang", "fault", "queued", 6], ["james", "request", "new", 4], ["xu", "fault", "new", 2], ["customer", "question", "new", 1],
];

/** What to invent for the demo, given as the key of each requester; no topic comes twice before all have come once. */
export function demoTickets(now) {
  const turns = {};
  return PLAN.map(([key, ticketClass, outcome, hours, major]) => {
    const turn = (turns[ticketClass] = (turns[ticketClass] ?? -1) + 1);
    return { key, ticketClass, outcome, at: now - hours * HOUR, turn, major: major !== undefined };
  });
}

const CLASSES = { fault: 45, question: 28, change: 17, request: 10 };
const OPEN = { new: 2, queued: 2, working: 4, waiting_customer: 1.5, waiting_third_party: 0.7, refused: 0.6 };
const CLOSED = { confirmed: 60, confirmed_late: 6, silent: 16, duplicate: 3, withdrawn: 3, rejected: 2, answered: 10 };

/** What to invent for a workspace that has been used for a year, oldest first. */
export function yearOfTickets(random, count, now) {
  const plan = [];
  for (let n = 0; n < count; n += 1) {
    const ticketClass = random.weighted(CLASSES);
    const how = random.weighted({ open: 10, verifying: 2, closed: 88 });
    if (how === "verifying") plan.push({ ticketClass, outcome: "verifying", at: now - random.between(6, 66) * HOUR });
    else if (how === "open") plan.push({ ticketClass, outcome: openAs(random, ticketClass), at: now - random.between(1, 20 * 24) * HOUR });
    else plan.push({ ticketClass, outcome: random.weighted(CLOSED), at: now - random.between(20 * 24, 365 * 24) * HOUR });
  }
  return plan.sort((a, b) => a.at - b.at);
}

/** What waits for approval or initiation has not begun yet. */
function openAs(random, ticketClass) {
  const gated = ticketClass === "change" || ticketClass === "request";
  return gated && random.often(0.5) ? "gated" : random.weighted(OPEN);
}
