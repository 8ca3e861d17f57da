import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openFeed } from "./feed-source.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "feed-source-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** The smallest zip there is: entries stored as they are, then the directory. */
function zipOf(files: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const [nameBytes, data] = [Buffer.from(name), Buffer.from(content)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, nameBytes, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, tail, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, ...directory, Buffer.from("PK\x05\x06"), end]);
}

async function write(name: string, content: Buffer | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

test("a folder and a zip, with its files at the top or in a folder, give the same", async () => {
  await write("stops.txt", "a,b\n1,2\n");
  const flat = await write("flat.zip", zipOf({ "stops.txt": "a,b\n1,2\n" }));
  const nested = await write(
    "nested.zip",
    zipOf({ "feed/stops.txt": "a,b\n1,2\n", "__MACOSX/stops.txt": "junk" }),
  );
  for (const path of [folder, flat, nested]) {
    const source = await openFeed(path);
    const stream = await source.open("stops.txt");
    expect(stream && (await text(stream))).toBe("a,b\n1,2\n");
    expect([source.has("stops.txt"), source.has("trips.txt")]).toEqual([true, false]);
    expect(await source.open("trips.txt")).toBeUndefined();
    source.close();
  }
});

test("what is no feed is refused in words", async () => {
  await expect(openFeed(join(folder, "nowhere"))).rejects.toThrow(/nothing at .*nowhere/);
  const noZip = await write("no.zip", "this is no zip file");
  await expect(openFeed(noZip)).rejects.toThrow(/neither a folder nor a zip file/);
  const escaping = await write("escape.zip", zipOf({ "../stops.txt": "a\n" }));
  await expect(openFeed(escaping)).rejects.toThrow(/damaged zip file.*relative path/);
});
