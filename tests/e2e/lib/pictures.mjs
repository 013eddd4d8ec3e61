// Photos as a phone makes them: large, and none like the other.
import { crc32, deflateSync } from "node:zlib";

/** A PNG of `width` × `height` pixels whose content depends on `seed`. */
export function photo(seed, { width = 1600, height = 1200 } = {}) {
  const line = width * 3 + 1;
  const pixels = Buffer.alloc(line * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * line + 1 + x * 3;
      const shade = ((x >> 5) * 31 + (y >> 5) * 17 + seed * 97) & 255;
      pixels[at] = shade;
      pixels[at + 1] = (shade * 3) & 255;
      pixels[at + 2] = 255 - shade;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(pixels)), chunk("IEND", Buffer.alloc(0))]);
}

/** Files for `setInputFiles`. */
export const photos = (...seeds) => seeds.map((seed) => ({ name: `现场照片${seed}.png`, mimeType: "image/png", buffer: photo(seed) }));

function chunk(name, content) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(content.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
