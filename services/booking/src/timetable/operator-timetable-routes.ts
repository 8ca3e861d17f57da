import { AppError } from "@railbooker/runtime/errors";
import { type Route, route } from "@railbooker/runtime/routes";
import { currentUser } from "../accounts/current-user.js";
import { FeedError, ImportUnderWay } from "./import/feed-error.js";
import { listImports } from "./import/import-record-store.js";
import { type ImportWish, type RecordedImportDeps, recordedImport } from "./import/recorded-import.js";
import type { ImportReport } from "./import/report.js";
import { withUpload } from "./import/upload.js";
import { ImportQuery, Imports, Report } from "./operator-timetable-schemas.js";

const UPLOAD_BYTES = 256 * 1024 ** 2;
const shownImports = 10;
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
        query: ImportQuery,
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
