import { AppError } from "@railbooker/runtime/errors";
import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import { FeedError, ImportUnderWay } from "./import/feed-error.js";
import { openFeed } from "./import/feed-source.js";
import { type ImportDeps, importFeed } from "./import/import-feed.js";
import type { ImportReport } from "./import/report.js";
import { withUpload } from "./import/upload.js";

const UPLOAD_BYTES = 256 * 1024 ** 2;
const count = Type.Integer({ minimum: 0 });

const Report = Type.Object({
  feed: Type.String(),
  timetableId: Type.String(),
  validFrom: Type.String({ format: "date" }),
  validTo: Type.String({ format: "date" }),
  locations: count,
  trains: count,
  calls: count,
  serviceDates: count,
  transfers: count,
  read: Type.Array(Type.Object({ file: Type.String(), rows: count })),
  ignored: Type.Array(Type.String(), { description: "files that nothing is taken from" }),
  leftOut: Type.Array(
    Type.Object({
      reason: Type.String(),
      count,
      example: Type.String({ description: "the first one, with file and line" }),
    }),
  ),
  soldRuns: Type.Array(
    Type.Object({
      runId: Type.String(),
      change: Type.Union([Type.Literal("changed"), Type.Literal("vanished"), Type.Literal("returned")]),
      bookings: count,
      tickets: count,
      seatsLost: count,
    }),
    { description: "runs with seats sold or held that differ from the timetable before" },
  ),
});

/** What is imported by hand with `npm run import`, over HTTP. The body is the zip file itself. */
export function operatorTimetableRoutes(deps: ImportDeps): Route[] {
  return [
    route(
      {
        method: "post",
        path: "/operator/timetables",
        summary: "Import a GTFS zip (the body, as application/zip); a newer version replaces the older one",
        tag: "operator",
        access: "operator",
        query: Type.Object(
          {
            strict: Type.Optional(
              Type.Boolean({ default: false, description: "refuse a feed of which anything is left out" }),
            ),
          },
          { additionalProperties: false },
        ),
        responses: { 200: Report },
      },
      async ({ req, query }) => {
        if (req.is("application/zip") === false)
          throw new AppError({
            kind: "bad-request",
            code: "unsupported-media-type",
            message: "The body must be a zip file, sent with Content-Type: application/zip.",
          });
        const report = await withUpload(req, UPLOAD_BYTES, (path) =>
          importZip(path, deps, query.strict === true),
        );
        return { status: 200, body: report };
      },
    ),
  ];
}

/** @throws AppError 422 `feed-refused` with the reason, 409 `import-under-way`. */
async function importZip(path: string, deps: ImportDeps, strict: boolean): Promise<ImportReport> {
  try {
    const source = await openFeed(path);
    try {
      return await importFeed(source, deps, { strict });
    } finally {
      source.close();
    }
  } catch (error) {
    if (error instanceof FeedError)
      throw new AppError({ kind: "refused", code: "feed-refused", message: error.message });
    if (error instanceof ImportUnderWay)
      throw new AppError({ kind: "conflict", code: "import-under-way", message: error.message });
    throw error;
  }
}
