// Files (R2): checked by content, bound to whoever uploaded them, seen by whoever sees the ticket.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { Client, newKey } from "./lib/client.mjs";
import { ok, refused, withoutId } from "./lib/expect.mjs";
import { draftKey, newTicket, picture, stranger } from "./lib/forms.mjs";
import { command, file, openWorld, read } from "./lib/world.mjs";

let world;
before(async () => (world = await openWorld()));
after(() => world.close());

const MIB = 1024 * 1024;
const upload = (who, name, bytes, options) => who.upload("/attachments", name, bytes, options);
const attached = async (who = world.requester, bytes = picture()) => {
  const { id } = ok(await upload(who, "照片.png", bytes), 201);
  const { serial } = ok(await who.post("/tickets", newTicket({ attachments: [id] })), 201);
  return { id, serial, bytes };
};
const text = (words) => Buffer.from(words);
const zip = (...names) => Buffer.concat([Buffer.from("PK\x03\x04\x14\x00\x00\x00\x00\x00", "latin1"), Buffer.alloc(20), text(names.join("")), picture()]);

test("R2: what is uploaded is what is downloaded, byte for byte, by name and checked type", async () => {
  const files = [
    ["照片 1.png", picture(), "image/png"],
    ["photo.jpg", Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), text("JFIF\0"), picture()]), "image/jpeg"],
    ["手册.pdf", text("%PDF-1.7\n1 0 obj\n"), "application/pdf"],
    ["server.log", text("2026-11-20 08:00:00 ERROR ORA-01017\n登录失败\n"), "text/plain"],
    ["数据.csv", text("a,b\n1,2\n"), undefined],
  ];
  for (const [name, bytes, type] of files) {
    const view = ok(await upload(world.agent, name, bytes), 201);
    assert.equal(view.name, name);
    if (type) assert.match(view.media_type, new RegExp(`^${type}`));
    const got = await world.agent.get(`/attachments/${view.id}`);
    assert.deepEqual(got.bytes, bytes, name);
    const disposition = got.headers.get("content-disposition");
    assert.match(disposition, type?.startsWith("image/") ? /^inline/ : /^attachment/, name);
    assert.ok(decodeURIComponent(disposition).includes(name), disposition);
    assert.match(got.headers.get("content-security-policy"), /sandbox/);
  }
});

test("25 MiB fit, one byte more is refused with a word about size, declared or streamed", async () => {
  const head = picture();
  const full = Buffer.concat([head, Buffer.alloc(25 * MIB - head.length)]);
  const { id } = ok(await upload(world.agent, "大.png", full), 201);
  assert.equal((await world.agent.get(`/attachments/${id}`)).bytes.length, 25 * MIB);
  const more = Buffer.concat([full, Buffer.alloc(1)]);
  refused(await upload(world.agent, "大.png", more), 413, "file_too_large");
  const stream = new ReadableStream({
    start(controller) {
      for (let at = 0; at < more.length; at += MIB) controller.enqueue(more.subarray(at, at + MIB));
      controller.close();
    },
  });
  const response = await fetch(`${world.url}/api/v1/attachments`, {
    method: "POST", body: stream, duplex: "half",
    headers: { origin: world.url, cookie: world.agent.cookie, "x-liandan-app": "desk", "x-file-name": "a.png", "content-type": "image/png", "idempotency-key": newKey() },
  });
  assert.equal(response.status, 413);
});

test("programs, scripts and files that are not what their name says are refused", async () => {
  const svg = text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>');
  const html = text("<!doctype html><script>alert(1)</script>");
  const exe = Buffer.concat([text("MZ\x90\0"), Buffer.alloc(200)]);
  const bad = [
    ["setup.exe", exe], ["setup.png", exe], ["报表.pdf", exe], ["readme.txt", exe], ["data.csv", exe],
    ["logo.svg", svg], ["logo.png", svg], ["page.html", html], ["page.png", html], ["a.htm", html], ["a.xhtml", html],
    ["run.sh", text("#!/bin/sh\n")], ["run.bat", text("@echo off")], ["a.js", text("alert(1)")], ["a.ps1", text("x")],
    ["photo\u202Egpj.exe", exe], ["a.jpg.exe", exe], ["photo.jpg", picture()], ["noextension", exe], ["elf.log", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0])],
    ["a.pdf", text("<html>")], ["a.docx", text("no zip")], ["a.png", Buffer.from([0x89, 0x50])], ["a.jar", zip("META-INF/")],
  ];
  for (const [name, bytes] of bad) {
    const answer = await upload(world.requester, name, bytes, { type: "image/png" });
    assert.equal(answer.status, 415, `${name} → ${answer.text}`);
    assert.match(answer.body.code, /^file_(type_refused|not_the_type)$/, name);
  }
  refused(await upload(world.requester, "leer.png", Buffer.alloc(0)), 422, "file_empty");
});

test("file names cannot leave their place or forge headers", async () => {
  for (const name of ["../../etc/passwd.png", "a\r\nSet-Cookie: x=1.png", "C:\\windows\\x.png", "a\0b.png", "\u202Egnp.x.png", `${"长".repeat(300)}.png`, '"; filename="x.exe.png', "...png", " .png"]) {
    const answer = await upload(world.agent, name, picture());
    if (answer.status !== 201) {
      assert.match(answer.body.code, /^file_(name_invalid|type_refused)$/, name);
      continue;
    }
    const view = ok(answer, 201);
    assert.doesNotMatch(view.name, /[/\\\r\n\0\u202E]/, name);
    const got = await world.agent.get(`/attachments/${view.id}`);
    assert.equal(got.headers.get("set-cookie"), null);
    assert.doesNotMatch(got.headers.get("content-disposition").replace(/filename\*=.*/, ""), /\.exe"/);
  }
  for (const header of [{ "x-file-name": null }, { "x-file-name": "%E0%A4%A" }, { "x-file-name": "" }]) {
    refused(await upload(world.agent, "a.png", picture(), { headers: header }), 422, "file_name_invalid", "x-file-name");
  }
});

test("ten files a message, not eleven; a thousand are refused at once", async () => {
  const ids = [];
  for (let i = 0; i < 11; i++) ids.push(ok(await upload(world.requester, `${i}.png`, picture()), 201).id);
  const serial = await file(world);
  const say = (attachments) => world.requester.post(`/tickets/${serial}/messages`, { kind: "reply", text: "照片", attachments });
  assert.equal(refused(await say(ids), 422, "too_many_attachments", "attachments").limit, 10);
  refused(await say(Array.from({ length: 1_000 }, (_, i) => `id${i}`)), 422, "too_many_attachments", "attachments");
  const { message } = ok(await say(ids.slice(0, 10)), 201);
  assert.deepEqual(message.attachments.map((a) => a.id), ids.slice(0, 10));
});

test("a file is used once, and only by whoever uploaded it", async () => {
  const { id } = ok(await upload(world.requester, "a.png", picture()), 201);
  const unknown = await world.neighbour.post("/tickets", newTicket({ attachments: ["no-such-file"] }));
  refused(unknown, 422, "attachment_unknown", "attachments");
  for (const who of [world.neighbour, world.rival, world.manager]) {
    assert.deepEqual(withoutId(await who.post("/tickets", newTicket({ attachments: [id] }))), withoutId(unknown));
  }
  const other = await openWorld({ server: world.server });
  refused(await other.requester.post("/tickets", newTicket({ attachments: [id] })), 422, "attachment_unknown", "attachments");
  ok(await world.requester.post("/tickets", newTicket({ attachments: [id] })), 201);
  refused(await world.requester.post("/tickets", newTicket({ attachments: [id] })), 422, "attachment_unknown", "attachments");
  const { id: twice } = ok(await upload(world.requester, "b.png", picture()), 201);
  const both = await world.requester.post("/tickets", newTicket({ attachments: [twice, twice] }));
  assert.ok(both.status === 422 || (await read(world, both.body.serial)).ticket.attachments.length === 1, both.text);
});

test("a refused filing leaves its files usable", async () => {
  const { id } = ok(await upload(world.requester, "a.png", picture()), 201);
  refused(await world.requester.post("/tickets", newTicket({ title: "", attachments: [id] })), 422, "field_required", "title");
  ok(await world.requester.post("/tickets", newTicket({ attachments: [id] })), 201);
});

test("who sees the ticket sees its files; for everybody else they do not exist", async () => {
  const { id, serial, bytes } = await attached();
  for (const who of [world.requester, world.manager, world.agent, world.lead]) assert.deepEqual((await who.get(`/attachments/${id}`)).bytes, bytes);
  const missing = withoutId(await world.rival.get("/attachments/no-such-file"));
  const other = await openWorld({ server: world.server });
  for (const who of [world.rival, world.neighbour, world.helper, other.admin, other.requester]) assert.deepEqual(withoutId(await who.get(`/attachments/${id}`)), missing);
  refused(await world.stranger.get(`/attachments/${id}`), 401, "sign_in_required");
  ok(await command(world, world.agent, "PUT", serial, `collaborators/${world.ids.helper}`));
  assert.deepEqual((await world.helper.get(`/attachments/${id}`)).bytes, bytes);
});

test("a file of an internal note is not the customer's", async () => {
  const serial = await file(world);
  const { id } = ok(await upload(world.agent, "内部.png", picture()), 201);
  ok(await world.agent.post(`/tickets/${serial}/messages`, { kind: "note", text: "内部", attachments: [id] }), 201);
  refused(await world.requester.get(`/attachments/${id}`), 404, "not_found");
  assert.equal((await world.colleague.get(`/attachments/${id}`)).status, 200);
});

test("equal content in two workspaces is stored apart and seen apart", async () => {
  const other = await openWorld({ server: world.server });
  const bytes = picture("同一张照片");
  const [mine, theirs] = [await attached(world.requester, bytes), await attached(other.requester, bytes)];
  refused(await world.agent.get(`/attachments/${theirs.id}`), 404, "not_found");
  assert.deepEqual((await world.agent.get(`/attachments/${mine.id}`)).bytes, bytes);
});

test("an uploaded file that is not used yet can be removed by its owner alone", async () => {
  const { id } = ok(await upload(world.requester, "a.png", picture()), 201);
  refused(await world.neighbour.delete(`/attachments/${id}`), 404, "not_found");
  assert.equal((await world.requester.delete(`/attachments/${id}`)).status, 204);
  refused(await world.requester.get(`/attachments/${id}`), 404, "not_found");
  const used = await attached();
  const answer = await world.requester.delete(`/attachments/${used.id}`);
  assert.ok([404, 409].includes(answer.status), answer.text);
  assert.deepEqual((await world.requester.get(`/attachments/${used.id}`)).bytes, used.bytes);
});

test("two equal files are stored apart, and removing one keeps the other", async () => {
  const bytes = picture("两份");
  const contents = async () => (await world.server.files.list("files/")).length;
  const before = await contents();
  const [first, second] = [ok(await upload(world.requester, "1.png", bytes), 201), ok(await upload(world.requester, "2.png", bytes), 201)];
  assert.equal(await contents(), before + 2, "no upload waits for, or depends on, the bytes of another");
  assert.equal((await world.requester.delete(`/attachments/${first.id}`)).status, 204);
  assert.equal(await contents(), before + 1);
  assert.deepEqual((await world.requester.get(`/attachments/${second.id}`)).bytes, bytes);
});

test("removing a file while the same content arrives anew takes nothing from the new one", async () => {
  const meet = async (before) => {
    const bytes = picture();
    const { id: old } = ok(await upload(world.requester, "旧.png", bytes), 201);
    const removing = async () => {
      // A little later in each pair, so that both meet at every moment of the upload.
      for (let i = 0; i < before; i++) await fetch(`${world.url}/favicon.svg`);
      return world.requester.delete(`/attachments/${old}`);
    };
    const [arriving, removed] = await Promise.all([upload(world.requester, "新.png", bytes), removing()]);
    assert.equal(removed.status, 204);
    const got = await world.requester.get(`/attachments/${ok(arriving, 201).id}`);
    assert.ok(got.status === 200 && got.bytes.equals(bytes), `${got.status}, ${got.bytes.length} bytes of ${bytes.length}`);
  };
  for (let round = 0; round < 4; round++) await Promise.all(Array.from({ length: 24 }, (_, i) => meet(i % 6)));
});

test("a reader who has the file already is not sent it again; one who may not see it learns nothing", async () => {
  const { id, bytes } = await attached();
  const etag = (await world.requester.get(`/attachments/${id}`)).headers.get("etag");
  assert.equal(etag, `"${createHash("sha256").update(bytes).digest("hex")}"`);
  const again = await world.requester.get(`/attachments/${id}`, { headers: { "if-none-match": etag } });
  assert.deepEqual([again.status, again.bytes.length, again.headers.get("etag")], [304, 0, etag]);
  const other = await world.requester.get(`/attachments/${id}`, { headers: { "if-none-match": '"other"' } });
  assert.deepEqual([other.status, other.bytes], [200, bytes]);
  refused(await world.rival.get(`/attachments/${id}`, { headers: { "if-none-match": etag } }), 404, "not_found");
});

test("strangers' files are bound to their draft key", async () => {
  const visitor = new Client(world.server, { app: "portal" });
  const path = `/portal/${world.slug}/attachments`;
  const draft = draftKey();
  const { id } = ok(await visitor.upload(path, "a.png", picture(), { draft }), 201);
  const fileIt = (key) => visitor.post(`/portal/${world.slug}/tickets`, newTicket({ contact: stranger(), attachments: [id] }), { headers: key ? { "x-draft-key": key } : {} });
  for (const key of [undefined, draftKey()]) assert.equal((await fileIt(key)).body.code, "attachment_unknown");
  for (const weak of ["", "short", "a b"]) assert.ok((await visitor.upload(path, "a.png", picture(), { headers: { "x-draft-key": weak } })).status >= 400, weak);
  assert.ok((await visitor.upload(path, "a.png", picture())).status >= 400, "no draft key");
  refused(await visitor.delete(`${path}/${id}`, undefined, { headers: { "x-draft-key": draftKey() } }), 404, "not_found");
  const { id: second } = ok(await visitor.upload(path, "b.png", picture(), { draft }), 201);
  assert.equal((await visitor.delete(`${path}/${second}`, undefined, { headers: { "x-draft-key": draft } })).status, 204);
  ok(await fileIt(draft), 201);
});

test("a connection that breaks in the middle of an upload leaves nothing, and the same upload then succeeds", async () => {
  const key = newKey();
  const bytes = Buffer.concat([picture(), Buffer.alloc(4 * MIB)]);
  const headers = { origin: world.url, cookie: world.requester.cookie, "x-liandan-app": "portal", "x-file-name": "half.png", "content-type": "image/png", "content-length": bytes.length, "idempotency-key": key };
  await new Promise((broken) => {
    const half = request(`${world.url}/api/v1/attachments`, { method: "POST", headers }).once("error", broken);
    half.write(bytes.subarray(0, bytes.length / 2), () => half.destroy(new Error("no signal")));
  });
  const { id } = ok(await upload(world.requester, "half.png", bytes, { type: "image/png", key }), 201);
  assert.deepEqual((await world.requester.get(`/attachments/${id}`)).bytes, bytes);
  assert.deepEqual(await world.server.sql("SELECT id FROM attachments WHERE name = 'half.png'"), [{ id }]);
});

test("an upload repeated with its key is one file", async () => {
  const key = newKey();
  const bytes = picture();
  const [first, again] = [await upload(world.requester, "a.png", bytes, { key }), await upload(world.requester, "a.png", bytes, { key })];
  assert.deepEqual([again.status, again.body], [201, first.body]);
});

test("S3: a key stands for the content too: another file of the same name and length is refused", async () => {
  const [one, other] = [picture("甲".repeat(9)), picture("乙".repeat(9))];
  assert.equal(one.length, other.length);
  const senders = [
    (bytes, key, name = "a.png") => upload(world.requester, name, bytes, { key }),
    ((draft) => (bytes, key, name = "a.png") => world.stranger.upload(`/portal/${world.slug}/attachments`, name, bytes, { key, draft }))(draftKey()),
  ];
  for (const send of senders) {
    const key = newKey();
    const first = ok(await send(one, key), 201);
    refused(await send(other, key), 422, "idempotency_key_reused");
    refused(await send(one, key, "b.png"), 422, "idempotency_key_reused");
    assert.deepEqual(ok(await send(one, key), 201), first, "the first answer is still to be had");
  }
});

test("S3: twins of one upload are one file, and the other's content does not stay behind", async () => {
  const before = (await world.server.files.list("files/")).length;
  const [key, bytes] = [newKey(), picture()];
  const twins = await Promise.all(Array.from({ length: 6 }, () => upload(world.requester, "a.png", bytes, { key })));
  const { id } = ok(twins[0], 201);
  for (const twin of twins) assert.deepEqual(ok(twin, 201), twins[0].body);
  assert.deepEqual((await world.requester.get(`/attachments/${id}`)).bytes, bytes);
  assert.equal((await world.server.files.list("files/")).length, before + 1);
  const rival = newKey();
  const rivals = await Promise.all(["丙", "丁"].map((word) => upload(world.requester, "a.png", picture(word), { key: rival })));
  assert.deepEqual(rivals.map(({ status }) => status).sort(), [201, 422]);
});
