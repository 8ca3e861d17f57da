import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@railbooker/runtime/errors";

/**
 * Streams what is sent into a file, hands its path to `work`, and removes it whatever comes of it.
 * @throws AppError 413 `too-large` as soon as more than `limitBytes` have come.
 */
export async function withUpload<T>(
  body: Readable,
  limitBytes: number,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "railbooker-upload-"));
  try {
    const path = join(folder, "upload.zip");
    await pipeline(body, limitedTo(limitBytes), createWriteStream(path));
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function limitedTo(limitBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      if (bytes <= limitBytes) done(null, chunk);
      else
        done(
          new AppError({
            kind: "too-large",
            code: "too-large",
            message: `The file has more than ${Math.floor(limitBytes / 1024 ** 2)} MiB; import it with npm run import.`,
          }),
        );
    },
  });
}
