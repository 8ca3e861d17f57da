import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { zipOf } from "../testing/zip.js";
import { openFeed } from "./feed-source.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "feed-source-"));
});
afterAll(() => rm(folder, { recursive: true }));

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
    expect([source.bytes("stops.txt"), source.bytes("trips.txt")]).toEqual([8, 0]);
    expect(source.names()).toContain("stops.txt");
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
