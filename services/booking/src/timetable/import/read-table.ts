import type { Readable } from "node:stream";
import { type CsvError, parse } from "csv-parse";
import { FeedError, RowError } from "./feed-error.js";
import type { FeedSource } from "./feed-files.js";

/** The row at hand; the object is used again for the next one. */
export interface Row {
  /** The value of a column, trimmed; "" where it is blank or the feed has no such column. */
  get(column: string): string;
  /** Counts the rows of the file from 1, without its header. */
  record: number;
}

/** Told how far the reading of a file is, every so often and at its end. */
export type OnProgress = (file: string, rows: number, bytes: number) => void;

export interface TableOptions {
  required: readonly string[];
  progress?: OnProgress | undefined;
  /** May give a promise to be waited for before the next row comes. */
  onRow: (row: Row) => Promise<void> | void;
}

const PROGRESS_ROWS = 20_000;
const csvOptions = { bom: true, relax_column_count: true, skip_empty_lines: true } as const;

/**
 * Streams a table of the feed, whatever its quotes, line ends, byte order mark or further columns. A file that is not there is empty.
 * @returns how many rows there were
 * @throws FeedError naming file and line, where the text is no CSV or `onRow` throws a RowError.
 */
export async function readTable(source: FeedSource, name: string, options: TableOptions): Promise<number> {
  const { required, progress, onRow } = options;
  const stream = await source.open(name);
  if (stream === undefined) return 0;
  const parser = parse(csvOptions);
  let columns: Map<string, number> | undefined;
  let record: string[] = [];
  const row: Row = { record: 0, get: (column) => record[columns?.get(column) ?? -1]?.trim() ?? "" };
  try {
    await eachRecord(stream, parser, (fields) => {
      if (columns === undefined) {
        columns = columnsOf(fields, name, required);
        return;
      }
      record = fields;
      row.record += 1;
      if (row.record % PROGRESS_ROWS === 0) progress?.(name, row.record, parser.info.bytes);
      return onRow(row);
    });
  } catch (error) {
    if (error instanceof FeedError) throw error;
    if (error instanceof RowError) {
      const [line] = await linesOf(source, name, [row.record]);
      throw new FeedError(`${name}, line ${line}: ${error.message}`);
    }
    const { message, code } = error as CsvError;
    if (code?.startsWith("CSV")) throw new FeedError(`${name} cannot be read as CSV: ${message}`);
    if (stream.errored) throw new FeedError(`${name} cannot be read: ${message}`);
    throw error;
  }
  if (columns === undefined && required.length > 0)
    throw new FeedError(`${name} is empty; it needs a header with ${required.join(", ")}.`);
  progress?.(name, row.record, parser.info.bytes);
  return row.record;
}

type Parser = ReturnType<typeof parse>;

/** Events are half again as fast as an iterator, and a timetable has millions of rows. */
function eachRecord(
  stream: Readable,
  parser: Parser,
  onRecord: (record: string[]) => Promise<void> | void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let failed = false;
    const fail = (error: unknown) => {
      failed = true;
      stream.destroy();
      parser.destroy();
      reject(error);
    };
    stream.on("error", fail);
    parser.on("error", fail);
    parser.on("end", resolve);
    parser.on("data", (record: string[]) => {
      if (failed) return;
      try {
        const wait = onRecord(record);
        if (wait === undefined) return;
        parser.pause();
        wait.then(() => parser.resume(), fail);
      } catch (error) {
        fail(error);
      }
    });
    stream.pipe(parser);
  });
}

/** On which lines rows start: quoted fields may hold line ends and blank lines do not count, so it takes another look at the file. */
export async function linesOf(
  source: FeedSource,
  name: string,
  records: readonly number[],
): Promise<(number | undefined)[]> {
  const stream = await source.open(name);
  const lines = new Map<number, number>();
  if (stream === undefined) return records.map(() => undefined);
  const last = Math.max(...records);
  const parser = parse({ ...csvOptions, info: true });
  stream.on("error", (error) => parser.destroy(error));
  stream.pipe(parser);
  let count = 0;
  for await (const { info } of parser as AsyncIterable<{ info: { lines: number } }>) {
    if (count > 0) lines.set(count, info.lines);
    if (count >= last) break;
    count += 1;
  }
  stream.destroy();
  return records.map((record) => lines.get(record));
}

function columnsOf(header: string[], name: string, required: readonly string[]): Map<string, number> {
  const columns = new Map(header.map((column, index) => [column.trim(), index]));
  const missing = required.filter((column) => !columns.has(column));
  if (missing.length > 0)
    throw new FeedError(
      `${name} has no column ${missing.join(", ")}; its header is "${header.join(",").slice(0, 200)}".`,
    );
  return columns;
}
