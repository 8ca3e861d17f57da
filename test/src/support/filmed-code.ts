import { writeFile } from "node:fs/promises";
import { ticketPng } from "@railbooker/booking/tickets/ticket-png";
import { PNG } from "pngjs";

const [width, height] = [640, 480];

/** Writes a film of a QR code before a white wall, as `--use-file-for-fake-video-capture` takes it: Y4M, in shades of grey. */
export async function filmCode(path: string, code: string): Promise<void> {
  const picture = PNG.sync.read(await ticketPng({ code } as Parameters<typeof ticketPng>[0]));
  const scale = Math.max(1, Math.floor(Math.min(width, height) / picture.width));
  const [left, top] = [width, height].map((side) => Math.floor((side - picture.width * scale) / 2));
  const light = Buffer.alloc(width * height, 235);
  for (let y = 0; y < picture.height * scale; y += 1)
    for (let x = 0; x < picture.width * scale; x += 1) {
      const from = (Math.floor(y / scale) * picture.width + Math.floor(x / scale)) * 4;
      if ((picture.data[from] ?? 255) < 128) light[(y + (top ?? 0)) * width + x + (left ?? 0)] = 16;
    }
  const colour = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), light, colour]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(path, Buffer.concat([head, ...Array.from({ length: 10 }, () => frame)]));
}
