// Picture files made for the tests: right ones, ones with a position inside, and ones made to do harm. Used by the API and browser tests.
import { deflateSync } from 'node:zlib';

/** 64 x 48 pixels: left half red, right half blue. */
export const plain_jpeg = Buffer.from('/9j/4AAQSkZJRgABAQEAYABgAAD//gA7Q1JFQVRPUjogZ2QtanBlZyB2MS4wICh1c2luZyBJSkcgSlBFRyB2NjIpLCBxdWFsaXR5ID0gNzAK/9sAQwAKBwcIBwYKCAgICwoKCw4YEA4NDQ4dFRYRGCMfJSQiHyIhJis3LyYpNCkhIjBBMTQ5Oz4+PiUuRElDPEg3PT47/9sAQwEKCwsODQ4cEBAcOygiKDs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7/8AAEQgAMABAAwEiAAIRAQMRAf/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/EAB8BAAMBAQEBAQEBAQEAAAAAAAABAgMEBQYHCAkKC//EALURAAIBAgQEAwQHBQQEAAECdwABAgMRBAUhMQYSQVEHYXETIjKBCBRCkaGxwQkjM1LwFWJy0QoWJDThJfEXGBkaJicoKSo1Njc4OTpDREVGR0hJSlNUVVZXWFlaY2RlZmdoaWpzdHV2d3h5eoKDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uLj5OXm5+jp6vLz9PX29/j5+v/aAAwDAQACEQMRAD8A5WiiivnT9mCiiigDmqKKK/og/CAooooA6Wiiiv53P3cKKKKAOaooor+iD8ICiiigDpaKKK/nc/dwooooA5qiiiv6IPwgKKKKAP/Z', 'base64');
export const plain_webp = Buffer.from('UklGRmgAAABXRUJQVlA4IFwAAABQBQCdASpAADAAPm0ylUckIyIhKqgAgA2JYwDUEY3+AfiBpgPxJ/WbcQADLy7rGtHni2AA/vCbJem+c6MBjvXwv4Ybt4Pj8eboHF8rYp9tOPo8z1Jf8ubAAAAAAA==', 'base64');

const number = (value, bytes) => { const out = Buffer.alloc(bytes); out.writeUIntBE(value, 0, bytes); return out; };

/** One entry of an EXIF directory, big-endian. */
const entry = (tag, type, count, value) => Buffer.concat([number(tag, 2), number(type, 2), number(count, 4), value]);
const directory = (entries) => Buffer.concat([number(entries.length, 2), ...entries, number(0, 4)]);
const rationals = (values) => Buffer.concat(values.flatMap((value) => [number(value, 4), number(1, 4)]));

/** An EXIF block that says which way up, which camera, and where: 44° 42' N, 10° 37' E. */
export function exif(orientation = 1) {
  const camera = Buffer.from('SecretCam 9000\0\0');
  const gps_at = 8 + 2 + 3 * 12 + 4;
  const gps_size = 2 + 4 * 12 + 4;
  const data_at = gps_at + gps_size;
  const main = directory([
    entry(0x0110, 2, camera.length, number(data_at, 4)),
    entry(0x0112, 3, 1, Buffer.concat([number(orientation, 2), number(0, 2)])),
    entry(0x8825, 4, 1, number(gps_at, 4)),
  ]);
  const gps = directory([
    entry(0x0001, 2, 2, Buffer.from('N\0\0\0')), entry(0x0002, 5, 3, number(data_at + camera.length, 4)),
    entry(0x0003, 2, 2, Buffer.from('E\0\0\0')), entry(0x0004, 5, 3, number(data_at + camera.length + 24, 4)),
  ]);
  return Buffer.concat([Buffer.from('Exif\0\0MM\0\x2a'), number(8, 4), main, gps, camera, rationals([44, 42, 0]), rationals([10, 37, 0])]);
}

/** The plain JPEG with that block, as a telephone would have made it. */
export function jpeg_with_position(orientation = 1) {
  const block = exif(orientation);
  return Buffer.concat([plain_jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), number(block.length + 2, 2), block, plain_jpeg.subarray(2)]);
}

const chunk = (name, data) => {
  const body = Buffer.concat([Buffer.from(name), data]);
  return Buffer.concat([number(data.length, 4), body, number(crc(body), 4)]);
};
/** The checksum of a PNG's chunk. */
function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const header = (width, height) => chunk('IHDR', Buffer.concat([number(width, 4), number(height, 4), Buffer.from([8, 2, 0, 0, 0])]));

/** A PNG of noise-free stripes; `extra`: chunks before the pixels. */
export function png(width = 40, height = 30, extra = []) {
  const row = Buffer.alloc(1 + width * 3, 0x80);
  row[0] = 0;
  const pixels = Buffer.concat(Array.from({ length: height }, (_, y) => { const line = Buffer.from(row); line.fill((y * 7) % 256, 1); return line; }));
  return Buffer.concat([signature, header(width, height), ...extra, chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]);
}

/** A few hundred bytes that claim 50,000 x 50,000 pixels. */
export const bomb_png = () => Buffer.concat([signature, header(50_000, 50_000), chunk('IDAT', deflateSync(Buffer.alloc(100_000))), chunk('IEND', Buffer.alloc(0))]);
/** Within the limit of pixels and all of one colour: 36 megapixels in about 100 KB. */
export const wide_png = () => Buffer.concat([signature, header(6000, 6000), chunk('IDAT', deflateSync(Buffer.alloc(6000 * (1 + 6000 * 3)))), chunk('IEND', Buffer.alloc(0))]);
/** An animation that promises four thousand million frames: the first is all anybody needs. */
export const moving_png = () => png(40, 30, [chunk('acTL', Buffer.concat([number(0xffffffff, 4), number(0, 4)]))]);
/** The same for WebP: the flag "moves". */
export const moving_webp = () => Buffer.concat([Buffer.from('RIFF'), Buffer.from([30, 0, 0, 0]), Buffer.from('WEBPVP8X'), Buffer.from([10, 0, 0, 0, 2, 0, 0, 0, 39, 0, 0, 29, 0, 0]), Buffer.alloc(12)]);
export const gif = () => Buffer.from('47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b', 'hex');
export const svg = () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

/** A multipart form: fields by name, and one file. {raw, type}. */
export function form(fields, file) {
  const boundary = 'palabre-test-boundary';
  const parts = Object.entries(fields).map(([name, value]) => Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`));
  if (file) parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="picture"; filename="photo.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`), file, Buffer.from('\r\n'));
  return { raw: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]), type: `multipart/form-data; boundary=${boundary}` };
}
