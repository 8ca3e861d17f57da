import { type CsvError, parse } from "csv-parse";
import { FeedError } from "./feed-error.js";
import type { FeedSource } from "./feed-source.js";

/** One row: the value of a column, trimmed; "" where it is blank or the feed has no such column. */
export interface Row {
  get(column: string): string;
  /** For messages: "trips.txt, line 12". */
  where: string;
}

/**
 * Streams a table of the feed, whatever its quotes, line ends, byte order mark or further columns. A file that is not there is empty.
 * @throws FeedError naming file and line where the text is no CSV.
 */
export async function* readTable(
  source: FeedSource,
  name: string,
  required: readonly string[],
): AsyncGenerator<Row> {
  const stream = await source.open(name);
  if (stream === undefined) return;
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true, info: true });
  stream.on("error", (error) => parser.destroy(error));
  stream.pipe(parser);
  let columns: Map<string, number> | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (columns === undefined) {
        columns = columnsOf(record, name, required);
        continue;
      }
      const known = columns;
      yield {
        get: (column) => record[known.get(column) ?? -1]?.trim() ?? "",
        where: `${name}, line ${info.lines}`,
      };
    }
  } catch (error) {
    if (error instanceof FeedError) throw error;
    const { message, code } = error as CsvError;
    throw new FeedError(`${name} cannot be read${code?.startsWith("CSV") ? " as CSV" : ""}: ${message}`);
  } finally {
    stream.destroy();
  }
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
