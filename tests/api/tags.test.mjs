// Tags by rule (R9): found when a ticket is filed, with the words; corrected by agents, and counted.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ok, refused } from "./lib/expect.mjs";
import { newTicket, stranger, tagRule } from "./lib/forms.mjs";
import { command, file, openWorld, read } from "./lib/world.mjs";

let world;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const tagsOf = async (serial) => (await read(world, serial)).ticket.tags;
const rules = async () => ok(await world.lead.get("/tag-rules"));
const save = async (change) => {
  const now = await rules();
  return ok(await world.admin.put("/tag-rules", { version: now.version, rules: change(now.rules) }));
};
const count = async (tag) => (await rules()).counts.find((one) => one.tag === tag) ?? { matched: 0, removed: 0, added: 0 };

test("R9, R41: a workspace that never touched its rules tags what is filed, in both languages, and says why", async () => {
  const serial = await file(world, { title: "账号开通，顺便看看标签打印" });
  assert.deepEqual(await tagsOf(serial), [{ tag: "access", words: ["账号开通"] }, { tag: "print", words: ["打印"] }]);
  const english = await file(world, { title: "Cannot LOG IN to ERP" });
  assert.deepEqual(await tagsOf(english), [{ tag: "login", words: ["log in"] }]);
  const { events } = await read(world, serial);
  assert.deepEqual(events[0].what.tags.map(({ tag }) => tag), ["access", "print"]);
  const { version, rules: all } = await rules();
  assert.equal(version, 0);
  assert.deepEqual(all.map(({ id }) => id), ["access", "report", "print", "login", "import", "performance"]);
  const { tags } = ok(await world.agent.get("/directory"));
  assert.deepEqual(tags[0], { id: "access", name: { zh: "权限申请", en: "Access request" }, link: null, active: true });
});

test("R9: what strangers and members file is tagged too", async () => {
  const form = { title: "打印机坏了" };
  const own = ok(await world.stranger.post(`/portal/${world.slug}/tickets`, newTicket({ ...form, contact: stranger() })), 201).serial;
  const onBehalf = ok(await world.agent.post("/tickets", newTicket({ ...form, requester: world.ids.requester })), 201).serial;
  for (const serial of [own, onBehalf]) assert.deepEqual(await tagsOf(serial), [{ tag: "print", words: ["打印", "打印机"] }]);
});

/** The tags on the ticket's card in a list. */
const onCard = async (who, serial) => ok(await who.get("/tickets?sort=created")).tickets.find((card) => card.serial === serial).tags;

test("R9: cards of lists and boards show the tags that a ticket has now", async () => {
  const serial = await file(world, { title: "登录不了，打印机也坏了" });
  const { tags } = (await read(world, serial)).ticket;
  const now = () => onCard(world.agent, serial);
  assert.deepEqual([...(await now())].sort(), ["login", "print"]);
  assert.deepEqual(await now(), tags.map(({ tag }) => tag), "in the ticket's own order");
  ok(await command(world, world.agent, "DELETE", serial, "tags/login"));
  assert.deepEqual(await now(), ["print"]);
  ok(await command(world, world.agent, "PUT", serial, "tags/login"));
  assert.deepEqual(await now(), ["print", "login"], "what is added again comes last");
  const { columns } = ok(await world.agent.get("/board"));
  assert.deepEqual(columns[0].cards.find((card) => card.serial === serial).tags, ["print", "login"]);
  const plain = await file(world, { title: "别的事" });
  assert.deepEqual(await onCard(world.agent, plain), []);
});

test("R9, R38: tags, and the rule that routed, are the team's: customers read neither", async () => {
  const serial = await file(world, { title: "登录不了" });
  for (const customer of [world.requester, world.manager]) {
    const { ticket, events } = ok(await customer.get(`/tickets/${serial}`));
    assert.deepEqual(ticket.tags, []);
    assert.equal(events[0].what.kind, "filed");
    assert.ok(!("tags" in events[0].what) && !("rule" in events[0].what));
    assert.deepEqual(await onCard(customer, serial), [], "nor on a card");
  }
  ok(await command(world, world.agent, "DELETE", serial, "tags/login"));
  assert.equal(ok(await world.requester.get(`/tickets/${serial}`)).events.length, 1);
});

test("R9, R17: an agent's correction is one event, is kept, and is counted for the rule", async () => {
  const earlier = { import: await count("import"), report: await count("report") };
  const serial = await file(world, { title: "导入物料时报错" });
  const removed = ok(await command(world, world.agent, "DELETE", serial, "tags/import"));
  assert.deepEqual([removed.event.what, removed.ticket.tags], [{ kind: "tag_removed", tag: "import" }, []]);
  const added = ok(await command(world, world.agent, "PUT", serial, "tags/report"));
  assert.deepEqual([added.event.what, added.ticket.tags], [{ kind: "tag_added", tag: "report" }, [{ tag: "report", words: [] }]]);
  assert.deepEqual(await tagsOf(serial), [{ tag: "report", words: [] }]);
  const grown = async (tag) => {
    const [now, then] = [await count(tag), earlier[tag]];
    return [now.matched - then.matched, now.removed - then.removed, now.added - then.added];
  };
  assert.deepEqual([await grown("import"), await grown("report")], [[1, 1, 0], [0, 0, 1]]);
  ok(await command(world, world.agent, "PUT", serial, "tags/import"));
  ok(await command(world, world.agent, "DELETE", serial, "tags/report"));
  assert.deepEqual([await grown("import"), await grown("report")], [[1, 0, 0], [0, 0, 0]], "taken back");
  const { ticket, events } = await read(world, serial);
  assert.deepEqual([ticket.version, events.length], [5, 5]);
});

test("R9: a correction is refused where it changes nothing, names no tag, or comes too late", async () => {
  const serial = await file(world, { title: "导出失败" });
  refused(await command(world, world.agent, "PUT", serial, "tags/import"), 409, "nothing_changed");
  refused(await command(world, world.agent, "DELETE", serial, "tags/print"), 409, "nothing_changed");
  refused(await command(world, world.agent, "PUT", serial, "tags/nothing"), 422, "tag_unknown", "tag");
  refused(await command(world, world.requester, "PUT", serial, "tags/print"), 403, "not_allowed");
  refused(await command(world, world.helper, "PUT", serial, "tags/print"), 404, "not_found");
  ok(await command(world, world.agent, "PUT", serial, "tags/print"));
  refused(await world.colleague.put(`/tickets/${serial}/tags/login`, { version: 1 }), 409, "ticket_changed");
});

test("R9, R20: lists and the board show the tickets of a tag, open and closed", async () => {
  const open = await file(world, { title: "页面很卡" });
  const closed = await file(world, { title: "加载慢" });
  const corrected = await file(world, { title: "超时" });
  ok(await command(world, world.agent, "POST", closed, "closure", { code: "withdrawn" }));
  ok(await command(world, world.agent, "DELETE", corrected, "tags/performance"));
  const serials = async (who, query) => ok(await who.get(`/tickets?tag=performance${query}`)).tickets.map(({ serial }) => serial).sort((a, b) => a - b);
  for (const sort of ["", "&sort=created", "&sort=priority"]) assert.deepEqual(await serials(world.agent, sort), [open, closed], sort);
  assert.deepEqual(await serials(world.lead, "&status=todo,in_progress"), [open]);
  assert.deepEqual(await serials(world.agent, "&owner=none&status=todo"), [open]);
  assert.deepEqual(await serials(world.agent, "&status=closed"), [closed]);
  const { columns } = ok(await world.agent.get("/board?tag=performance"));
  assert.deepEqual(columns.map(({ status, cards }) => [status, cards.map(({ serial }) => serial)]).filter(([, cards]) => cards.length > 0), [["todo", [open]], ["closed", [closed]]]);
  refused(await world.agent.get("/tickets?tag=a%20b"), 400, "query_invalid", "tag");
});

test("R9: new words count from the next filing on; a tag that was left out stays for old tickets, and is given to none", async () => {
  const before = await file(world, { title: "打卡机连不上" });
  const rule = tagRule({ name: { zh: "考勤", en: "Attendance" }, words: ["打卡"], except: ["打卡纸"], link: "/p/help" });
  const saved = await save((all) => [...all, rule]);
  assert.deepEqual(saved.rules.at(-1), { ...rule });
  const serial = await file(world, { title: "打卡机连不上" });
  const excepted = await file(world, { title: "打卡纸卡住了打卡机" });
  assert.deepEqual([await tagsOf(before), await tagsOf(serial), await tagsOf(excepted)], [[], [{ tag: rule.id, words: ["打卡"] }], []]);
  const left = await save((all) => all.filter(({ id }) => id !== rule.id));
  assert.deepEqual([left.version, left.rules.find(({ id }) => id === rule.id).active], [saved.version + 1, false]);
  assert.deepEqual(await tagsOf(await file(world, { title: "打卡机连不上" })), []);
  assert.deepEqual(await tagsOf(serial), [{ tag: rule.id, words: ["打卡"] }]);
  refused(await command(world, world.agent, "PUT", before, `tags/${rule.id}`), 422, "tag_unknown", "tag");
  const { tags } = ok(await world.agent.get("/directory"));
  assert.deepEqual(tags.find(({ id }) => id === rule.id), { id: rule.id, name: { zh: "考勤", en: "Attendance" }, link: "/p/help", active: false });
});

test("R9: of two admins who edit the same rules the second is told, and gets the newer ones", async () => {
  const { version, rules: all } = await rules();
  const [first, second] = await Promise.all(["甲", "乙"].map((zh) => world.admin.put("/tag-rules", { version, rules: [...all, tagRule({ name: { zh } })] })));
  const [won, lost] = first.status === 200 ? [first, second] : [second, first];
  ok(won);
  const problem = refused(lost, 409, "record_changed");
  assert.deepEqual(problem.newer.rules, won.body.rules);
  assert.equal(problem.newer.version, version + 1);
  refused(await world.admin.put("/tag-rules", { version: version + 5, rules: all }), 409, "record_changed");
});

test("R9, R38: admins save rules, leads read them, and every refusal names its field", async () => {
  const { version, rules: all } = await rules();
  for (const who of [world.agent, world.helper]) refused(await who.get("/tag-rules"), 403, "not_allowed");
  for (const who of [world.lead, world.agent]) refused(await who.put("/tag-rules", { version, rules: all }), 403, "not_allowed");
  const bad = async (rule, status, code, field) => refused(await world.admin.put("/tag-rules", { version, rules: [tagRule(), { ...tagRule(), ...rule }] }), status, code, field);
  await bad({ id: "a/b" }, 422, "field_invalid", "rules.1.id");
  await bad({ name: {} }, 422, "field_required", "rules.1.name");
  await bad({ words: ["x".repeat(41)] }, 422, "text_too_long", "rules.1.words.0");
  await bad({ words: Array(51).fill("词") }, 422, "too_many", "rules.1.words");
  await bad({ link: "javascript:alert(1)" }, 422, "field_invalid", "rules.1.link");
  assert.equal((await rules()).version, version);
});

test("S14: a filing under a hundred rules of each kind stays within its queries", async () => {
  const tags = await save(() => Array.from({ length: 100 }, (_, n) => tagRule({ id: `t${n}`, words: Array.from({ length: 10 }, (_, w) => `词${n}号${w}`) })));
  assert.ok(tags.rules.length >= 100);
  const serial = await file(world, { title: "词99号9 和 词0号0" });
  assert.deepEqual(await tagsOf(serial), [{ tag: "t0", words: ["词0号0"] }, { tag: "t99", words: ["词99号9"] }]);
});
