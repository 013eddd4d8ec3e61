// Photos for the demo: a screen with an error on it, drawn pixel by pixel, because no picture may be fetched.
import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";

const WIDTH = 480;
const HEIGHT = 360;
const BODY = [38, 44, 54];
const SCREEN = [236, 241, 245];
const LINE = [178, 188, 199];
const ALARM = [196, 52, 44];
const PAPER = [255, 255, 255];

/** Puts `count` photos on the filing of each life. The files go to KV first, as an upload does. */
export async function addPhotos({ db, files }, random, { workspace }, lives, count) {
  for (const { ticket } of lives) {
    for (let place = 0; place < count; place += 1) {
      const bytes = screenshot(random);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const id = random.id();
      await files.put(`files/${workspace.id}/${id}`, bytes);
      await db.batch([
        db.prepare("INSERT INTO attachments (workspace_id, id, uploader, sha256, name, media_type, bytes, created_at) VALUES (?, ?, ?, ?, ?, 'image/png', ?, ?)")
          .bind(workspace.id, id, `contact:${ticket.requester}`, sha256, `现场照片 ${place + 1}.png`, bytes.length, ticket.created_at),
        db.prepare("INSERT INTO attachment_uses (workspace_id, attachment_id, serial, version, internal, place) VALUES (?, ?, ?, 1, 0, ?)")
          .bind(workspace.id, id, ticket.serial, place),
      ]);
    }
  }
}

/** A hand-held scanner's screen: a red message over lines of text. */
function screenshot(random) {
  const pixels = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT);
  const paint = (left, top, width, height, colour) => {
    for (let y = top; y < top + height; y += 1) for (let x = left; x < left + width; x += 1) pixels.set(colour, y * (WIDTH * 3 + 1) + 1 + x * 3);
  };
  paint(0, 0, WIDTH, HEIGHT, BODY);
  paint(24, 24, WIDTH - 48, HEIGHT - 48, SCREEN);
  for (let line = 0; line < 9; line += 1) paint(48, 60 + line * 28, random.between(120, 360), 10, LINE);
  const top = random.between(110, 190);
  paint(40, top, WIDTH - 80, 72, ALARM);
  for (let bar = 0; bar < 14; bar += 1) paint(64 + bar * 24, top + 26, random.between(6, 18), 20, PAPER);
  return png(pixels);
}

function png(pixels) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  // Eight bits a channel, red, green and blue.
  head.set([8, 2], 8);
  const chunk = (name, content) => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(content.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(pixels)), chunk("IEND", Buffer.alloc(0))]);
}
