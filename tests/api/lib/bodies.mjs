// A good request for every operation that takes one, by operation id: what the isolation matrix sends.
import { guide, newRobot, newTicket, routingRule, stranger, tagRule, unique } from "./forms.mjs";

const version = 1;
const reason = "还是不行";

const targets = { first_response: 60, next_response: null, resolution: 600, always: false };
const NO_CONDITIONS = { classes: [], projects: [], modules: [], companies: [], tags: [], languages: [] };
/** `SaveSla` on what every workspace begins with. */
const SERVICE_LEVELS = {
  version: 0,
  calendars: [{ id: "c", name: "Day and night", hours: { zone: "Asia/Shanghai", always: true, week: Array(7).fill([]), dates: [], region: null } }],
  policies: [{ id: "p", name: "Standard", calendar: "c", conditions: NO_CONDITIONS, targets: { p0: targets, p1: targets, p2: targets, p3: targets } }],
};

/** Operation id → its body. A function, because names and addresses are used once. */
export const BODIES = {
  ask_for_workspace: () => ({ name: "新公司", slug: unique("new"), your_name: "新人", email: stranger().email, lang: "zh" }),
  ask_for_code: () => ({ email: stranger().email, lang: "zh" }),
  enter_code: () => ({ challenge: "x".repeat(43), code: "123456" }),
  open_link: () => ({ public_id: "x".repeat(20), secret: "x".repeat(43) }),
  switch_workspace: (world) => ({ slug: world.slug }),
  edit_profile: () => ({ theme: "dark" }),
  file_ticket: (world, who) => newTicket(who === "requester" || who === "manager" ? {} : { requester: world.ids.requester }),
  file_ticket_as_stranger: () => newTicket({ contact: stranger() }),
  add_message: () => ({ kind: "reply", text: "你好" }),
  start_ticket: (world) => ({ version, owner: world.ids.agent }),
  propose_solution: () => ({ version, solution: "好了", root_cause: "驱动" }),
  accept_solution: () => ({ version }),
  refuse_solution: () => ({ version, reason }),
  reopen_ticket: () => ({ version, reason }),
  close_ticket: () => ({ version, code: "withdrawn" }),
  rate_ticket: () => ({ version, score: 5 }),
  assign_ticket: (world) => ({ version, team: world.team("change"), owner: world.ids.lead }),
  prioritise_ticket: () => ({ version, priority: "p0" }),
  reclassify_ticket: () => ({ version, class: "question" }),
  pass_gate: () => ({ version }),
  request_approval: (world) => ({ version, member: world.ids.lead, reason: "开通审核权限" }),
  withdraw_approval: () => ({ version }),
  decide_approval: () => ({ version, approved: true }),
  initiate_ticket: () => ({ version, decision: "go", value: "每天省一小时", effort_days: 3 }),
  add_subtask: (world) => ({ version, title: "查日志", member: world.ids.helper }),
  mark_subtask: () => ({ version, done: true }),
  read_approval_link: () => ({ public_id: "x".repeat(22), secret: "x".repeat(43) }),
  answer_approval: () => ({ public_id: "x".repeat(22), secret: "x".repeat(43), approved: true }),
  save_guide: () => ({ version: 0, classes: guide(), teams: [] }),
  set_waiting: () => ({ version, on: "customer", reason }),
  end_waiting: () => ({ version }),
  edit_facts: () => ({ version, title: "改过的标题" }),
  add_collaborator: () => ({ version }),
  remove_collaborator: () => ({ version }),
  add_tag: () => ({ version }),
  remove_tag: () => ({ version }),
  route_ticket: () => ({ version }),
  renew_link: () => ({}),
  add_member: () => ({ name: "新人", email: stranger().email, role: "agent", teams: [], lang: "zh" }),
  edit_member: () => ({ name: unique("name") }),
  set_away: () => ({ away: { from: 1, until: 2 } }),
  add_team: () => ({ name: unique("team"), classes: [] }),
  edit_team: () => ({ name: unique("team") }),
  add_contact: () => ({ name: "客户", email: stranger().email, standing: "requester" }),
  edit_contact: () => ({ name: unique("name") }),
  add_company: () => ({ name: unique("company") }),
  add_project: () => ({ name: unique("project") }),
  edit_project: () => ({ name: unique("project") }),
  mark_inbox: () => ({ ids: [1] }),
  save_notices: () => ({ topics: [{ topic: "assigned", app: true, mail: false }] }),
  add_robot: () => newRobot(),
  edit_robot: () => ({ name: unique("robot") }),
  save_service_levels: () => SERVICE_LEVELS,
  try_service_levels: () => ({ class: "fault", priority: "p2", at: Date.now() }),
  note_presence: () => ({ typing: true }),
  save_tag_rules: () => ({ version: 0, rules: [tagRule()] }),
  save_routing_rules: (world) => ({ version: 0, rules: [routingRule(world.team("fault"), { class: ["question"] })], unowned_minutes: 30 }),
  try_routing_rules: (world) => ({ rules: [routingRule(world.team("fault"))] }),
};
