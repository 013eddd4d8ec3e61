// Robots of group chats (R36): what they say, how it is signed, and what happens when a vendor will not have it.
import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { ok, refused } from "./lib/expect.mjs";
import { newKey } from "./lib/client.mjs";
import { newRobot, newTicket } from "./lib/forms.mjs";
import { NEVER, startVendor } from "./lib/vendor.mjs";
import { command, file, openWorld, ticketIn } from "./lib/world.mjs";

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const GIVEN_UP_AFTER = 10;

let vendor, world;
before(async () => {
  vendor = await startVendor();
  world = await openWorld({ vars: { ROBOT_HOST: vendor.url } });
});
after(async () => {
  await world.close();
  await vendor.close();
});

// The clock of these tests goes forward only: a robot that has spoken is quiet for some seconds of it.
let time = Date.now();
const run = (ms = MINUTE) => world.server.runScheduled((time += ms));
const messages = (robot) => world.server.sql("SELECT * FROM robot_messages WHERE robot_id = ? ORDER BY id", robot.id);

/** A robot, with the token by which its calls are known. It hears of nothing by itself unless `topics` say so. */
async function robotOf(more = {}) {
  const form = newRobot({ topics: [], ...more });
  const token = form.url.slice(-36);
  return { ...ok(await world.admin.post("/robots", form), 201), token, form };
}

/** Something for it to say, due at once: what a sweep would write. */
const give = (robot, serial, topic = "breach") =>
  world.server.sql("INSERT INTO robot_messages (workspace_id, robot_id, topic, serial, created_at, due_at) SELECT workspace_id, id, ?, ?, ?, ? FROM robots WHERE id = ?", topic, serial, time, time, robot.id);

const said = (robot) => vendor.to(robot.token).map(({ body }) => body.markdown?.content ?? body.markdown?.text ?? JSON.stringify(body.content.post));
const serialsIn = (texts) => texts.flatMap((text) => [...text.matchAll(/\/desk\/tickets\/(\d+)/g)].map((match) => Number(match[1])));
const silence = async () => {
  for (const { id } of ok(await world.admin.get("/robots")).robots) await world.admin.delete(`/robots/${id}`);
};

test("R36: each vendor gets its own form, signed as its documents say", async () => {
  const serial = await file(world, { title: "MES 扫码失败" });
  const secret = "SEC0123456789abcdef";
  const [wecom, feishu, dingtalk] = [await robotOf(), await robotOf({ vendor: "feishu", secret }), await robotOf({ vendor: "dingtalk", secret })];
  for (const robot of [wecom, feishu, dingtalk]) await give(robot, serial);
  await run();

  const [toWecom] = vendor.to(wecom.token);
  assert.deepEqual([toWecom.path, toWecom.query.get("key"), toWecom.body.msgtype], ["/cgi-bin/webhook/send", wecom.token, "markdown"]);
  assert.match(toWecom.body.markdown.content, new RegExp(`\\[#0*${serial} MES 扫码失败\\]\\(${world.url}/desk/tickets/${serial}\\)`));

  const [toFeishu] = vendor.to(feishu.token);
  assert.equal(toFeishu.path, `/open-apis/bot/v2/hook/${feishu.token}`);
  const { timestamp, sign, msg_type, content } = toFeishu.body;
  assert.equal(timestamp, String(Math.floor(time / 1000)));
  assert.equal(sign, createHmac("sha256", `${timestamp}\n${secret}`).update("").digest("base64"));
  assert.equal(msg_type, "post");
  assert.equal(content.post.zh_cn.content[0].find((part) => part.tag === "a").href, `${world.url}/desk/tickets/${serial}`);

  const [toDingtalk] = vendor.to(dingtalk.token);
  const { query } = toDingtalk;
  assert.deepEqual([toDingtalk.path, query.get("timestamp")], ["/robot/send", String(time)]);
  assert.equal(query.get("sign"), createHmac("sha256", secret).update(`${time}\n${secret}`).digest("base64"));
  assert.deepEqual([toDingtalk.body.msgtype, typeof toDingtalk.body.markdown.title], ["markdown", "string"]);
  await silence();
});

test("R36: what is due together is one message, with each ticket once", async () => {
  const robot = await robotOf();
  const serials = [];
  for (let i = 0; i < 8; i++) serials.push(await file(world));
  for (const serial of serials) await give(robot, serial);
  await run();
  assert.equal(vendor.to(robot.token).length, 1);
  assert.deepEqual(serialsIn(said(robot)).sort(), serials.sort());
  for (let i = 0; i < 60; i++) await give(robot, serials[0]);
  await run();
  const [, digest] = said(robot);
  assert.ok(Buffer.byteLength(digest) <= 4096, `${Buffer.byteLength(digest)} bytes`);
  const left = 60 - serialsIn([digest]).length;
  assert.ok(left > 0 && digest.includes(`${left} more`), digest);
  await silence();
});

test("S11: runs that are doubled or at the same time say everything once", async () => {
  const robots = [await robotOf(), await robotOf({ vendor: "feishu" }), await robotOf({ vendor: "dingtalk" })];
  const serials = [];
  for (let i = 0; i < 6; i++) serials.push(await file(world));
  for (const robot of robots) for (const serial of serials) await give(robot, serial);
  time += MINUTE;
  await Promise.all(Array.from({ length: 6 }, () => world.server.runScheduled(time)));
  await run();
  for (const robot of robots) {
    assert.deepEqual(serialsIn(said(robot)).sort(), [...serials].sort(), robot.form.vendor);
    for (const message of await messages(robot)) assert.deepEqual([message.attempts, message.due_at, message.sent_at !== null], [1, null, true]);
  }
  await silence();
});

for (const [words, answer, told] of [
  ["429", { status: 429, body: "slow down" }, /^HTTP 429: slow down$/],
  ["500", { status: 500, body: "" }, /^HTTP 500:/],
  ["a page instead of JSON", { body: "<html>504</html>" }, /^HTTP 200: <html>504<\/html>$/],
  ["a refusal within a 200", { body: { errcode: 93000, errmsg: "invalid webhook url" } }, /^93000: invalid webhook url$/],
  ["a redirect, which is not followed", { status: 302, headers: { location: "/cgi-bin/webhook/elsewhere" }, body: "" }, /^HTTP 302:/],
]) {
  test(`R36: ${words}: the vendor's words are kept, and it is tried again later, once`, async () => {
    const robot = await robotOf();
    await give(robot, await file(world));
    vendor.answers.set(robot.token, answer);
    await run();
    const [waiting] = await messages(robot);
    assert.match(waiting.error, told);
    assert.deepEqual([waiting.attempts, waiting.sent_at, waiting.due_at > time], [1, null, true]);
    assert.match(ok(await world.admin.get("/robots")).robots.find(({ id }) => id === robot.id).error, told);
    assert.match(ok(await world.admin.get("/deliveries")).deliveries.find(({ id }) => id === `robot-${waiting.id}`).error, told);
    vendor.answers.delete(robot.token);
    await run(1_000);
    assert.equal(vendor.to(robot.token).length, 1, "not before its time");
    await run(HOUR);
    await run();
    assert.equal(vendor.to(robot.token).length, 2);
    assert.equal(vendor.calls.filter(({ path }) => path.includes("elsewhere")).length, 0);
    assert.equal(ok(await world.admin.get("/robots")).robots.find(({ id }) => id === robot.id).error, null);
    await silence();
  });
}

test("R36: a vendor that never answers keeps nobody else waiting, and is asked again", async () => {
  const [mute, other] = [await robotOf(), await robotOf({ vendor: "feishu" })];
  const serial = await file(world);
  vendor.answers.set(mute.token, NEVER);
  for (const robot of [mute, other]) await give(robot, serial);
  await run();
  assert.equal((await messages(mute))[0].error, "timeout");
  assert.equal((await messages(other))[0].error, null);
  vendor.answers.delete(mute.token);
  await run(HOUR);
  assert.notEqual((await messages(mute))[0].sent_at, null);
  await silence();
});

test("R36: what was given up is shown with the vendor's words, and sent again when an admin says so", async () => {
  const robot = await robotOf();
  const serial = await file(world, { title: "送不出去" });
  await give(robot, serial);
  await world.server.sql("UPDATE robot_messages SET attempts = ? WHERE robot_id = ?", GIVEN_UP_AFTER - 1, robot.id);
  vendor.answers.set(robot.token, { status: 503, body: "down" });
  await run();
  const [{ id }] = await messages(robot);
  const shown = ok(await world.admin.get("/deliveries")).deliveries.find((delivery) => delivery.id === `robot-${id}`);
  const { carrier, to, next_at, attempts, error } = shown;
  assert.deepEqual({ carrier, to, next_at, attempts, error }, { carrier: "robot", to: robot.name, next_at: null, attempts: GIVEN_UP_AFTER, error: "HTTP 503: down" });
  assert.match(shown.subject, /送不出去/);
  await run(HOUR);
  assert.equal(vendor.to(robot.token).length, 1, "given up means given up");
  vendor.answers.delete(robot.token);
  assert.equal((await world.admin.post(`/deliveries/robot-${id}/again`)).status, 204);
  assert.equal((await world.admin.post(`/deliveries/robot-${id}/again`)).status, (await messages(robot))[0].sent_at === null ? 204 : 409);
  await run();
  assert.deepEqual(serialsIn(said(robot)), [serial, serial]);
  refused(await world.admin.post(`/deliveries/robot-${id}/again`), 409, "delivery_over");
  refused(await world.agent.get("/deliveries"), 403, "not_allowed");
  await silence();
});

test("R36: a group hears of an urgent ticket at once, without the clock", async () => {
  const robot = await robotOf({ topics: ["urgent"] });
  const { serial } = ok(await world.requester.post("/tickets", newTicket({ impact: "company", urgency: "stopped" })), 201);
  await vendor.arrived(({ query }) => query.get("key") === robot.token);
  assert.deepEqual(serialsIn(said(robot)), [serial]);
  await silence();
});

test("R36: groups hear of urgent tickets and of refusals, if they asked for it", async () => {
  const [urgent, refusals, neither] = [await robotOf({ topics: ["urgent"] }), await robotOf({ topics: ["refused"] }), await robotOf()];
  // Quiet until the clock runs: its time is far ahead of that of requests.
  await world.server.sql("UPDATE robots SET busy_until = ?", time);
  const calm = await file(world);
  const filed = ok(await world.requester.post("/tickets", newTicket({ impact: "company", urgency: "stopped" })), 201);
  assert.equal(filed.priority, "p1");
  const raised = await ticketIn(world, "verifying");
  ok(await command(world, world.agent, "PUT", raised, "priority", { priority: "p0" }));
  ok(await command(world, world.agent, "PUT", raised, "priority", { priority: "p1" }));
  ok(await command(world, world.requester, "POST", raised, "refusal", { reason: "还是不行" }));
  await run(HOUR);
  assert.deepEqual(serialsIn(said(urgent)).sort(), [filed.serial, raised].sort());
  assert.ok(!serialsIn(said(urgent)).includes(calm));
  assert.deepEqual(serialsIn(said(refusals)), [raised]);
  assert.deepEqual(said(neither), []);
  await silence();
});

test("R15: groups hear of breaches and escalations; a ticket that nobody owns is told of before", async () => {
  const [breaches, unowned] = [await robotOf({ topics: ["breach", "escalation"] }), await robotOf({ topics: ["unowned"] })];
  const [nobodys, owned] = [await file(world), await ticketIn(world, "in_progress")];
  await run(4 * DAY);
  await run();
  const topics = async (robot, serial) => (await messages(robot)).filter((message) => message.serial === serial).map((message) => message.topic);
  assert.ok((await topics(breaches, owned)).includes("breach"));
  assert.ok((await topics(breaches, nobodys)).includes("breach"));
  assert.ok((await topics(unowned, nobodys)).every((topic) => topic === "unowned"));
  assert.deepEqual(await topics(unowned, owned), []);
  const perNotice = await world.server.sql("SELECT count(*) AS n FROM notices WHERE serial = ? AND level <> 'warning'", nobodys);
  assert.equal((await topics(breaches, nobodys)).length, perNotice[0].n, "each notice once");
  await silence();
});

test("R36: the test button gives the vendor's answer in its words", async () => {
  const robot = await robotOf();
  assert.deepEqual(ok(await world.admin.post(`/robots/${robot.id}/trial`)), { taken: true, answer: "" });
  assert.equal(vendor.to(robot.token).length, 1);
  vendor.answers.set(robot.token, { body: { errcode: 310000, errmsg: "keywords not in content" } });
  assert.deepEqual(ok(await world.admin.post(`/robots/${robot.id}/trial`)), { taken: false, answer: "310000: keywords not in content" });
  await silence();
});

test("R36: address and secret go in and never come out, also not by the same request again", async () => {
  const secret = `SEC${randomUUID()}`;
  const form = newRobot({ vendor: "dingtalk", secret });
  const key = newKey();
  const added = await world.admin.post("/robots", form, { key });
  const again = await world.admin.post("/robots", form, { key });
  assert.deepEqual(again.body, added.body);
  assert.deepEqual([added.body.tail, added.body.signed], [form.url.slice(-4), true]);
  const edited = await world.admin.patch(`/robots/${added.body.id}`, { topics: ["breach", "breach", "urgent"] });
  assert.deepEqual(edited.body.topics, ["urgent", "breach"]);
  const list = await world.admin.get("/robots");
  const audit = JSON.stringify(await world.server.sql("SELECT * FROM audit"));
  const kept = JSON.stringify(await world.server.sql("SELECT * FROM idempotency"));
  for (const text of [added.text, again.text, edited.text, list.text, audit, kept]) {
    assert.ok(!text.includes(secret) && !text.includes(form.url.slice(-36)), text);
  }
  assert.deepEqual(ok(await world.admin.patch(`/robots/${added.body.id}`, { secret: "" })).signed, false);
  await silence();
});

test("R36: the database holds neither address nor secret in the clear, and no seal of one robot opens another", async () => {
  const secret = `SEC${randomUUID()}`;
  const robot = await robotOf({ vendor: "dingtalk", secret });
  const rows = () => world.server.sql("SELECT * FROM robots WHERE id = ?", robot.id);
  const [kept] = await rows();
  assert.ok(!JSON.stringify(kept).includes(robot.token) && !JSON.stringify(kept).includes(secret));
  await give(robot, await file(world));
  await run();
  assert.equal(vendor.to(robot.token).length, 1, "it is opened to speak");
  ok(await world.admin.patch(`/robots/${robot.id}`, { name: "改名" }));
  assert.deepEqual((await rows()).map(({ url, secret }) => [url, secret]), [[kept.url, kept.secret]], "what is not changed stays as it is");

  const other = await robotOf({ vendor: "dingtalk" });
  await world.server.sql("UPDATE robots SET url = ? WHERE id = ?", kept.url, other.id);
  const { taken, answer } = ok(await world.admin.post(`/robots/${other.id}/trial`));
  assert.deepEqual([taken, /cannot be read any more/.test(answer)], [false, true]);
  assert.equal(ok(await world.admin.get("/robots")).robots.find(({ id }) => id === other.id).tail, "");
  ok(await world.admin.patch(`/robots/${other.id}`, { url: other.form.url }));
  assert.equal(ok(await world.admin.post(`/robots/${other.id}/trial`)).taken, true, "entered again, it speaks");

  await world.server.sql("UPDATE robots SET url = ?, secret = ? WHERE id = ?", robot.form.url, secret, robot.id);
  await give(robot, await file(world));
  await run();
  assert.equal(vendor.to(robot.token).length, 2, "what was stored before there were seals is read");
  assert.ok(!JSON.stringify(await rows()).includes(robot.token), "and sealed when it speaks");
  await silence();
});

test("S16: an address that is not a vendor's is refused, and one that got into the database is never called", async () => {
  const before = vendor.calls.length;
  const token = randomUUID();
  for (const url of [`${vendor.url}/cgi-bin/webhook/send?key=${token}`, `https://qyapi.weixin.qq.com:444/cgi-bin/webhook/send?key=${token}`, `https://qyapi.weixin.qq.com@127.0.0.1/cgi-bin/webhook/send?key=${token}`, `https://oapi.dingtalk.com/robot/send?access_token=${token}`, `https://2130706433/cgi-bin/webhook/send?key=${token}`, `https://[::ffff:127.0.0.1]/x?key=${token}`]) {
    refused(await world.admin.post("/robots", newRobot({ url })), 422, "webhook_invalid", "url");
  }
  const robot = await robotOf();
  refused(await world.admin.patch(`/robots/${robot.id}`, { url: `${vendor.url}/x` }), 422, "webhook_invalid", "url");
  await world.server.sql("UPDATE robots SET url = ? WHERE id = ?", `${vendor.url}/cgi-bin/webhook/send?key=${token}`, robot.id);
  await give(robot, await file(world));
  await run();
  assert.equal(vendor.calls.length, before);
  assert.equal((await messages(robot))[0].sent_at, null);
  await silence();
});

test("S1: what a customer writes makes no link and no mention in a group", async () => {
  const robot = await robotOf();
  await give(robot, await file(world, { title: "坏](https://evil.example) <@all> @所有人 **急**" }));
  await run();
  const [text] = said(robot);
  assert.equal(text.match(/\]\(/g).length, 1, text);
  assert.ok(!/[<@]/.test(text), text);
  await silence();
});

test("R38: only admins see robots, and there is an end to their number", async () => {
  for (const who of [world.lead, world.agent, world.helper]) refused(await who.get("/robots"), 403, "not_allowed");
  const form = newRobot();
  ok(await world.admin.post("/robots", form), 201);
  refused(await world.admin.post("/robots", { ...newRobot(), name: form.name }), 409, "name_taken", "name");
  for (let i = 1; i < 10; i++) await robotOf();
  refused(await world.admin.post("/robots", newRobot()), 409, "limit_reached", "name");
  await silence();
});
