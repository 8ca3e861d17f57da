import yauzl from "yauzl";
import { FeedError } from "./feed-error.js";
import type { FeedSource } from "./feed-files.js";

/** What an unpacked feed may come to. The largest national feeds are below it. */
const UNPACKED_BYTES = 8 * 1024 ** 3;
/** Timetables shrink to a tenth or so; a file that shrinks to less than this share was made to fill a disk. */
const LARGEST_RATIO = 200;
const RATIO_COUNTS_FROM_BYTES = 1024 ** 2;
const ENTRIES = 1000;

/**
 * Files at the top or in one folder, which is how many feeds are zipped.
 * @param file its name, for what is said about it
 * @throws FeedError when it is no zip file, is damaged, leads outside its folder, or unpacks to more than a feed can be.
 */
export async function openZip(path: string, file: string): Promise<FeedSource> {
  // yauzl refuses names that lead outside, and a stream that is longer than its entry says.
  const zip = await yauzl.openPromise(path, { autoClose: false }).catch((error: Error) => {
    throw new FeedError(`${file} is neither a folder nor a zip file that can be read (${error.message}).`);
  });
  const entries = new Map<string, yauzl.Entry>();
  let unpacked = 0;
  let count = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize;
      count += 1;
      refuseBomb(file, entry, unpacked, count);
      const name = entry.fileName.split("/").at(-1) ?? "";
      if (name === "" || entry.fileName.startsWith("__MACOSX/")) continue;
      const twin = entries.get(name);
      if (twin !== undefined && name.endsWith(".txt"))
        throw new FeedError(
          `${file} holds ${twin.fileName} and ${entry.fileName}; import the feeds within one by one.`,
        );
      entries.set(name, entry);
    }
  } catch (error) {
    zip.close();
    if (error instanceof FeedError) throw error;
    throw new FeedError(`${file} is a damaged zip file (${(error as Error).message}).`);
  }
  return {
    names: () => [...entries.keys()],
    bytes: (name) => entries.get(name)?.uncompressedSize ?? 0,
    open: async (name) => {
      const entry = entries.get(name);
      return entry === undefined ? undefined : await zip.openReadStreamPromise(entry);
    },
    close: () => zip.close(),
  };
}

function refuseBomb(file: string, entry: yauzl.Entry, unpacked: number, count: number): void {
  const { fileName, uncompressedSize, compressedSize } = entry;
  const bomb =
    uncompressedSize > RATIO_COUNTS_FROM_BYTES && uncompressedSize > compressedSize * LARGEST_RATIO
      ? `${fileName} unpacks to ${Math.round(uncompressedSize / Math.max(1, compressedSize))} times its size`
      : unpacked > UNPACKED_BYTES
        ? `it unpacks to more than ${UNPACKED_BYTES / 1024 ** 3} GiB`
        : count > ENTRIES
          ? `it holds more than ${ENTRIES} files`
          : undefined;
  if (bomb !== undefined) throw new FeedError(`${file} is refused: ${bomb}, which no timetable does.`);
}
