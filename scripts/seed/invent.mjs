// Invents tickets: who filed what, what happened to it since, and how it stands now.
import { contact, DAY, file, HOUR, member, MINUTE } from "./life.mjs";
import { en } from "./texts/en.mjs";
import { writer } from "./texts/slots.mjs";
import { zh } from "./texts/zh.mjs";

const TEXTS = { zh, en };
const TITLE_CHARS = 80;
const REMINDER_DAYS = 3;
const SILENCE_DAYS = 7;
const APPROVAL_DAYS = 7;
const IMPACTS = { company: 1, department: 4, person: 6 };
const URGENCIES = { stopped: 2, slow: 4, small: 4 };
const SCORES = { 5: 6, 4: 3, 3: 1, 2: 0.5, 1: 0.5 };

/**
 * A ticket of `requester`, filed at `at`, that has come to `outcome` (a key of `OUTCOMES`) by `now`.
 * `turn` takes the topics in their order. A `major` one stops the whole company, which an agent calls P0.
 * `world` holds members, teams by class and the requesters' projects; see world.mjs.
 */
export function invent(random, world, { serial, requester, ticketClass, outcome, at, now, turn, major = random.often(0.02) }) {
  const lang = /[\u4e00-\u9fff]/.test(requester.name) ? "zh" : "en";
  const write = writer(lang, random);
  const words = TEXTS[lang];
  const topics = words[ticketClass];
  const topic = turn === undefined ? random.pick(topics) : topics[turn % topics.length];
  const project = requester.projects.length > 0 && random.often(0.9) ? random.pick(requester.projects) : null;
  const team = world.teamOf[ticketClass];
  const impact = major ? "company" : random.weighted(IMPACTS);
  const owner = random.pick(world.owners[team]);
  const life = file(
    {
      serial,
      class: ticketClass,
      title: heading(write(topic.title)),
      details: Object.entries(topic.parts).map(([key, text]) => ({ key, text: write(text) })),
      impact,
      impact_note: random.often(0.4) ? write(random.pick(words.impact_notes[impact])) : null,
      urgency: major ? "stopped" : random.weighted(URGENCIES),
      wanted_by: random.often(0.25) ? at + random.between(1, 20) * DAY : null,
      requester: requester.id,
      company: requester.company,
      project: project?.id ?? null,
      module: project && project.modules.length > 0 && random.often(0.8) ? random.pick(project.modules) : null,
      team,
      channel: "portal",
    },
    contact(requester.id),
    at,
  );
  const scene = { random, major, words, write, life, owner, team, requester, lead: world.lead, helper: world.helper, now };
  OUTCOMES[outcome](scene);
  return life;
}

const heading = (text) => Array.from(text.charAt(0).toUpperCase() + text.slice(1)).slice(0, TITLE_CHARS).join("").trim();

/** How a ticket may stand, and what leads there. */
export const OUTCOMES = {
  new: () => {},
  queued: (scene) => triage(scene),
  gated(scene) {
    triage(scene);
    if (scene.life.ticket.gate === "approval") askApproval(scene);
    else initiate(scene, "not_now");
  },
  working(scene) {
    work(scene);
    if (scene.helper && scene.random.often(0.5)) giveSubTask(scene);
  },
  waiting_customer: (scene) => wait(scene, "customer"),
  waiting_third_party: (scene) => wait(scene, "third_party"),
  verifying: (scene) => propose(scene),
  refused: (scene) => refuse(scene),
  confirmed: (scene) => confirm(scene),
  confirmed_late(scene) {
    refuse(scene);
    confirm(scene);
  },
  silent(scene) {
    propose(scene);
    const resolved = scene.life.ticket.resolved_at;
    scene.life.remind(resolved + REMINDER_DAYS * DAY + MINUTE);
    scene.life.closeSilent(resolved + SILENCE_DAYS * DAY + MINUTE);
  },
  duplicate(scene) {
    const { serial } = scene.life.ticket;
    if (serial === 1) return OUTCOMES.answered(scene);
    triage(scene);
    scene.life.closeEarly(later(scene, HOUR), member(scene.owner), "duplicate", { duplicateOf: scene.random.between(1, serial - 1) });
  },
  withdrawn: (scene) => scene.life.closeEarly(later(scene, DAY), contact(scene.requester.id), "withdrawn"),
  rejected(scene) {
    triage(scene);
    scene.life.closeEarly(later(scene, 2 * DAY), member(scene.owner), "rejected", { reason: scene.write(scene.random.pick(scene.words.rejects)) });
  },
  answered(scene) {
    triage(scene);
    say(scene, member(scene.owner), "reply", scene.words.replies);
    scene.life.closeEarly(later(scene, HOUR), member(scene.owner), "answered");
    rate(scene);
  },
};

/** A later moment, at most `span` on and always before now. */
function later(scene, span) {
  const from = scene.life.ticket.updated_at;
  const step = Math.min(scene.random.between(MINUTE, span), (scene.now - from) * 0.4);
  return Math.max(from + 1, Math.floor(from + step));
}

function say(scene, by, kind, lines, minutes = 0) {
  const line = scene.random.pick(lines);
  scene.life.say(later(scene, 5 * HOUR), by, { kind, text: scene.write(line), minutes });
}

function triage(scene) {
  const { major, life, owner } = scene;
  life.prioritise(later(scene, HOUR), member(owner), major ? "p0" : life.ticket.proposed);
  life.assign(later(scene, 10 * MINUTE), member(owner), scene.team, owner);
}

function work(scene) {
  const { random, words, life, owner, requester } = scene;
  triage(scene);
  passGate(scene);
  life.start(later(scene, HOUR), member(owner), owner);
  say(scene, member(owner), "reply", words.replies, random.between(0, 15));
  if (random.often(0.5)) say(scene, contact(requester.id), "reply", words.customer);
  if (random.often(0.3)) say(scene, member(owner), "note", words.notes, random.between(0, 20));
  if (scene.helper && random.often(0.15)) {
    const number = giveSubTask(scene);
    say(scene, member(scene.helper), "note", words.notes, random.between(5, 60));
    life.finishSubTask(later(scene, HOUR), member(scene.helper), number);
  }
  if (random.often(0.4)) say(scene, member(owner), "progress", words.progress, random.between(5, 90));
  if (random.often(0.12)) say(scene, member(owner), "call", words.calls, random.between(3, 25));
  if (random.often(0.05)) meet(scene);
}

/** What must happen before work starts: a lead approves, or decides that it is worth its effort. */
function passGate(scene) {
  if (scene.life.ticket.gate === "approval") {
    askApproval(scene);
    scene.life.approve(later(scene, DAY), member(scene.lead), scene.write(scene.random.pick(scene.words.approvals)));
  } else if (scene.life.ticket.gate === "initiation") initiate(scene, "go");
}

function askApproval(scene) {
  const at = later(scene, HOUR);
  scene.life.askApproval(at, member(scene.owner), `${scene.words.please_approve}${scene.life.ticket.title}`, at + APPROVAL_DAYS * DAY);
}

function initiate(scene, decision) {
  scene.life.initiate(later(scene, DAY), member(scene.lead), decision, scene.write(scene.random.pick(scene.words.initiations[decision])), scene.random.between(2, 20));
}

function giveSubTask(scene) {
  const at = later(scene, HOUR);
  return scene.life.giveSubTask(at, member(scene.owner), scene.write(scene.random.pick(scene.words.subtasks)), scene.helper, at + 3 * DAY);
}

function meet(scene) {
  const { random, words, write, life, owner } = scene;
  const { text, attendees, decisions } = words.meetings;
  life.say(later(scene, DAY), member(owner), {
    kind: "meeting", text: write(text), minutes: random.between(15, 90), attendees: write(attendees), decisions: write(decisions),
  });
}

function wait(scene, on) {
  work(scene);
  scene.life.wait(later(scene, HOUR), member(scene.owner), on, scene.write(scene.random.pick(scene.words.waits[on])));
}

function propose(scene) {
  work(scene);
  proposeNow(scene);
}

function proposeNow(scene) {
  const { text, cause } = scene.random.pick(scene.words.solutions);
  scene.life.propose(later(scene, DAY), member(scene.owner), scene.write(text), scene.write(cause));
}

function refuse(scene) {
  propose(scene);
  scene.life.refuse(later(scene, DAY), contact(scene.requester.id), scene.write(scene.random.pick(scene.words.refusals)));
  say(scene, member(scene.owner), "reply", scene.words.replies, 10);
}

function confirm(scene) {
  if (scene.life.ticket.status === "todo") propose(scene);
  else proposeNow(scene);
  scene.life.accept(later(scene, DAY), contact(scene.requester.id));
  rate(scene);
}

function rate(scene) {
  const { random, words, life } = scene;
  if (random.often(0.45)) return;
  const score = Number(random.weighted(SCORES));
  const comment = score > 2 ? random.pick(words.praise) : random.pick(words.blame);
  life.rate(later(scene, 3 * HOUR), contact(scene.requester.id), score, comment || null);
}
