import { AppError } from "@railbooker/runtime/errors";
import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import { currentUser } from "../accounts/current-user.js";
import { FeedError, ImportUnderWay } from "./import/feed-error.js";
import { listImports } from "./import/import-record-store.js";
import { type ImportWish, type RecordedImportDeps, recordedImport } from "./import/recorded-import.js";
import type { ImportReport } from "./import/report.js";
import { withUpload } from "./import/upload.js";

const UPLOAD_BYTES = 256 * 1024 ** 2;
const shownImports = 10;
const count = Type.Integer({ minimum: 0 });
const date = Type.String({ format: "date" });
const counts = { locations: count, trains: count, calls: count, serviceDates: count };
const LeftOut = Type.Array(
  Type.Object({
    reason: Type.String(),
    count,
    example: Type.String({ description: "the first one, with file and line" }),
  }),
);

const Report = Type.Object({
  feed: Type.String(),
  timetableId: Type.String(),
  validFrom: date,
  validTo: date,
  ...counts,
  transfers: count,
  read: Type.Array(Type.Object({ file: Type.String(), rows: count })),
  ignored: Type.Array(Type.String(), { description: "files that nothing is taken from" }),
  leftOut: LeftOut,
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

const Imports = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      operator: Type.String(),
      fileName: Type.String(),
      startedAt: Type.String({ format: "date-time" }),
      state: Type.Enum(["running", "done", "refused", "interrupted"]),
      step: Type.Enum(["reading", "checking", "making it live"]),
      share: Type.Number({ minimum: 0, maximum: 1, description: "of the feed's text that was read" }),
      rows: count,
      result: Type.Union([
        Type.Object({
          ...counts,
          feed: Type.String(),
          validFrom: date,
          validTo: date,
          leftOut: LeftOut,
          soldRuns: Type.Integer({
            minimum: 0,
            description: "sold runs that differ from the timetable before",
          }),
        }),
        Type.Null(),
      ]),
      problem: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
});

/** What is imported by hand with `npm run import`, over HTTP. The body is the zip file itself. */
export function operatorTimetableRoutes(deps: RecordedImportDeps): Route[] {
  const shared = { path: "/operator/timetables", tag: "operator", access: "operator" } as const;
  return [
    route(
      {
        ...shared,
        method: "get",
        summary: "The last imports that operators began, newest first, and how far they are",
        responses: { 200: Imports },
      },
      async () => ({ status: 200, body: { items: await listImports(deps.sql, shownImports, deps.clock()) } }),
    ),
    route(
      {
        ...shared,
        method: "post",
        summary: "Import a GTFS zip (the body, as application/zip); a newer version replaces the older one",
        query: Type.Object(
          {
            strict: Type.Optional(
              Type.Boolean({ default: false, description: "refuse a feed of which anything is left out" }),
            ),
            name: Type.Optional(
              Type.String({
                minLength: 1,
                maxLength: 200,
                description: "of the file, for the list of imports",
              }),
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
          importZip(
            {
              path,
              fileName: query.name ?? "upload.zip",
              operatorId: currentUser(req).id,
              strict: query.strict === true,
            },
            deps,
          ),
        );
        return { status: 200, body: report };
      },
    ),
  ];
}

/** @throws AppError 422 `feed-refused` with the reason, 409 `import-under-way`. */
async function importZip(wish: ImportWish, deps: RecordedImportDeps): Promise<ImportReport> {
  try {
    return await recordedImport(wish, deps);
  } catch (error) {
    if (error instanceof FeedError)
      throw new AppError({ kind: "refused", code: "feed-refused", message: error.message });
    if (error instanceof ImportUnderWay)
      throw new AppError({ kind: "conflict", code: "import-under-way", message: error.message });
    throw error;
  }
}
